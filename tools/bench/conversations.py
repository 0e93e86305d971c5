"""Conversations of any length to measure with, made from those in ``events/conversations``.

The first hour is the team meeting as it is, five other conversations follow. What comes after that is all of
them again, with other words in place of the long ones: nothing is said twice, as nothing is computed twice
for a text that was seen before, and the vocabulary grows as it does in real talk.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONVERSATIONS = ROOT / "events" / "conversations"
ORDER = (
    "team_meeting",
    "sales_call",
    "support_call",
    "standup",
    "interview_unpunctuated",
    "three_way_sync",
)
WORDS_PER_HOUR = 10_000
SPEAKERS = ("Astrid", "Jerome", "Priya", "Tomasz", "Wanjiru", "Callum")
# Words of so many letters are exchanged, for words with the same ending where it is one of these.
_LONG = re.compile(r"\b[a-z]{6,}\b")
_ENDINGS = ("ing", "ed", "ly", "tion", "s", "")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said, with seconds from the start."""

    text: str
    speaker: str | None
    start: float
    end: float


def conversation(name: str) -> list[Utterance]:
    """Read one of the conversations."""
    body = json.loads((CONVERSATIONS / f"{name}.json").read_text(encoding="utf-8"))
    return [
        Utterance(said["text"], said.get("speakerId"), said["start"], said["end"])
        for said in body["summaryData"]
    ]


def talk(words: int) -> list[Utterance]:
    """Give a conversation of so many words, or a few more: the last utterance is whole."""
    said: list[Utterance] = []
    spoken, clock = 0, 0.0
    for utterance in _endless():
        if spoken >= words:
            break
        length = utterance.end - utterance.start
        said.append(Utterance(utterance.text, utterance.speaker, round(clock, 2), round(clock + length, 2)))
        spoken += len(utterance.text.split())
        clock += length + 0.5
    return said


def _endless() -> Iterator[Utterance]:
    """All conversations, over and over, each time in other words; few people talk, as in any conversation."""
    yield from conversation(ORDER[0])
    number = 0
    while True:
        exchange = Exchange(number)
        for name in ORDER[number == 0 :]:
            members: dict[str | None, str] = {}
            for utterance in conversation(name):
                speaker = members.setdefault(utterance.speaker, SPEAKERS[len(members) % len(SPEAKERS)])
                yield Utterance(exchange(utterance.text), speaker, utterance.start, utterance.end)
        number += 1


class Exchange:
    """Other words for long ones: the same one for the same word, another one for every number of exchange.

    Number 0 exchanges nothing.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._chosen: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Exchange the long words of a text."""
        return _LONG.sub(lambda match: self._other(match.group(0)), text) if self._number else text

    def _other(self, word: str) -> str:
        if word not in self._chosen:
            ending = next(ending for ending in _ENDINGS if word.endswith(ending))
            draw = random.Random(f"{self._number} {word}")  # noqa: S311 - the same talk every time
            self._chosen[word] = draw.choice(_vocabulary()[ending])
        return self._chosen[word]


@cache
def _vocabulary() -> dict[str, Sequence[str]]:
    """Long words of the embedding network's vocabulary, by ending."""
    path = ROOT / "layers" / "models" / "minilm" / "tokenizer.json"
    pieces = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    found: dict[str, list[str]] = {ending: [] for ending in _ENDINGS}
    for piece in pieces:
        if _LONG.fullmatch(piece):
            found[next(ending for ending in _ENDINGS if piece.endswith(ending))].append(piece)
    return dict(found)
