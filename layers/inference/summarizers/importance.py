"""How likely somebody who missed a conversation wants to be told a sentence, and whether it holds to the end.

Three logistic regressions over the signs of a sentence and of its neighbours, its features and its score,
fitted to conversations in which readers marked that (`tools/train/importance.py`).
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

    mean, scale: (columns,), by which columns are standardised. weights: (columns, 3). meaning, after: (d, 3),
    the weights of a sentence's embedding and of that of the next. bias: (3,).
    """

    mean: Floats
    scale: Floats
    weights: Floats
    meaning: Floats
    after: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path, model: str) -> "Importance":
        """Read ``importance.npz`` of a folder; raises ``OSError``, and ``KeyError`` for an unknown model."""
        with np.load(folder / "importance.npz") as arrays:
            return cls(**{name: arrays[f"{model}_{name}"] for name in cls.__slots__})

    def of(self, seen: Floats, embeddings: Floats) -> tuple[Floats, Floats, Floats]:
        """Probabilities (n,) of each sentence: wanted in minutes, wanted in a few lines, outdated at the end.

        seen: (n, columns), see `columns`. embeddings: (n, d), the sentences'.
        """
        logits = (seen - self.mean) / self.scale @ self.weights + self.bias
        logits += embeddings @ self.meaning + following(embeddings) @ self.after
        minutes, gist, passing = np.asarray(1 / (1 + np.exp(-logits)), np.float32).T
        return minutes, gist, passing


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


def following(rows: Floats) -> Floats:
    """Of each row, the one after it; zeros after the last."""
    return np.concatenate([rows[1:], np.zeros_like(rows[:1])])
