"""Print how large each built function is, unzipped with its layers, and fail if Lambda would refuse one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[1]
# 250 MB, function and layers together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
LIMIT = 262_144_000
MEGABYTE = 1024 * 1024


def folder_size(folder: Path) -> int:
    """Add up the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def sizes(build: Path) -> dict[str, dict[str, int]]:
    """Measure what `sam build` made: per function, the bytes of its code and of each of its layers."""
    template: dict[str, Any] = yaml_parse((build / "template.yaml").read_text(encoding="utf-8"))
    resources = template["Resources"]
    found = {}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::Serverless::Function":
            layers = [layer["Ref"] for layer in resource["Properties"]["Layers"]]
            folders = {name: resource["Properties"]["CodeUri"]}
            folders |= {layer: resources[layer]["Properties"]["ContentUri"] for layer in layers}
            found[name] = {part: folder_size(build / folder) for part, folder in folders.items()}
    return found


def main() -> None:
    """Print one line per function, largest last."""
    parser = argparse.ArgumentParser(prog="python -m tools.sizes", description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / ".aws-sam" / "build", help="what sam build made")
    given = parser.parse_args()
    if not (given.build / "template.yaml").is_file():
        sys.exit(f"{given.build} holds no build: run sam build first.")
    too_large = []
    for function, parts in sorted(sizes(given.build).items(), key=lambda entry: sum(entry[1].values())):
        total = sum(parts.values())
        detail = ", ".join(f"{part} {size / MEGABYTE:.1f}" for part, size in parts.items())
        print(f"{function:<20} {total / MEGABYTE:6.1f} MB of {LIMIT // MEGABYTE} ({detail})")
        too_large += [function] if total > LIMIT else []
    if too_large:
        sys.exit(f"Too large for Lambda: {', '.join(too_large)}")


if __name__ == "__main__":
    main()
