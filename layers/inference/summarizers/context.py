"""A scoring network that sees a sentence among its neighbours: two convolutions over five sentences each.

Trained by ``tools/train/context.py``, and over the states of a reading network by ``tools/train/reader.py``.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

REACH = 5
"""Sentences that a convolution sees, half of them on each side."""


@dataclass(frozen=True, slots=True)
class ContextScorer:
    """Weights of a network of width d.

    mean, scale: (features,), of the training data. from_features (features, d), from_embedding (width, d),
    bias (d): into the first layer. near, far: (REACH · d, d), the convolutions. whole (d, d): from the mean
    of the conversation. output: (d).
    """

    mean: Floats
    scale: Floats
    from_features: Floats
    from_embedding: Floats
    bias: Floats
    near: Floats
    near_bias: Floats
    far: Floats
    far_bias: Floats
    whole: Floats
    output: Floats
    output_bias: Floats

    @classmethod
    def load(cls, path: Path) -> "ContextScorer":
        """Read the weights, which are stored in 16 bits."""
        with np.load(path) as arrays:
            return cls(**{field.name: arrays[field.name].astype(np.float32) for field in fields(cls)})

    def save(self, path: Path) -> None:
        """Write the weights in 16 bits."""
        np.savez(path, **{field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)})

    def logits(self, features: Floats, embeddings: Floats) -> Floats:
        """(n,): the log-odds that each sentence belongs in a summary."""
        seen = (features - self.mean) / self.scale
        own = _relu(seen @ self.from_features + embeddings @ self.from_embedding + self.bias)
        around = _relu(_convolved(own, self.near) + self.near_bias + own.mean(axis=0) @ self.whole)
        around = _relu(_convolved(around, self.far) + self.far_bias)
        return np.asarray((own + around) @ self.output + self.output_bias, np.float32)


def _convolved(rows: Floats, kernel: Floats) -> Floats:
    """(n, d): each row and its neighbours, side by side, times a kernel (REACH · d, d); zeros at the ends."""
    count, width = rows.shape
    padded = np.pad(rows, ((REACH // 2, REACH // 2), (0, 0)))
    out = np.zeros((count, kernel.shape[1]), np.float32)
    for step in range(REACH):
        out += padded[step : step + count] @ kernel[step * width : (step + 1) * width]
    return out


def _relu(rows: Floats) -> Floats:
    return np.maximum(rows, 0)
