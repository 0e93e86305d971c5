"""How likely somebody who missed a conversation wants to be told a sentence, in minutes or in a few lines.

Two logistic regressions over the signs of a sentence and of its neighbours, its features and its score,
fitted to conversations in which readers marked what they want to be told (`tools/train/importance.py`).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizers import signs
from summarizers.features import NAMES
from summarizers.salience import Salience

Floats = NDArray[np.float32]

# Readers marked short conversations; how long one is says nothing of what is wanted in an hour's.
_LEFT_OUT = frozenset(["log_sentences", "log_speakers"])
_KEPT = [k for k, name in enumerate(NAMES) if name not in _LEFT_OUT]
_LEAST = 1e-4  # probability; a score of 0 has no logarithm


@dataclass(frozen=True, slots=True)
class Importance:
    """Weights of a model's columns.

    mean, scale: (columns,), by which columns are standardised. weights: (columns, 2). meaning: (d, 2), the
    weights of embeddings. bias: (2,).
    """

    mean: Floats
    scale: Floats
    weights: Floats
    meaning: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path, model: str) -> "Importance":
        """Read ``importance.npz`` of a folder; raises ``OSError``, and ``KeyError`` for an unknown model."""
        with np.load(folder / "importance.npz") as arrays:
            return cls(**{name: arrays[f"{model}_{name}"] for name in cls.__slots__})

    def of(self, seen: Floats, embeddings: Floats) -> tuple[Floats, Floats]:
        """(n,) and (n,): how likely each sentence is wanted in minutes, and in a summary of a few lines.

        seen: (n, columns), see `columns`. embeddings: (n, d), the sentences'.
        """
        logits = (seen - self.mean) / self.scale @ self.weights + embeddings @ self.meaning + self.bias
        minutes, gist = (1 / (1 + np.exp(-logits))).T
        return np.asarray(minutes, np.float32), np.asarray(gist, np.float32)


def columns(found: Floats, scores: Floats, salience: Salience) -> Floats:
    """(n, columns): what the regressions see.

    found: the conversation's `features`. scores: probabilities of the scoring networks.
    """
    seen = signs.as_matrix(salience.signs)
    none = np.zeros_like(seen[:1])
    likely = np.clip(scores, _LEAST, 1 - _LEAST)
    odds = np.log(likely / (1 - likely))[:, None]
    around = [np.concatenate([none, seen[:-1]]), np.concatenate([seen[1:], none])]
    return np.asarray(np.concatenate([odds, seen, *around, found[:, _KEPT]], axis=1), np.float32)
