"""Measure Recap beside its peers, and by itself: speed, cold start, memory, growth, cost, quality.

All but quality, wanted and telling run in the environment that `make bench` sets up (.venv-bench), on one
thread.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

MODELS = Path("layers/models")
CACHE = Path("build/bench")
PLOT = Path("tools/bench/speed.svg")
Run = Callable[[argparse.Namespace], None]


class Commands(Protocol):
    """What argparse's private class of subcommands can do."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser:  # noqa: A002
        """Add a command."""


NAMES = ("iamus", "mopsus", "cassandra")

# Every benchmark imports what only it needs: the environments differ, and torch takes seconds.


def main() -> None:
    """Run the benchmark that the command names."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="benchmark")
    for add in (
        _add_all,
        _add_speed,
        _add_exact,
        _add_cold,
        _add_memory,
        _add_scale,
        _add_cost,
        _add_batching,
        _add_quality,
        _add_wanted,
        _add_telling,
    ):
        add(commands)
    chosen = parser.parse_args()
    chosen.run(chosen)


def _add(commands: Commands, name: str, text: str, run: Run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.add_argument("--models", type=Path, default=MODELS, help="folder of the networks (%(default)s)")
    command.set_defaults(run=run)
    return command


def _add_rounds(command: argparse.ArgumentParser, default: int) -> None:
    command.add_argument(
        "--rounds", type=int, default=default, help="how often everything is measured (%(default)s)"
    )


def _add_names(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model", dest="names", nargs="+", choices=NAMES, default=NAMES, help="models to measure (all)"
    )


def _add_all(commands: Commands) -> None:
    def run(chosen: argparse.Namespace) -> None:
        rounds = 1 if chosen.quick else 5
        chosen.rounds, chosen.names = 15, NAMES
        for title, measure in (("Speed", _speed), ("Cold start", _cold), ("Memory", _memory)):
            print(f"\n## {title}\n", flush=True)
            measure(chosen)
            chosen.rounds = rounds
        for title, measure in (("Time against length", _scale), ("Cost", _cost)):
            print(f"\n## {title}\n", flush=True)
            measure(chosen)

    command = _add(commands, "all", "speed, cold, memory, scale and cost, one after the other", run)
    _add_speed_options(command)


def _add_speed(commands: Commands) -> None:
    text = "the networks in Recap's engine and in others' engines, on the same weights"
    command = _add(commands, "speed", text, _speed)
    _add_rounds(command, 15)
    _add_speed_options(command)


def _add_speed_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--quick", action="store_true", help="few rounds: rough figures in a few minutes")
    command.add_argument("--plot", type=Path, default=PLOT, help="file to draw into (%(default)s)")


def _speed(chosen: argparse.Namespace) -> None:
    from tools.bench import speed  # noqa: PLC0415

    CACHE.mkdir(parents=True, exist_ok=True)
    speed.run(chosen.models, CACHE, chosen.plot, rounds=chosen.rounds, quick=chosen.quick)


def _add_exact(commands: Commands) -> None:
    text = "whether greedy and beam search write what plain searches write, in fp32, token for token"
    command = _add(commands, "exact", text, _exact)
    command.add_argument("--windows", type=int, default=200, help="texts to write (%(default)s)")


def _exact(chosen: argparse.Namespace) -> None:
    from tools.bench import exact  # noqa: PLC0415

    CACHE.mkdir(parents=True, exist_ok=True)
    exact.run(chosen.models, CACHE, chosen.windows)


def _add_cold(commands: Commands) -> None:
    text = "fresh processes: to the first summary, to an API function that can answer, and its warm answers"
    _add_rounds(_add(commands, "cold", text, _cold), 9)


def _cold(chosen: argparse.Namespace) -> None:
    from tools.bench import cold  # noqa: PLC0415

    cold.run(chosen.models, chosen.rounds)


def _add_memory(commands: Commands) -> None:
    text = "the summarizer's peak memory against the length of a conversation, a minute to ten hours"
    _add_names(_add(commands, "memory", text, _memory))


def _memory(chosen: argparse.Namespace) -> None:
    from tools.bench import memory  # noqa: PLC0415

    memory.run(chosen.models, tuple(chosen.names))


def _add_scale(commands: Commands) -> None:
    text = "time against the length of a conversation, a minute to ten hours, and the exponent of its growth"
    command = _add(commands, "scale", text, _scale)
    _add_names(command)
    _add_rounds(command, 3)


def _scale(chosen: argparse.Namespace) -> None:
    from tools.bench import scale  # noqa: PLC0415

    scale.run(chosen.models, tuple(chosen.names), chosen.rounds)


def _add_cost(commands: Commands) -> None:
    text = "dollars per 1,000 hours of conversation on Lambda, beside the list prices of hosted services"
    command = _add(commands, "cost", text, _cost)
    _add_names(command)
    _add_rounds(command, 5)


def _cost(chosen: argparse.Namespace) -> None:
    from tools.bench import cost  # noqa: PLC0415

    cost.run(chosen.models, tuple(chosen.names), chosen.rounds)


def _add_batching(commands: Commands) -> None:
    text = "throughput and cost of requests in SQS batches of several sizes"
    _add_rounds(_add(commands, "batching", text, _batching), 3)


def _batching(chosen: argparse.Namespace) -> None:
    from tools.bench import batching  # noqa: PLC0415

    batching.run(chosen.models, chosen.rounds)


def _add_quality(commands: Commands) -> None:
    text = "ROUGE, rightness, chapters and calibration, beside baselines and ceilings (minutes; .venv-train)"
    command = _add(commands, "quality", text, _quality)
    command.add_argument(
        "--data", type=Path, required=True, help="folder of the corpora (see tools/train/corpora.py)"
    )
    command.add_argument("--limit", type=int, help="conversations of each test set (all)")


def _quality(chosen: argparse.Namespace) -> None:
    from tools.bench import quality  # noqa: PLC0415

    quality.run(chosen.data, chosen.models, chosen.limit)


def _add_wanted(commands: Commands) -> None:
    text = "share of what readers want to be told that is told, beside baselines (seconds; .venv-train)"
    _add(commands, "wanted", text, _wanted)


def _wanted(chosen: argparse.Namespace) -> None:
    from tools.bench import wanted  # noqa: PLC0415

    wanted.run(chosen.models)


def _add_telling(commands: Commands) -> None:
    text = "how close sentences are told to how minutes tell them (a minute; .venv-train)"
    _add(commands, "telling", text, _telling)


def _telling(chosen: argparse.Namespace) -> None:
    from tools.bench import telling  # noqa: PLC0415

    telling.run(chosen.models)


if __name__ == "__main__":
    main()
