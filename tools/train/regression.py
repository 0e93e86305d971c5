"""Logistic regressions over columns and the principal directions of embeddings."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

CONSTANT = 1e-6


class Regressions(NamedTuple):
    """Weights: log-odds are (columns - mean) / scale @ weights + the embeddings' products + bias.

    mean, scale: (columns,). weights: (columns, k). meanings: (d, k) for each kind of embedding. bias: (k,).
    """

    mean: Floats
    scale: Floats
    weights: Floats
    meanings: Sequence[Floats]
    bias: Floats

    def logits(self, columns: Floats, embeddings: Sequence[Floats]) -> Floats:
        """(n, k): log-odds of n rows; embeddings: (n, d) of each kind."""
        found = (columns - self.mean) / self.scale @ self.weights + self.bias
        for meaning, embedded in zip(self.meanings, embeddings, strict=True):
            found += embedded @ meaning
        return np.asarray(found, np.float32)


def regress(
    columns: Floats, embeddings: Sequence[Floats], labels: Sequence[Bools], strength: float, directions: int
) -> Regressions:
    """Fit one regression for each of k labels.

    strength: inverse of the regularisation's (`C`). directions: of the first kind of embedding that are seen,
    the principal ones.
    """
    mean, scale = columns.mean(axis=0), np.maximum(columns.std(axis=0), CONSTANT)
    axes = PCA(directions, random_state=0).fit(embeddings[0]).components_.T
    axes = axes / (embeddings[0] @ axes).std(axis=0)
    seen = np.concatenate([(columns - mean) / scale, *(each @ axes for each in embeddings)], axis=1)
    fitted = [LogisticRegression(C=strength, max_iter=2_000).fit(seen, each) for each in labels]
    weights, *meanings = np.split(
        np.stack([each.coef_[0] for each in fitted], axis=1),
        columns.shape[1] + directions * np.arange(len(embeddings)),
    )
    bias = np.array([each.intercept_[0] for each in fitted])
    parts = (mean, scale, weights, bias, *(axes @ meaning for meaning in meanings))
    mean, scale, weights, bias, *folded = (np.asarray(part, np.float32) for part in parts)
    return Regressions(mean, scale, weights, folded, bias)
