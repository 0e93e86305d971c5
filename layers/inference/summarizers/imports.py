"""Networks that were brought along to write summaries in place of what ships.

``imported/manifest.json`` lists them as the manifest beside it lists the shipped ones, and says of each under
which summarizer's name it works. Its files lie beside the list if they fit into the layer; where they do not,
whoever opens the summarizer has to fetch them first.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from summarizers.manifest import MANIFEST, ModelFile, check_sizes

IMPORTED = "imported"
FETCHED = Path("/tmp/networks")  # noqa: S108 - the one folder of a function that can be written


@dataclass(frozen=True, slots=True)
class Import:
    """One network: its name, the summarizer that it writes for, and how it is searched.

    windows: of one conversation, how many stretches as long as the network can read it writes about.
    in_layer: its files lie beside the manifest.
    """

    name: str
    summarizer: str
    beams: int
    windows: int
    in_layer: bool
    files: tuple[ModelFile, ...]

    @classmethod
    def listed(cls, models: Path) -> tuple[Self, ...]:
        """All imported networks of a folder of networks."""
        path = models / IMPORTED / MANIFEST
        if not path.is_file():
            return ()
        entries = json.loads(path.read_text(encoding="utf-8"))["networks"]
        return tuple(
            cls(
                entry["name"],
                entry["summarizer"],
                entry["beams"],
                entry["windows"],
                entry["in_layer"],
                tuple(ModelFile(**file) for file in entry["files"]),
            )
            for entry in entries
        )

    def locate(self, models: Path, fetched: Path) -> Path:
        """Return the network's folder after checking that every file is there with the size listed.

        ``fetched`` is the folder of the networks that did not fit into the layer. Raises ``ModelFileError``.
        """
        root = models / IMPORTED if self.in_layer else fetched
        check_sizes(root, self.files)
        return root / self.name


def imported_for(models: Path, summarizer: str) -> Import | None:
    """Find the network that writes for a summarizer, if one was imported."""
    return next((found for found in Import.listed(models) if found.summarizer == summarizer), None)
