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

_WINDOWS = 8  # to calibrate on
BRIEF = 3  # to compare on, and one as long as the network can read
_BRIEF_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a sample conversation; times are of no use here."""

    text: str
    speaker: str | None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Samples:
    """Token ids of windows: some to calibrate on, others to compare on; and how many tokens a word has.

    The last of those to compare on is as long as the network can read, the others are short.
    """

    calibration: list[list[int]]
    comparison: list[list[int]]
    tokens_per_word: float


def samples(conversations: Sequence[Path], models: Path, tokens: WordPiece, positions: int) -> Samples:
    """Cut conversations (requests of the DeepAffects API as JSON) into windows.

    Raises ImportRefusedError where there are not two windows.
    """
    encoder = SentenceEncoder(locate(models, "minilm"))
    brief: list[list[int]] = []
    full: list[list[int]] = []
    words = 0
    for path in conversations:
        turns = list(_turns(path))
        words += sum(len(turn.text.split()) for turn in turns)
        conversation = read(turns, encoder)
        for chapter in conversation.chapters:
            for windows, room in ((brief, min(_BRIEF_TOKENS, positions)), (full, positions)):
                windows += [list(w.ids) for w in windows_of(conversation, chapter, tokens, room)]
    if len(brief) < 2:  # noqa: PLR2004 - one of each kind
        raise ImportRefusedError("the sample conversations are too short: they give no two windows")
    return Samples(
        _spread(brief[1::2], _WINDOWS),
        [*_spread(brief[::2], BRIEF), max(full, key=len)],
        sum(map(len, full)) / words,
    )


def _turns(path: Path) -> Iterator[Turn]:
    for turn in json.loads(path.read_text(encoding="utf-8"))["summaryData"]:
        yield Turn(turn["text"], turn.get("speakerId"))


def _spread(windows: list[list[int]], count: int) -> list[list[int]]:
    """Windows of all conversations, not the first ones alone."""
    return windows[:: -(-len(windows) // count)]
