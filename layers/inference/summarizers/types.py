"""What goes into a summarizer and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Utterance(Protocol):
    """One turn of a conversation, as the caller gave it."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def speaker(self) -> str | None:
        """Who said it; None where nobody is named."""

    @property
    def start(self) -> float | None:
        """Seconds from the start of the conversation; None where the transcript has no times."""

    @property
    def end(self) -> float | None:
        """Seconds from the start of the conversation; None where the transcript has no times."""


@dataclass(frozen=True, slots=True)
class Order:
    """A conversation and the kinds of summary that are wanted of it."""

    utterances: Sequence[Utterance]
    extractive: bool
    abstractive: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a summary and where it comes from.

    score: confidence in [0, 1].
    sources: indices of the utterances that the text rests on, ascending.
    start, end: seconds, exactly as given: the earliest and the latest of the utterances that it covers.
    """

    text: str
    score: float
    sources: tuple[int, ...]
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is told of one chapter, how sure that is, in [0, 1], and the utterances that it rests on."""

    text: str
    score: float
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the utterances were read; the two differ only by blank ones."""

    read: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in the kinds that were asked for (None for the others), each in conversation order."""

    extractive: tuple[Segment, ...] | None
    long: tuple[Segment, ...] | None
    short: tuple[Segment, ...] | None
    coverage: Coverage


def span(utterances: Sequence[Utterance], first: int, last: int) -> tuple[float | None, float | None]:
    """The earliest start and the latest end, exactly as given: utterances may come out of order."""
    between = utterances[first : last + 1]
    starts = (utterance.start for utterance in between if utterance.start is not None)
    ends = (utterance.end for utterance in between if utterance.end is not None)
    return min(starts, default=None), max(ends, default=None)
