"""Summarizers, loaded when first asked for and kept as long as the process lives."""

from dataclasses import dataclass, field
from pathlib import Path

from summarizers import Summarizer

DEFAULT_MODEL = "mopsus"


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one folder."""

    folder: Path
    _loaded: dict[str, Summarizer] = field(default_factory=dict)

    def load(self, name: str) -> Summarizer:
        """Give the summarizer of a name. Raises UnknownModelError, ModelFileError."""
        if name not in self._loaded:
            self._loaded[name] = Summarizer.load(name, self.folder)
        return self._loaded[name]
