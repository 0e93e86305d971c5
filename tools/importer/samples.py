"""Conversations to calibrate and to compare on, cut into windows as the summarizer cuts them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.manifest import locate
from summarizers.pretrained import windows_of
from summarizers.tokens import WordPiece

from tools.importer.errors import ImportRefusedError

_WINDOWS = 4  # to calibrate on, and as many to compare on


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a sample conversation; times are of no use here."""

    text: str
    speaker: str | None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Samples:
    """Token ids of windows: some to calibrate on, others to compare on; and how many tokens a word has."""

    calibration: list[list[int]]
    comparison: list[list[int]]
    tokens_per_word: float


def samples(conversations: Sequence[Path], models: Path, tokens: WordPiece, positions: int) -> Samples:
    """Cut conversations (requests of the DeepAffects API as JSON) into windows.

    Raises ImportRefusedError where there are not two windows.
    """
    encoder = SentenceEncoder(locate(models, "minilm"))
    windows: list[list[int]] = []
    words = 0
    for path in conversations:
        turns = list(_turns(path))
        words += sum(len(turn.text.split()) for turn in turns)
        conversation = read(turns, encoder)
        for chapter in conversation.chapters:
            windows += [list(w.ids) for w in windows_of(conversation, chapter, tokens, positions)]
    if len(windows) < 2:  # noqa: PLR2004 - one of each kind
        raise ImportRefusedError("the sample conversations are too short: they give no two windows")
    calibration, comparison = windows[1::2], windows[::2]
    return Samples(_spread(calibration), _spread(comparison), sum(map(len, windows)) / max(words, 1))


def _turns(path: Path) -> Iterator[Turn]:
    for turn in json.loads(path.read_text(encoding="utf-8"))["summaryData"]:
        yield Turn(turn["text"], turn.get("speakerId"))


def _spread(windows: list[list[int]]) -> list[list[int]]:
    """Some windows of all conversations, not the first ones alone."""
    return windows[:: -(-len(windows) // _WINDOWS)]
