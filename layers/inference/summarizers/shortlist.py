"""Which tokens a text may be written with: those that are frequent in texts, and those of its source.

The output layer is the larger part of a decoder's step, and a text needs few of its columns (Jean et al.
2015, arXiv:1412.2007). Frequent tokens have columns of their own; what else a source brings is read from the
embedding table, which is tied to the output layer.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


class Shortlist:
    """The columns of an output layer, frequent tokens first.

    The file holds one record per column: its ``token`` and its ``bias``. The first ``frequent`` columns are
    those of frequent tokens; in a network without a shortlist, all.
    """

    def __init__(self, folder: Path, frequent: int) -> None:
        columns = np.load(folder / "output.npy")
        tokens = columns["token"].astype(np.int64)
        self.frequent: Integers = tokens[:frequent]
        self.columns: Integers = np.empty_like(tokens)
        self.columns[tokens] = np.arange(len(tokens))
        self.bias = np.empty(len(tokens), np.float32)
        self.bias[tokens] = columns["bias"]

    def further(self, source: Sequence[int]) -> Integers:
        """Return the tokens of a source that are not frequent, each once."""
        tokens = np.unique(np.asarray(source, np.int64))
        return tokens[self.columns[tokens] >= len(self.frequent)]
