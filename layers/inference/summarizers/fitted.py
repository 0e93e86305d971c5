"""What is fitted to the marks of readers: which sentences they want, what these lean on, and their titles."""

from dataclasses import dataclass
from pathlib import Path

from summarizers.headings import Headings
from summarizers.importance import Importance
from summarizers.leaning import Links
from summarizers.manifest import locate


@dataclass(frozen=True, slots=True)
class Fitted:
    """The regressions of one model."""

    importance: Importance
    links: Links
    headings: Headings

    @classmethod
    def load(cls, models: Path, model: str) -> "Fitted":
        """Read them from the folder of all networks; raises ModelFileError."""
        return cls(
            Importance.load(locate(models, "importance"), model),
            Links.load(locate(models, "leaning"), model),
            Headings.load(locate(models, "headings"), model),
        )
