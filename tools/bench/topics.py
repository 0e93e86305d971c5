"""How well chapters meet the topics that people saw, as shares of windows that are wrong: less is better.

Pk: Beeferman et al. 1999. WindowDiff: Pevzner and Hearst 2002.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def pk(wanted: Ints, found: Ints, window: int) -> float:
    """How often two utterances a window apart are in one topic for one of the two and not for the other."""
    same = (wanted[:-window] == wanted[window:]) != (found[:-window] == found[window:])
    return float(np.mean(same))


def window_diff(wanted: Ints, found: Ints, window: int) -> float:
    """How often a window has another number of boundaries for the one than for the other."""
    return float(np.mean((wanted[window:] - wanted[:-window]) != (found[window:] - found[:-window])))


def numbered(utterances: int, begins: Iterable[int]) -> Ints:
    """(utterances,): the number of the topic that each is in."""
    marks = np.zeros(utterances, np.int64)
    marks[[first for first in begins if 0 < first < utterances]] = 1
    return np.cumsum(marks)


def uniform(utterances: int, topics: int) -> Ints:
    """So many topics of the same length."""
    return numbered(utterances, (round(utterances * k / topics) for k in range(1, topics)))


def half_a_topic(wanted: Ints) -> int:
    """The window that both measures are usually taken with: half of the mean length of a topic."""
    return max(2, round(len(wanted) / (int(wanted[-1]) + 1) / 2))
