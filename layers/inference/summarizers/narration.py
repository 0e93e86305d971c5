"""Sentences told one after the other, made one text that reads well."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizers.words import words

_LONGEST = 45  # words that one sentence may get to


@dataclass(frozen=True, slots=True)
class Statement:
    """A complete sentence of a summary.

    speaker: whose statement it tells. clause: what the speaker says, with its full stop; "" where the
    sentence has another form than "Ana says …".
    """

    speaker: str | None
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary tells of a sentence; quoted where no rule could put it into the third person.

    corrected: a quotation that stays one, for it takes back what it said first.
    """

    statements: tuple[Statement, ...]
    quoted: bool
    corrected: bool = False

    @property
    def text(self) -> str:
        """The statements as one text."""
        return narrate(self.statements)


def narrate(statements: Sequence[Statement]) -> str:
    """Join sentences; what one speaker says in several is one: "Ana says it is late; the bus is full."."""
    told: list[str] = []
    before: Statement | None = None
    for statement in statements:
        joined = None
        if before is not None and before.clause and statement.clause and before.speaker == statement.speaker:
            joined = f"{told[-1].removesuffix('.')}; {statement.clause}"
        if joined is not None and len(words(joined)) <= _LONGEST:
            told[-1] = joined
        else:
            told.append(statement.text)
        before = statement
    return " ".join(told)
