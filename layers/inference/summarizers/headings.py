"""How near a noun is to the title that a reader writes: a linear regression over how it is said.

Fitted to the titles that readers wrote for conversations (`tools/train/headings.py`).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Headings:
    """Weights of a model's columns.

    mean, scale, weights: (columns,), of what `Topics` counts. meaning: (d,), of the embedding of the noun.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    meaning: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path, model: str) -> "Headings":
        """Read ``headings.npz`` of a folder; raises ``OSError``, and ``KeyError`` for an unknown model."""
        with np.load(folder / "headings.npz") as arrays:
            return cls(**{name: arrays[f"{model}_{name}"] for name in cls.__slots__})

    def of(self, columns: Floats, embeddings: Floats) -> Floats:
        """(n,): of n nouns, how much nearer each is to the title than the others are, in units of cosine."""
        standard = (columns - self.mean) / self.scale
        return np.asarray(standard @ self.weights + embeddings @ self.meaning + self.bias, np.float32)
