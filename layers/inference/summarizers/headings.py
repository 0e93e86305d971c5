"""How likely a noun is in the title that a reader writes: a logistic regression over how it is said.

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
        """(n,): how likely each of n nouns is in the title."""
        logits = (columns - self.mean) / self.scale @ self.weights + embeddings @ self.meaning + self.bias
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
