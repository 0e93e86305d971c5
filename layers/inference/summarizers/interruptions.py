"""What is broken off: by somebody else, or by the speaker, who stops to think."""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizers.types import Utterance

_ENDED = (".", "!", "?", "…", '"', "”", ")")
_FEWEST = 8  # turns that show how a transcript is written
_MARKED = 0.9  # share of the turns that end with a mark where all sentences do
# The last clause, of which nobody knows whether it is whole: "there's no test for it, so I'm writing tha".
_LAST_CLAUSE = re.compile(
    r"(?<=\w\w)(?:,\s+(?:(?:and|but),? )?(?:and|because|but|or|so|then|which)|\s+because)\b[^,.;:?!]*$",
    re.IGNORECASE,
)
_NEVER_LAST = r"an?|the|my|your|our|their|and|or|because|if"
_STOPPING = r"(?:hang on|hold on|wait|(?:one|just a) (?:sec|second|moment|minute))"
# Nothing more was said than this.
_BROKEN_OFF = re.compile(rf"\b(?:{_NEVER_LAST}),? {_STOPPING}[.!…]*$", re.IGNORECASE)
_BREAKS_OFF = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?…]*(?:(?:\.\.\.|…|—|–|--)\s*let me (?:think|see)(?: now)?"
    # "I'll have to move the, hang on."
    rf"|\b(?:{_NEVER_LAST}),? {_STOPPING})(?:[.!…]+\s*|$)",
    re.IGNORECASE,
)


def interrupted(utterances: Sequence[Utterance]) -> frozenset[int]:
    """The turns that end within a sentence and are followed by somebody else's.

    None in a transcript that does not set a mark at the end of its sentences.
    """
    said = [utterance.text.rstrip() for utterance in utterances]
    marked = [text.endswith(_ENDED) for text in said if text]
    if len(marked) < _FEWEST or sum(marked) < _MARKED * len(marked):
        return frozenset()
    return frozenset(
        k
        for k, (turn, following) in enumerate(pairwise(utterances))
        if said[k][-1:].isalpha() and turn.speaker != following.speaker
    )


def uncut(text: str) -> str | None:
    """What was said before the clause that was cut off; None where that is the first one."""
    match = _LAST_CLAUSE.search(text)
    return f"{text[: match.start()]}." if match is not None and " " in text[: match.start()] else None


def breaks_off(text: str) -> bool:
    """Whether the speaker stops before the end of the clause, for something else: "move the, hang on."."""
    return _BROKEN_OFF.search(text) is not None


def unbroken(text: str) -> str:
    """Without what the speaker broke off to think: "the panels are all... let me think."."""
    return _BREAKS_OFF.sub("", text).strip() or text
