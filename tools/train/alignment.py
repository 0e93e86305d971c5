"""Which utterances a sentence of a reference summary rests on, and whether it says nothing beyond them.

A reference was written of a whole conversation. The network rewrites one to three utterances, so each
sentence of the reference is paired with the few utterances that cover its content words; sentences that name
anybody or any number that their utterances do not have are left out: from them a network learns to invent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizers.rendering import SPEAKER_TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

STEM = 5
"""Letters of a word that are compared: a crude stem."""
MOST_UTTERANCES = 3
FEWEST_WORDS, MOST_WORDS = 4, 32

_WORD = re.compile(r"\[unused\d+\]|[a-z]+|\d+", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<=[.!?])\s+(?=[A-Z#\[\"'])"
)
_NUMBER_WORDS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(1, 13)),
        strict=True,
    )
)
_FUNCTION = frozenset(
    "the a an and or of to in on at is are was were be been being it its this that these those i you he "
    "she we they me him her us them my your his our their not no with as by from for but have has had "
    "do does did will would can could should may might must shall so if then than there about into out "
    "up down over off what who which when where why how while after before also too very just some any "
    "more most other s t d m re ve ll don isn didn doesn".split()
)
# Words that report rather than being reported: a summary has them, what was said has not.
REPORTING = frozenset(
    "says say said tells tell asks ask thinks think wants want suggests suggest recommends recommend "
    "explains explain agrees agree talks talk discusses discuss mentions mention introduces introduce "
    "describes describe believes believe decides decide plans plan offers offer advises advise shows "
    "show gives give lets let feels feel invites invite requests request answers answer replies reply "
    "complains complain proposes propose confirms confirm hopes hope informs inform persuades persuade "
    "encourages encourage apologizes apologize refuses refuse warns warn responds respond reminds "
    "remind expresses express states state speaks speak chat chats inquires inquire whether because "
    "person something someone thing things both needs need likes like go goes going".split()
)
_GENDERED = ("he", "him", "his", "she", "her", "hers")
_SELF = frozenset("i me my mine myself we us our ours you your yours".split())
_LINK = re.compile(
    r"^(?:But|And|So|Then|However|Finally|At last|In the end|Besides|Also|Moreover|First|Next|Later)\b,? |"
    r"\b(?:also|then|finally) "
)
_PLAIN_BE = re.compile(
    r"'s (?=(?:\w+ing|not|going|very|too|so|a|an|the|sure|glad|happy|sorry|afraid|here)\b)"
)


def sentences(summary: str) -> list[str]:
    """The sentences of a summary, contractions after a speaker written out."""
    summary = summary.replace("'ll ", " will ").replace("'re ", " are ").replace("'ve ", " have ")
    return [
        _PLAIN_BE.sub(" is ", _LINK.sub("", sentence)).strip() for sentence in _SENTENCE_END.split(summary)
    ]


def stems(text: str) -> set[str]:
    """The stems of the content words in `text`; speaker tokens are no words."""
    words = (_NUMBER_WORDS.get(word, word) for word in map(str.lower, _WORD.findall(text)))
    return {word[:STEM] for word in words if word not in _FUNCTION and not word.startswith("[")}


def align(lines: Sequence[str], sentence: str) -> tuple[list[int], float]:
    """The one to three lines that cover `sentence` best, and the share of its content words in them.

    Among equally good lines those by a speaker of whom the sentence tells come first.
    """
    need = stems(sentence) - {word[:STEM] for word in REPORTING}
    told = speakers_in(sentence)
    have = [stems(line) & need for line in lines]
    by_told = [0.4 * (speaker_of(line) in told) for line in lines]
    chosen: list[int] = []
    covered: set[str] = set()
    while len(chosen) < min(MOST_UTTERANCES, len(lines)):
        gains = [
            -1.0 if number in chosen else len(words - covered) + bonus * bool(words - covered)
            for number, (words, bonus) in enumerate(zip(have, by_told, strict=True))
        ]
        best = max(range(len(lines)), key=gains.__getitem__)
        if gains[best] < 1:
            break
        chosen.append(best)
        covered |= have[best]
    return sorted(chosen), len(covered) / len(need) if need else 0.0


def is_faithful(sentence: str, window: Sequence[str], marked: Sequence[str]) -> bool:
    """Whether a reference sentence is of the right size and names only what its window has.

    It starts with the speaker of a marked line; every speaker, capitalised word, number and gendered pronoun
    of it occurs in the window.
    """
    words = [word.lower() for word in _WORD.findall(sentence)]
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or _SELF & set(words):
        return False
    text = " ".join(window)
    if not speakers_in(sentence) <= speakers_in(text) or ":" in sentence:
        return False
    if not any(sentence.startswith(f"{speaker_of(line)}") for line in marked):
        return False
    present = _present(window)
    return is_supported(sentence, window) and all(word in present for word in words if word in _GENDERED)


def is_supported(sentence: str, window: Sequence[str]) -> bool:
    """Whether every capitalised word and every number of a sentence occurs in the window."""
    present = _present(window)
    for match in re.finditer(r"\[unused\d+\]|[A-Za-z]+|\d+", sentence):
        word = match.group(0)
        named = word[0].isupper() and match.start() > 0
        counted = word.isdigit() or word.lower() in _NUMBER_WORDS
        if (named or counted) and _NUMBER_WORDS.get(word.lower(), word.lower()) not in present:
            return False
    return True


def _present(window: Sequence[str]) -> set[str]:
    return {_NUMBER_WORDS.get(word.lower(), word.lower()) for word in _WORD.findall(" ".join(window))}


def speakers_in(text: str) -> set[str]:
    """The speaker tokens in `text`."""
    return {word for word in _WORD.findall(text) if word in _TOKENS}


def speaker_of(line: str) -> str | None:
    """The token of the speaker of a rendered line."""
    match = re.match(r"(?:\[unused40\] )?(\[unused\d+\]):", line)
    return match.group(1) if match else None


_TOKENS = frozenset(SPEAKER_TOKENS)
