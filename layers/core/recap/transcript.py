"""What was said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of talk.

    Times are seconds and stay the int or float that they were given as: they are handed back exactly.
    """

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
