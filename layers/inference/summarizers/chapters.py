"""Chapters: where a conversation changes its topic.

Method: TextTiling (Hearst 1997) on sentence embeddings instead of word counts: the similarity of the windows
before and after each gap, and how deep it dips between its neighbouring peaks.
"""

from bisect import bisect_left, insort
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_WINDOW = 14  # sentences on each side of a gap
_BLOCK = 1024  # gaps looked at together: numbers of 64 bits take much memory
_SHORTEST = 120  # words in a chapter, except where the whole conversation has fewer
_LONGEST = 3000  # words in a chapter
_ANNOUNCED = 0.3  # how much deeper a gap counts before a sentence that announces a topic
_MORE = 1.6  # how many times as many chapters there may be where topics are announced
_UNEVEN = 4.0  # how many times shorter than the average a chapter may be
_CHAPTERS_PER_ROOT = 0.062  # chapters per square root of a word: 10 minutes make 2, an hour makes 6


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sentences first (included) to last (excluded) of a conversation."""

    first: int
    last: int


def segment(
    embeddings: NDArray[np.float32],
    lengths: NDArray[np.float32],
    breaks: NDArray[np.bool_],
    cues: NDArray[np.bool_],
) -> list[Chapter]:
    """Divide n sentences into chapters of bounded size.

    embeddings: (n, d), rows of unit length. lengths: (n,) in words. breaks: (n,), which sentences start an
    utterance; a chapter starts inside one only where it would be too long otherwise. cues: (n,), which
    sentences announce a topic: chapters rather start there. Time is linear in n but for a sort.
    """
    count = len(lengths)
    ends = np.concatenate([[0.0], np.cumsum(lengths)])  # words before each gap; gap k lies before sentence k
    depth = _depth(_gap_similarity(embeddings, lengths)) + _ANNOUNCED * cues[1:]
    depth = np.where(breaks[1:] | cues[1:], depth, -1.0)
    wanted = max(1, round(_CHAPTERS_PER_ROOT * float(ends[-1]) ** 0.5))
    shortest = max(_SHORTEST, float(ends[-1]) / wanted / _UNEVEN)
    cuts = [0, count]
    for gap in np.argsort(-depth, kind="stable") + 1:
        if depth[gap - 1] < 0:
            break
        if len(cuts) > wanted * (_MORE if cues[gap] else 1):
            continue
        if _room(cuts, int(gap), ends, shortest):
            insort(cuts, int(gap))
    return [Chapter(a, b) for a, b in _bounded(cuts, ends, depth)]


def _gap_similarity(embeddings: NDArray[np.float32], lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine of the mean embeddings before and after each of the n - 1 inner gaps."""
    count = len(lengths)
    found = np.empty(max(count - 1, 0), np.float32)
    low, total = 0, np.zeros((1, embeddings.shape[1]))  # total[k]: the sum of all sentences before low + k
    for first in range(1, count, _BLOCK):
        gaps = np.arange(first, min(first + _BLOCK, count))
        start, end = max(first - _WINDOW, 0), min(int(gaps[-1]) + _WINDOW, count)
        # A long sentence speaks for its window, but not alone.
        weighted = embeddings[start:end] * np.minimum(lengths[start:end], 30.0)[:, None]
        total = np.cumsum(np.concatenate([total[start - low, None], weighted]), axis=0)
        low = start
        before = total[gaps - low] - total[np.maximum(gaps - _WINDOW, 0) - low]
        after = total[np.minimum(gaps + _WINDOW, count) - low] - total[gaps - low]
        norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
        found[gaps - 1] = (before * after).sum(axis=1) / np.maximum(norms, 1e-9)
    return found


def _depth(similarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each gap lies below the peaks to its left and right within two windows."""
    if not len(similarity):
        return similarity
    reach = 2 * _WINDOW
    padded = np.pad(similarity, reach, mode="edge")
    views = np.lib.stride_tricks.sliding_window_view(padded, reach + 1)
    left = views[: len(similarity)].max(axis=1)
    right = views[reach : reach + len(similarity)].max(axis=1)
    return np.asarray(left + right - 2 * similarity, dtype=np.float32)


def _room(cuts: list[int], gap: int, ends: NDArray[np.float64], shortest: float) -> bool:
    place = bisect_left(cuts, gap)
    return bool(
        cuts[place] != gap
        and ends[gap] - ends[cuts[place - 1]] >= shortest
        and ends[cuts[place]] - ends[gap] >= shortest
    )


def _bounded(cuts: list[int], ends: NDArray[np.float64], depth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Chapters between the cuts, those that are too long divided at their deepest gap away from the ends."""
    pending = list(pairwise(cuts))[::-1]
    done: list[tuple[int, int]] = []
    while pending:
        first, last = pending.pop()
        size = ends[last] - ends[first]
        if size <= _LONGEST or last - first < 2:  # noqa: PLR2004 - one sentence cannot be divided
            done.append((first, last))
            continue
        low = int(np.searchsorted(ends, ends[first] + size / 4))
        high = int(np.searchsorted(ends, ends[last] - size / 4))
        low, high = max(low, first + 1), min(max(high, low + 1, first + 2), last)
        low = min(low, high - 1)
        cut = low + int(np.argmax(depth[low - 1 : high - 1]))
        pending += [(cut, last), (first, cut)]
    return done
