"""The sentences of a conversation that a reference summary is made of, found greedily.

Method: Nallapati et al. 2017 (arXiv:1611.04230): sentences are added one by one while ROUGE-1 + ROUGE-2
rises.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rouge_score.tokenizers import DefaultTokenizer
from summarizers.words import STOP_WORDS

Floats = NDArray[np.float32]

_TOKENIZER = DefaultTokenizer(use_stemmer=True)
_STOP_STEMS = frozenset(_TOKENIZER.tokenize(" ".join(STOP_WORDS)))
_LEAST_GAIN = 1e-4
_LENGTH_COST = 0.3  # of a sentence by itself


def oracle(
    sentences: Sequence[str], reference: str, *, length_cost: float = 1.0, content_only: bool = False
) -> list[int]:
    """Choose sentences, the most useful first.

    length_cost: 1 counts the chosen words fully against the choice, as ROUGE F does; 0 counts recall alone.
    content_only: stop words do not count as single words (they do in pairs).
    """
    sizes, measures = _measured(sentences, reference, _STOP_STEMS if content_only else frozenset())
    sizes = sizes * np.float32(length_cost)
    chosen: list[int] = []
    best = size = 0.0
    while len(chosen) < len(sentences):
        gains = np.sum([2 * measure.recall_with_each() for measure in measures], axis=0) / (1 + size + sizes)
        gains[chosen] = 0
        winner = int(np.argmax(gains))
        if gains[winner] < best + _LEAST_GAIN:
            break
        best = float(gains[winner])
        size += float(sizes[winner])
        chosen.append(winner)
        for measure in measures:
            measure.add(winner)
    return chosen


def worth(sentences: Sequence[str], reference: str) -> Floats:
    """How much of the reference each sentence has by itself, as `oracle` measures content; (n,)."""
    sizes, measures = _measured(sentences, reference, _STOP_STEMS)
    recalls = np.sum([2 * measure.recall_with_each() for measure in measures], axis=0)
    return np.asarray(recalls / (1 + _LENGTH_COST * sizes), np.float32)


def _measured(
    sentences: Sequence[str], reference: str, stop: Collection[str]
) -> tuple[Floats, tuple["_Overlap", "_Overlap"]]:
    """Lengths of the sentences against the reference's, and overlaps in words other than `stop` and pairs."""
    tokens = [_TOKENIZER.tokenize(sentence) for sentence in sentences]
    target = _TOKENIZER.tokenize(reference)
    sizes = np.array([len(row) for row in tokens], np.float32) / np.float32(max(len(target), 1))
    words = _Overlap(
        [[word for word in row if word not in stop] for row in tokens], [w for w in target if w not in stop]
    )
    return sizes, (words, _Overlap([list(pairwise(row)) for row in tokens], list(pairwise(target))))


class _Overlap:
    """What share of a reference's units a growing choice of sentences has."""

    def __init__(self, sentences: Sequence[Sequence[object]], reference: Iterable[object]) -> None:
        wish = Counter(reference)
        column = {unit: number for number, unit in enumerate(wish)}
        self._wish = np.array(list(wish.values()), np.float32)
        self._counts = np.zeros((len(sentences), len(column)), np.float32)
        for row, units in enumerate(sentences):
            for unit in units:
                if unit in column:
                    self._counts[row, column[unit]] += 1
        self._held = np.zeros(len(column), np.float32)

    def recall_with_each(self) -> Floats:
        """Recall of the choice with each sentence added."""
        hits = np.minimum(self._held + self._counts, self._wish).sum(axis=1)
        return np.asarray(hits / max(float(self._wish.sum()), 1.0), np.float32)

    def add(self, sentence: int) -> None:
        """Take a sentence into the choice."""
        self._held += self._counts[sentence]
