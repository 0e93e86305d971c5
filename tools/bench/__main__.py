"""Measure the summarizers beside their peers: ``python -m tools.bench quality --data PATH``."""

import argparse
from pathlib import Path

from tools.bench import quality


def main() -> None:
    """Run the benchmark that the command names."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser(
        "quality", help="ROUGE of chosen sentences, ours and others', at equal length"
    )
    command.add_argument("--data", type=Path, required=True, help="folder of dialogsum.test and qmsum.val")
    command.add_argument("--models", type=Path, default=Path("layers/models"))
    command.set_defaults(run=lambda chosen: quality.run(chosen.data, chosen.models))
    chosen = parser.parse_args()
    chosen.run(chosen)


if __name__ == "__main__":
    main()
