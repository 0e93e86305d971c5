"""Summarizers, loaded when first asked for and kept as long as the process lives."""

from dataclasses import dataclass, field
from pathlib import Path

from summarizers import Summarizer
from summarizers.imports import Import, imported_for

from summarizer.networks import Networks

DEFAULT_MODEL = "mopsus"


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one folder, and the imported networks that are too large for it."""

    folder: Path
    networks: Networks
    _loaded: dict[str, Summarizer] = field(default_factory=dict)

    def load(self, name: str) -> Summarizer:
        """Give the summarizer of a name. Raises UnknownModelError, ModelFileError."""
        if name not in self._loaded:
            self._fetch(imported_for(self.folder, name))
            self._loaded[name] = Summarizer.load(name, self.folder, self.networks.folder)
        return self._loaded[name]

    def fetch(self) -> None:
        """Fetch all imported networks that are too large for a layer. Raises ModelFileError."""
        for network in Import.listed(self.folder):
            self._fetch(network)

    def _fetch(self, network: Import | None) -> None:
        if network is not None and not network.in_layer:
            self.networks.fetch(network.files)
