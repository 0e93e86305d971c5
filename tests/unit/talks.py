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


def exchanges(*texts: str) -> Exchanges:
    """What Ana and Ben say by turns."""
    said = [Said(speaker, text) for speaker, text in zip(cycle(("Ana", "Ben")), texts, strict=False)]
    sentences = split(said)
    count = len(sentences)
    return Exchanges(
        Conversation(
            said,
            sentences,
            [words(sentence.text) for sentence in sentences],
            np.ones(count, np.float32),
            np.eye(count, dtype=np.float32),
            [Chapter(0, count)],
        )
    )
