"""What a sentence says that the talk is about: "I emailed about the awards dinner"."""

import re
from collections.abc import Sequence

from summarizers.nouns import PEOPLE
from summarizers.phrases import DETERMINERS, Phrase, begins
from summarizers.words import FILLERS

# Matched against tokens joined by spaces, so that a match ends between two of them.
_ABOUT = re.compile(
    r"\b(?:(?:talk|speak|ask|hear|e-?mail|call|ring|phone|enquire|inquire|complain|think|learn)(?:ed|ing)?"
    r"|say|said|tell|told|spoke|heard|write|wrote|writing|rang|thought|it's|this is|review|discussion)"
    r"(?: \w+){0,3}? (?:about|abt|regarding)\b"
    r"|\b(?:looking|here|asking|calling|ringing|applying|review|meeting|appointment) for\b"
    r"|\b(?:go over|go through|discuss|turn to|move on to|(?:let's|to|i'll|we'll) (?:start|begin) with)\b"
    r"|\b(?:to|let's) look(?:ing)? at\b"
    r"|\b(?:big|main|first|second|third|next|last|other|only|one) (?:big )?(?:thing|item|point|topic|subject)"
    r"(?: (?:tonight|today|now|here))?(?: (?:is|was))?(?= (?:is |the |our |a ))"
    r"|\b(?:thing|reason|topic|subject)(?: [\w']+){1,5} (?:is|was)\b"
    r"|\b(?:problems?|trouble|issues?|news) (?:with|on)\b"
)
_FURTHER = re.compile(r"\b(?:how|what) about\b")
# What somebody came for, or has bought and brings back.
_ERRAND = re.compile(
    r"\b(?:like|want|wanted|need|came|trying) to"
    r" (?:order|book|buy|return|report|open|cancel|change|move|reserve)\b"
    r"|\bi (?:need|want)(?= (?:an?|some) )"
    r"|\bi(?:'ve| have)? (?:just )?(?:ordered|bought|booked)\b"
)
_ASKING_ON = frozenset(
    "who's how's what's when's where's".split()
)  # "and the transcripts, who's doing those?"
_INTRODUCES = re.compile(r"\b(?:(?:is|are) (?:that|this|it|you)|speaking|my name|through to)\b")
_COURTESY = re.compile(r"\b(?:can|could|may|would) (?:i|you)\b")
_SKIPPED = (
    DETERMINERS | FILLERS | frozenset("how why what where when whether which is was all to for".split())
)
_NEAR = 4  # tokens between what announces a topic and the topic
_TROUBLE = frozenset(
    "again broke broken cancelled can't doesn't down isn't keeps stopped won't wrong".split()
)
_OWN = frozenset("my your our the".split())


def announced_in(low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """The phrase that stands right behind words such as "we talked about"."""
    return _behind(_ABOUT, low, found)


def asked_on(low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """What somebody passes on to: "what about the newsletter", "and the transcripts, who's doing those"."""
    asked = (p for p in found if p.sure and p.end < len(low) and low[p.end] in _ASKING_ON)
    return _behind(_FURTHER, low, found) or next(asked, None)


def wanted(low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """What somebody came for, or has trouble with, as they say it first."""
    return _matter(_behind(_ERRAND, low, found) or _troubling(low, found))


def asked_about(low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """What a first question is about: "did you use my frying pan", "why is the server down"."""
    text = " ".join(low)
    if "?" not in low or _INTRODUCES.search(text) or _COURTESY.search(text):
        return None
    end = low.index("?")
    start = max((k for k in range(end) if low[k] in (".", "!")), default=0)
    asked = (phrase for phrase in found if start <= phrase.start and phrase.end <= end)
    return _matter(
        next((phrase for phrase in asked if phrase.owner or {*low[: phrase.start][-1:]} & _OWN), None)
    )


def introduces(low: Sequence[str]) -> bool:
    """Whether it says who speaks, or asks who does."""
    return _INTRODUCES.search(" ".join(low)) is not None


def _behind(pattern: re.Pattern[str], low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """The phrase right behind what the pattern finds."""
    text = " ".join(low)
    for match in pattern.finditer(text):
        after = text.count(" ", 0, match.end()) + 1
        phrase = next((phrase for phrase in found if 0 <= phrase.start - after <= _NEAR), None)
        if phrase is not None and _SKIPPED.issuperset(low[after : phrase.start]):
            return phrase
    return None


def _troubling(low: Sequence[str], found: Sequence[Phrase]) -> Phrase | None:
    """What a sentence starts with: "hi, my internet keeps dropping", "the tractor won't start"."""
    phrase = next(iter(found), None)
    if phrase is None or not phrase.start or not begins(low, phrase.start):
        return None
    before = low[phrase.start - 1]
    trouble = before == "the" and _TROUBLE.intersection(low[phrase.end : phrase.end + _NEAR])
    return phrase if before in ("my", "our") or trouble else None


def _matter(phrase: Phrase | None) -> Phrase | None:
    """No person: what somebody says of their son is about something else."""
    return None if phrase is None or phrase.words[-1].removesuffix("s") in PEOPLE else phrase
