"""What is fitted to readers' marks: what they want, what that leans on, their titles, and what is right."""

from dataclasses import dataclass
from pathlib import Path

from summarizers.headings import Headings
from summarizers.importance import Importance
from summarizers.leaning import Links
from summarizers.manifest import locate
from summarizers.trust import Trust


@dataclass(frozen=True, slots=True)
class Fitted:
    """The regressions of one model; `trust` is that of all."""

    importance: Importance
    links: Links
    headings: Headings
    trust: Trust

    @classmethod
    def load(cls, models: Path, model: str) -> "Fitted":
        """Read them from the folder of all networks; raises ModelFileError."""
        return cls(
            Importance.load(locate(models, "importance"), model),
            Links.load(locate(models, "leaning"), model),
            Headings.load(locate(models, "headings"), model),
            Trust.load(locate(models, "trust")),
        )
