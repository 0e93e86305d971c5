"""Make probabilities of the scores: Platt scaling of each summarizer's networks on held-out conversations.

Writes ``calibration.npz`` to ``extractive/`` below the models folder.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.features import Conversation, features
from summarizers.manifest import MANIFEST, locate
from summarizers.registry import MODELS, Model
from summarizers.table_encoder import TableEncoder

from tools.train import manifest
from tools.train.labels import conversations
from tools.train.material import Material
from tools.train.scorer import Memory

Floats = NDArray[np.float32]


def calibrate(material: Material, models: Path) -> None:
    """Calibrate all summarizers."""
    folder, minilm = models / "extractive", locate(models, "minilm")
    _save(folder, dict.fromkeys(MODELS, (1.0, 0.0)))
    manifest.refresh(folder)
    encoders = {True: Memory(SentenceEncoder(minilm)), False: Memory(TableEncoder(minilm))}
    calibrations, gaps = {}, {}
    for name, model in MODELS.items():
        held_out = chain(material.dialogues("held out", 250), material.stretches("held out", 60))
        read = list(conversations(held_out, encoders[model.embeds]))
        calibrations[name], gaps[name] = fitted(model, models, read)
        print(f"{name}: gap between score and truth {gaps[name]:.3f}", flush=True)
    _save(folder, calibrations)
    entries = json.loads((models / MANIFEST).read_text(encoding="utf-8"))["networks"]
    entry = next(entry for entry in entries if entry["name"] == folder.name)
    metrics = {f"calibration_gap_{name}": round(gap, 4) for name, gap in gaps.items()}
    manifest.record(folder, licence=entry["licence"], source=entry["source"], metrics=metrics)


def fitted(
    model: Model, models: Path, held_out: Sequence[tuple[Conversation, Floats]]
) -> tuple[tuple[float, float], float]:
    """Slope and intercept of Platt scaling, and the mean gap between score and truth in ten bins."""
    confidence = Confidence(models, model)
    x = np.concatenate(
        [confidence.logits(conversation, features(conversation)) for conversation, _ in held_out]
    )
    y = np.concatenate([labels for _, labels in held_out])
    w = np.concatenate([np.full(len(labels), len(labels) ** -0.5) for _, labels in held_out])
    regression = LogisticRegression(C=1e6).fit(x[:, None], y, sample_weight=w)
    slope, intercept = float(regression.coef_[0, 0]), float(regression.intercept_[0])
    found = 1 / (1 + np.exp(-(slope * x + intercept)))
    bins = np.minimum((found * 10).astype(int), 9)
    gap = sum(abs(np.sum((found - y)[bins == k] * w[bins == k])) for k in range(10)) / w.sum()
    return (slope, intercept), float(gap)


def _save(folder: Path, calibrations: Mapping[str, tuple[float, float]]) -> None:
    arrays: dict[str, Any] = {name: np.array(row) for name, row in calibrations.items()}
    np.savez(folder / "calibration.npz", **arrays)
