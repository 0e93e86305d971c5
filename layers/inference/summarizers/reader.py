"""Sentences as a network sees them that reads the conversation itself, not one sentence after the other.

A sentence is the mean of its pieces' states in a window of the conversation, in the way of BertSumExt (Liu
and Lapata 2019, arXiv:1908.08345). Windows are written as for the rewriting network, whose encoder this
network was, nothing marked::

    [unused2]: are the numbers ready?
    [unused1]: [unused2], I'll send them on Friday. they are late.

Trained by ``tools/train/reader.py``.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np

from summarizers.features import Conversation
from summarizers.rendering import SPEAKER_TOKENS, Mentions, clean
from summarizers.sessions import open_session
from summarizers.tokens import EmbeddingTable, Floats, WordPiece

MOST_PIECES = 400
"""Of a conversation that is read in one window; longer ones have several of ``CORE_PIECES``."""
CORE_PIECES = 280
CONTEXT_PIECES = 60
"""Read on each side of a window's core, at most, so that its sentences have neighbours."""
SENTENCE_PIECES = 128
"""Read of a sentence: in scripts without spaces one can have hundreds."""


class Window(NamedTuple):
    """Sentences ``first`` to ``last`` of a conversation, read with their neighbours ``low`` to ``high``."""

    first: int
    last: int
    low: int
    high: int


class Reader:
    """The reading network of a folder with its vectors of the pieces, which are the rewriter's.

    Conversations that are summarized at the same time are read one after the other.
    """

    def __init__(self, folder: Path, rewriter: Path) -> None:
        self._tokens = WordPiece(rewriter)
        self._table = EmbeddingTable(folder)
        self._start = self._tokens.id_of("[CLS]")
        self._session = open_session(folder / "model.onnx")
        self._lock = Lock()

    def read(self, conversation: Conversation) -> Floats:
        """(n, width): a vector of unit length per sentence. Linear in the conversation's length."""
        pieces = pieces_of(conversation, self._tokens)
        states = np.empty((len(pieces), self._table.width), np.float32)
        with self._lock:
            for window in windows([len(row) for row in pieces]):
                states[window.first : window.last] = self._window(pieces, window)
        return states

    def _window(self, pieces: Sequence[Sequence[int]], window: Window) -> Floats:
        """Vectors of the window's own sentences: the mean states of their pieces, at unit length."""
        read = pieces[window.low : window.high]
        ids = np.array([[self._start, *chain.from_iterable(read)]], np.int64)
        (states,) = self._session.run(None, {"pieces": self._table.lookup(ids)})
        starts = 1 + np.cumsum([0, *(len(row) for row in read[:-1])])
        sums = np.add.reduceat(states[0], starts)[window.first - window.low : window.last - window.low]
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


def pieces_of(conversation: Conversation, tokens: WordPiece) -> list[list[int]]:
    """Piece ids of each sentence; an utterance's first begins with the speaker, its last ends its line.

    Speakers beyond the twentieth keep their names as text.
    """
    speakers = list(dict.fromkeys(line.speaker for line in conversation.utterances if line.speaker))
    mentions = Mentions(speakers)
    token_of = dict(zip(speakers, SPEAKER_TOKENS, strict=False))
    owners = [sentence.utterance for sentence in conversation.sentences]
    texts = []
    for before, sentence in zip([-1, *owners], conversation.sentences, strict=False):
        body = mentions.replace(clean(sentence.text), token_of)
        speaker = conversation.utterances[sentence.utterance].speaker
        opens = speaker and sentence.utterance != before
        texts.append(f"{token_of.get(speaker, clean(speaker))}: {body}" if speaker and opens else body)
    end = tokens.id_of("[SEP]")
    found = []
    for ids, owner, after in zip(tokens.encode_batch(texts), owners, [*owners[1:], -1], strict=True):
        row = ids[: SENTENCE_PIECES - 1]
        found.append([*row, end] if owner != after or not row else row)
    return found


def windows(sizes: Sequence[int]) -> Iterator[Window]:
    """Divide sentences of so many pieces into windows of about equal size that share neighbours alone."""
    count, total = len(sizes), sum(sizes)
    if total <= MOST_PIECES:
        yield Window(0, count, 0, count)
        return
    parts = -(-total // CORE_PIECES)
    middles = np.cumsum(sizes) - np.array(sizes) / 2
    borders = np.searchsorted(middles * parts / total, np.arange(parts + 1))
    for first, last in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
        if first < last:
            # A sentence has at least one piece.
            before = sizes[max(0, first - CONTEXT_PIECES) : first][::-1]
            after = sizes[last : last + CONTEXT_PIECES]
            yield Window(first, last, first - _fitting(before), last + _fitting(after))


def _fitting(sizes: Sequence[int]) -> int:
    """How many of these sentences, from the first on, ``CONTEXT_PIECES`` have room for."""
    total = 0
    for number, size in enumerate(sizes):
        total += size
        if total > CONTEXT_PIECES:
            return number
    return len(sizes)
