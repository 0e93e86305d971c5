"""Telling the summarizer of an imported network: the list of imports, and where the network's files lie."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from summarizers.imports import IMPORTED
from summarizers.manifest import MANIFEST, ModelFile

# Lambda takes 250 MB unzipped; what is left of that beside the code and the libraries. `make build` has the
# last word.
LAYER_ROOM = 140_000_000
STORAGE = Path(__file__).resolve().parents[2] / "build" / "networks"
"""Where networks lie that are too large for the layer, on this machine."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list of imports says of a network, but for its files."""

    name: str
    summarizer: str
    beams: int
    windows: int
    licence: str
    source: str
    metrics: Mapping[str, float]


def register(built: Path, entry: Entry, models: Path, storage: Path) -> Path:
    """Move a network folder to where it belongs and list it; what wrote for the summarizer before is dropped.

    It goes into the layer of ``models`` if there is room, else into ``storage``, to be uploaded. Returns
    where it is.
    """
    imported = models / IMPORTED
    imported.mkdir(exist_ok=True)
    networks = [
        other
        for other in listed(models)
        if entry.name != other["name"] and entry.summarizer != other["summarizer"]
    ]
    for other in listed(models):
        if other not in networks:
            for root in (imported, storage):
                shutil.rmtree(root / str(other["name"]), ignore_errors=True)
    taken = sum(path.stat().st_size for path in models.rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in built.iterdir())
    in_layer = taken + size <= LAYER_ROOM
    place = (imported if in_layer else storage) / entry.name
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(built, place)
    files = [asdict(ModelFile.describe(path, place.parent)) for path in sorted(place.iterdir())]
    networks.append({**asdict(entry), "in_layer": in_layer, "files": files})
    networks.sort(key=lambda other: str(other["name"]))
    text = json.dumps({"networks": networks}, indent=2) + "\n"
    (imported / MANIFEST).write_text(text, encoding="utf-8")
    return place


def listed(models: Path) -> list[dict[str, object]]:
    """Entries of the list of imports; none where there is no list."""
    path = models / IMPORTED / MANIFEST
    if not path.is_file():
        return []
    networks: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["networks"]
    return networks
