"""Keeping ``layers/models/manifest.json`` in step with the network folders beside it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from summarizers.manifest import MANIFEST, ModelFile

LARGEST_FILE = 50_000_000


def record(folder: Path, *, licence: str, source: str, metrics: Mapping[str, float]) -> None:
    """Write a network folder's entry: who made it of what, how good it is, and every file in it.

    Raises ``ValueError`` for a file of more than 50 MB, which code hosts warn about or refuse.
    """
    models = folder.parent
    files = [ModelFile.describe(path, models) for path in sorted(folder.iterdir())]
    for file in files:
        if file.bytes > LARGEST_FILE:
            raise ValueError(f"{file.path} has {file.bytes:,} bytes")
    path = models / MANIFEST
    networks = json.loads(path.read_text(encoding="utf-8"))["networks"] if path.exists() else []
    networks = [entry for entry in networks if entry["name"] != folder.name]
    networks.append(
        {
            "name": folder.name,
            "licence": licence,
            "source": source,
            "metrics": dict(metrics),
            "files": [asdict(file) for file in files],
        }
    )
    networks.sort(key=lambda entry: str(entry["name"]))
    path.write_text(json.dumps({"networks": networks}, indent=2) + "\n", encoding="utf-8")


def refresh(folder: Path) -> None:
    """Renew the sizes and digests of a folder's entry after its card was edited by hand.

    Raises ``StopIteration`` if the folder has no entry.
    """
    path = folder.parent / MANIFEST
    networks = json.loads(path.read_text(encoding="utf-8"))["networks"]
    entry = next(entry for entry in networks if entry["name"] == folder.name)
    record(folder, licence=entry["licence"], source=entry["source"], metrics=entry["metrics"])
