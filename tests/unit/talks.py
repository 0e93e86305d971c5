"""Small conversations, read as the rules about exchanges read them."""

from dataclasses import dataclass
from itertools import cycle

import numpy as np
from summarizers.chapters import Chapter
from summarizers.exchanges import Exchanges
from summarizers.features import Conversation
from summarizers.sentences import split
from summarizers.words import words


@dataclass(frozen=True)
class Said:
    """An utterance."""

    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


def said(*turns: tuple[str, str]) -> list[Said]:
    """The utterances of (speaker, text)."""
    return [Said(speaker, text) for speaker, text in turns]


def conversation(*turns: tuple[str, str]) -> Conversation:
    """What (speaker, text) say, in one chapter; no sentence is like another."""
    utterances = said(*turns)
    sentences = split(utterances)
    count = len(sentences)
    return Conversation(
        utterances,
        sentences,
        [words(sentence.text) for sentence in sentences],
        np.ones(count, np.float32),
        np.eye(count, dtype=np.float32),
        [Chapter(0, count)],
    )


def exchanges(*texts: str) -> Exchanges:
    """What Ana and Ben say by turns."""
    return Exchanges(conversation(*zip(cycle(("Ana", "Ben")), texts, strict=False)))
