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


def conversation(*turns: tuple[str, str]) -> Conversation:
    """What (speaker, text) say, in one chapter; no sentence is like another."""
    said = [Said(speaker, text) for speaker, text in turns]
    sentences = split(said)
    count = len(sentences)
    return Conversation(
        said,
        sentences,
        [words(sentence.text) for sentence in sentences],
        np.ones(count, np.float32),
        np.eye(count, dtype=np.float32),
        [Chapter(0, count)],
    )


def exchanges(*texts: str) -> Exchanges:
    """What Ana and Ben say by turns."""
    return Exchanges(conversation(*zip(cycle(("Ana", "Ben")), texts, strict=False)))
