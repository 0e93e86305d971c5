"""Reported speech made by rule from single sentences ("I'll call them." becomes "[speaker] will call them.").

Only forms that a rule gets right are taken. Pairs of these teach the network to stay with what was said, and
who said it, on any subject; the references that people wrote teach it to shorten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.train.pairs import TWO, window_pair

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tools.train.corpora import Dialogue
    from tools.train.pairs import Pair

FEWEST_WORDS, MOST_WORDS = 5, 26

_SENTENCE = re.compile(r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<=[.!?])\s+(?=[A-Z])")
# Quotations, placeholders, false starts, fillers, and endings that promise more.
_BROKEN = re.compile(
    r"[\"#@]|,$|\.\.|--| - |\b(\w+(?: \w+)?)[, ]+\1\b|"
    r"\b(?:um|uh|mm|hmm|er|let me|i mean|you know|kind of|sort of|you like to)\b|"
    r"\b(?:and|but|or|the|a|to|of|so|i|we|because|mr|mrs|ms|dr)$|"
    r"\band (?:need|want|think|like|have|am|do|know|feel)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:oh|ok|okay|well|so|yes|yeah|yep|no|and|but|um|uh|hmm|mm|hi|hello|hey|sure|right|great|sorry|"
    r"actually|anyway|alright|all right|of course|i mean|you know|i see|thanks|thank you|also|then|now|"
    r"because)\b[,.!]*\s*)+",
    re.IGNORECASE,
)

_REGULAR = (
    "need|want|think|like|love|hope|believe|know|prefer|agree|plan|work|live|feel|see|understand|wonder|"
    "remember|suppose"
)
_PAST_OR_MODAL = (
    "will|would|can|could|should|may|might|must|was|had|went|got|did|saw|came|told|said|thought|made|took|found|"
    "gave|knew|felt|met|left|lost|heard|bought|spent|ran|wrote|sent|kept|paid|read|forgot|didn't|can't|couldn't|"
    "won't|wouldn't|wasn't"
)

# How a sentence looks ("rest" is what is reported) and how it is told: "me" is its speaker, "you" the other.
_QUESTIONS = (
    (r"(?:can|could|would|will) you (?:please )?(?P<rest>.+)", ("{me} asks {you} to", "{me} wants {you} to")),
    (r"do you (?P<rest>.+)", ("{me} asks {you} whether they",)),
    (r"(?:shall|should|can) i (?P<rest>.+)", ("{me} asks whether to",)),
    (r"(?:shall|should|can) we (?P<rest>.+)", ("{me} asks whether they should",)),
)
_STATEMENTS = (
    (r"let's (?!see\b|say\b)(?P<rest>.+)", ("{me} suggests that they",)),
    (r"please (?P<rest>\w+ .+)", ("{me} asks {you} to",)),
    (r"you should (?!n)(?P<rest>.+)", ("{me} tells {you} to", "{me} advises {you} to")),
    (r"i'm (?P<rest>.+)", ("{me} is",)),
    (r"i'll (?P<rest>.+)", ("{me} will",)),
    (r"i've (?P<rest>.+)", ("{me} has",)),
    (r"i'd (?P<rest>(?:like|rather|love|prefer)\b.+)", ("{me} would",)),
    (r"i don't (?P<rest>.+)", ("{me} does not",)),
    (r"i haven't (?P<rest>.+)", ("{me} has not",)),
    (r"i am (?P<rest>.+)", ("{me} is",)),
    (r"i have (?P<rest>.+)", ("{me} has",)),
    (rf"i (?P<verb>{_REGULAR}) (?P<rest>.+)", ("{me} {verb}s",)),
    (rf"i (?P<rest>(?:{_PAST_OR_MODAL}|\w+ed)\b.+)", ("{me}",)),
    (
        r"(?P<rest>(?:we|they|the|this|that|there|it|he|she|our|my|some|most|every|all)\b.+)",
        ("{me} says", "{me} says that", "{me} mentions that", "{me} states that"),
    ),
)
_THIRD = {
    "i": "they", "we": "they", "me": "them", "us": "them", "my": "their", "our": "their", "mine": "theirs",
    "ours": "theirs", "myself": "themselves", "ourselves": "themselves",
}  # fmt: skip
_FIRST_OR_SECOND = re.compile(
    r"\b(?:i|me|my|mine|myself|we|us|our|ours|you|your|yours|let's)\b", re.IGNORECASE
)
# What may follow "you" as an object; and verbs that follow it as a subject, as they follow a name.
_AFTER_OBJECT = frozenset(
    "to for with about in on at by the a an that if when my some more tomorrow today and or as from what how "
    "where who later then again this next can will should could would might must may".split()
)
_AFTER_NAME = {
    "are": "is",
    "'re": "is",
    "have": "has",
    "'ve": "has",
    "were": "was",
    "need": "needs",
    "want": "wants",
}


def from_rules(dialogue: Dialogue, share: float, chance: random.Random) -> Iterator[Pair]:
    """Pairs of this share of the turns that have a sentence which can be reported by rule."""
    speakers = list(dict.fromkeys(turn.speaker for turn in dialogue.turns))
    for number, turn in enumerate(dialogue.turns):
        if chance.random() >= share:
            continue
        others = [name for name in speakers if name != turn.speaker]
        other = others[0] if len(speakers) == TWO else None
        for sentence in _SENTENCE.split(turn.text):
            told = report(sentence, turn.speaker, other, chance)
            pair = window_pair(dialogue, [number], told, chance) if told else None
            if pair:
                yield pair
                break


def report(sentence: str, speaker: str, other: str | None, chance: random.Random) -> str | None:
    """The sentence in reported speech, or None if no rule fits.

    `other`: whom "you" means; None if there are several, which excludes sentences with a "you".
    """
    bare = _OPENING.sub("", sentence.replace("\u2019", "'")).strip()
    body = bare.rstrip(".!? ")
    if not FEWEST_WORDS <= len(body.split()) <= MOST_WORDS or _BROKEN.search(body):
        return None
    for pattern, openings in _QUESTIONS if bare.endswith("?") else _STATEMENTS:
        match = re.match(pattern, body, re.IGNORECASE)
        opening = chance.choice(openings)
        if match and (other or "{you}" not in opening):
            verb = match.groupdict().get("verb", "").lower()
            rest = _in_third_person(match["rest"], other)
            if rest is None:
                return None
            return f"{opening.format(me=speaker, you=other, verb=verb)} {rest}."
    return None


def _in_third_person(text: str, other: str | None) -> str | None:
    """`text` without first and second person, or None where a rule cannot tell what "you" is."""
    text = text[0].lower() + text[1:] if re.match(r"[A-Z][a-z]+ ", text) else text
    text = re.sub(r"\bI(?:'m| am)\b", "they are", text)
    text = re.sub(r"\bI was\b", "they were", text)
    text = re.sub(r"\b(?:I|we)'(ll|ve|re|d)\b", r"they'\1", text, flags=re.IGNORECASE)
    if other:
        text = _without_you(text, other)
    text = re.sub(
        rf"\b(?:{'|'.join(_THIRD)})\b", lambda match: _THIRD[match[0].lower()], text, flags=re.IGNORECASE
    )
    left = _FIRST_OR_SECOND.search(text.replace(other, "") if other else text)
    return None if left else text


def _without_you(text: str, other: str) -> str:
    text = re.sub(r"\byour\b", f"{other}'s", text, flags=re.IGNORECASE)
    words = re.sub(r"\byou('re|'ve)", r"you \1", text, flags=re.IGNORECASE).split(" ")
    for number, word in enumerate(words):
        bare = word.rstrip(",.;").lower()
        if bare != "you":
            continue
        after = words[number + 1].strip(",.;").lower() if number + 1 < len(words) else ""
        if after in _AFTER_NAME:
            words[number + 1] = _AFTER_NAME[after]
        elif after and after not in _AFTER_OBJECT and bare == word.lower():
            continue
        words[number] = other + word[len(bare) :]
    return " ".join(words)
