"""Many sources at once, for engines that want rows of one length."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from tools.bench.peers import Tokens
from tools.bench.prepare import PAD

Integers = npt.NDArray[np.int64]


def in_batches(
    sources: Sequence[Tokens], size: int, write: Callable[[Sequence[Tokens]], list[Tokens]]
) -> list[Tokens]:
    """Write batches of sources of about one length; the texts come in the sources' order."""
    order = sorted(range(len(sources)), key=lambda index: len(sources[index]))
    texts: dict[int, Tokens] = {}
    for first in range(0, len(order), size):
        group = order[first : first + size]
        texts.update(zip(group, write([sources[index] for index in group]), strict=True))
    return [texts[index] for index in range(len(sources))]


def padded(rows: Sequence[Tokens]) -> tuple[Integers, Integers]:
    """Give the rows at the length of the longest, and a mask that is 1 where a row has a piece."""
    longest = max(map(len, rows))
    pieces = np.full((len(rows), longest), PAD, np.int64)
    mask = np.zeros_like(pieces)
    for number, row in enumerate(rows):
        pieces[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return pieces, mask
