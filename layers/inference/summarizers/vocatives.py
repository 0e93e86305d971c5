"""Names that a sentence calls: "Bao, do you want to start?" is said to Bao, and not about him."""

import re

from summarizers.names import capital
from summarizers.rendering import Mentions
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

_GREETING = (
    r"(?:(?:hi|hey|hello|so|and|but|oh|okay|ok|yes|yeah|no|nope|sure|right|well|thanks"
    r"|thank you|sorry|welcome),?\s+)?"
)
_FIRST = re.compile(rf"^{_GREETING}([^,.?!]{{1,40}}),\s+(?=\w)", re.IGNORECASE)
_LAST = re.compile(r",\s+([^,.?!]{1,40})(?=[.?!]*$)")
# After a name and a comma these go on about its bearer, or list further names.
_ABOUT = re.compile(r"(?:who|whose|which|the|a|an|my|our|his|her|and|or)\b|[A-Z][a-z]+(?:,|\s+and\b)")
# A name that is nobody's label is called only where the speaker turns to "I" or "you", or asks.
_TURNING = re.compile(
    r"(?:i|i'm|i'll|i've|i'd|you|you're|we|we're|let's|please|can|could|would|will|do|did|have|are|is|what|when"
    r"|where|why|how|who|thank|thanks)\b",
    re.IGNORECASE,
)
_INTRODUCING = (
    r"\b(?:it's|this is|i'm|i am|my name is|my name's|name's|it is|you're (?:speaking|talking) (?:to|with)) "
)
_NAME = re.compile(r"[A-Z][a-z]+")
_COMMON = STOP_WORDS | SMALL_TALK | DATE_WORDS | NUMBER_WORDS


def without_calls(sentence: str, speaker: str | None, mentions: Mentions) -> tuple[str, str | None]:
    """The sentence without the names that it calls, and the speaker among them, if there is one."""
    called = None
    for pattern in (_FIRST, _LAST):
        match = pattern.search(sentence)
        if match is None:
            continue
        name, rest = match.group(1), sentence[match.end() :]
        owner = _owner(name, speaker, mentions)
        last = pattern is _LAST
        if owner is None:
            turning = sentence.rstrip().endswith("?") if last else _TURNING.match(rest)
            if not (turning and _unknown(name)):
                continue
        elif _ABOUT.match(rest) or (last and _listed(sentence[: match.start()])):
            continue
        called = owner or called
        sentence = sentence[: match.start()] + rest
    return capital(sentence), called


def introduces(sentence: str, speaker: str | None) -> bool:
    """Whether somebody says who they are: "it's Joy from flat six", "my name's Joy Adams"."""
    names = "|".join(map(re.escape, (speaker or "").split()))
    return bool(names) and re.search(rf"{_INTRODUCING}(?:{names})\b", sentence, re.IGNORECASE) is not None


def _owner(name: str, speaker: str | None, mentions: Mentions) -> str | None:
    """The speaker whose name this is, nothing more and nobody's own."""
    found = mentions.found(name)
    if len(found) != 1 or found[0] == speaker or len(name.split()) > len(found[0].split()):
        return None
    return found[0]


def _unknown(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name.lower() not in _COMMON and not name.endswith("ly")


def _listed(before: str) -> bool:
    """What stands before the comma is itself a name: "for Bao, Leila"."""
    word = before.rpartition(" ")[2]
    return _NAME.fullmatch(word) is not None and word.lower() not in _COMMON
