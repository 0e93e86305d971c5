"""Sentence embeddings: mean-pooled MiniLM (Reimers and Gurevych 2019, arXiv:1908.10084)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from summarizers.sessions import open_session
from summarizers.tokens import EmbeddingTable, Floats, WordPiece

WIDTH = 384
# The network was trained on texts of at most 256 pieces, the two special ones included.
WINDOW = 254
# More tokens at once are no faster and take more memory.
TOKENS_AT_ONCE = 512


class SentenceEncoder:
    """Turns texts into vectors whose dot products are cosine similarities."""

    def __init__(self, folder: Path) -> None:
        self._tokens = WordPiece(folder)
        self._table = EmbeddingTable(folder)
        self._session = open_session(folder / "model.onnx")
        self._start = self._tokens.id_of("[CLS]")
        self._end = self._tokens.id_of("[SEP]")

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return one vector of unit length per text, (texts, 384).

        A text of more than 254 pieces is read in windows, and its vector is their mean: nothing is cut off.
        """
        windows: list[list[int]] = []
        firsts = []
        for pieces in self._tokens.encode_batch(texts):
            firsts.append(len(windows))
            windows += [[self._start, *window, self._end] for window in _windows(pieces)]
        vectors = self._embed_windows(windows)
        if len(windows) > len(texts):
            vectors = np.add.reduceat(vectors, firsts)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _embed_windows(self, windows: Sequence[Sequence[int]]) -> Floats:
        """Windows of one length go together, so that none is padded."""
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for index, window in enumerate(windows):
            by_length[len(window)].append(index)
        vectors = np.empty((len(windows), WIDTH), np.float32)
        for length, indices in by_length.items():
            size = max(1, TOKENS_AT_ONCE // length)
            for first in range(0, len(indices), size):
                group = indices[first : first + size]
                pieces = self._table.lookup(np.array([windows[index] for index in group], np.int64))
                (vectors[group],) = self._session.run(None, {"pieces": pieces})
        return vectors


def _windows(pieces: Sequence[int]) -> Iterator[Sequence[int]]:
    """Split pieces into the fewest windows of about equal length; no pieces make one empty window."""
    count = max(1, -(-len(pieces) // WINDOW))
    for number in range(count):
        yield pieces[len(pieces) * number // count : len(pieces) * (number + 1) // count]
