"""Train the scoring networks that see a sentence among its neighbours.

    python -m tools.train context --data PATH --models layers/models

Learns from what `tools.train.scorer` learns from, all of it, once over the sentence encoder's vectors and
once over word vectors. Each summarizer's networks together are then calibrated on held-out conversations by
Platt scaling. Adds ``context_sentences.npz``, ``context_words.npz`` and ``calibration.npz`` to
``extractive/`` below the models folder. Some twenty minutes on two processors.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from summarizers.confidence import Confidence
from summarizers.context import REACH, ContextScorer
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Encoder, read
from summarizers.features import NAMES, Conversation, features
from summarizers.manifest import MANIFEST, locate
from summarizers.registry import MODELS, Model
from summarizers.table_encoder import TableEncoder
from torch import nn

from tools.train import corpora, manifest
from tools.train.oracle import oracle
from tools.train.scorer import EVERY, Memory, Utterance, dialogues, stretches

Floats = NDArray[np.float32]

DIALOGUES, STRETCHES = 12_500, 1_000
WIDTH = 128
EPOCHS = 5
BATCH = 48
LEARNING_RATE = 1.5e-3
DROPOUT = 0.3
STRETCH_WEIGHT = 4.0
"""Of a meeting's stretch, against a dialogue of the same length."""
LONGEST = 400
"""Sentences of a stretch; longer ones are left out, for a batch is padded to its longest."""
EMBEDDING_SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Example:
    """One conversation: (n, features), (n, width), (n,) labels, and what a sentence of it weighs."""

    features: Floats
    embeddings: Floats
    labels: Floats
    weight: float


class Network(nn.Module):  # type: ignore[misc]
    """The network that `ContextScorer` runs."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.features = nn.Linear(len(NAMES), WIDTH)
        self.embedding = nn.Linear(width, WIDTH, bias=False)
        self.near = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        self.far = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        self.whole = nn.Linear(WIDTH, WIDTH, bias=False)
        self.output = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, seen: torch.Tensor, embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (batch, n) of features, embeddings (batch, n, …) and which sentences are real (batch, n)."""
        real = mask[..., None]
        own = torch.relu(self.features(seen) + self.embedding(self.drop(embeddings * EMBEDDING_SCALE))) * real
        whole = self.whole(own.sum(1) / mask.sum(1, keepdim=True))[:, None]
        around = torch.relu(self.near(self.drop(own).transpose(1, 2)).transpose(1, 2) + whole) * real
        around = torch.relu(self.far(self.drop(around).transpose(1, 2)).transpose(1, 2))
        logits: torch.Tensor = self.output(self.drop(own + around))[..., 0]
        return logits


def conversations(
    examples: Iterator[corpora.Dialogue], encoder: Encoder
) -> Iterator[tuple[Conversation, Floats]]:
    """Conversations and which of their sentences an oracle takes."""
    for number, example in enumerate(examples):
        conversation = read([Utterance(turn.text, turn.speaker) for turn in example.turns], encoder)
        texts = [sentence.text for sentence in conversation.sentences]
        labels = np.zeros(len(texts), np.float32)
        labels[oracle(texts, example.summary or "", length_cost=0.1, content_only=True)] = 1
        if (number + 1) % (4 * EVERY) == 0:
            print(f"{number + 1} conversations read", flush=True)
        if 1 < len(texts) <= LONGEST:
            yield conversation, labels


def fit(examples: Sequence[Example], mean: Floats, scale: Floats, seed: int) -> Network:
    """Train one member."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - the order of the examples
    network = Network(examples[0].embeddings.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.02)
    steps = EPOCHS * (len(examples) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(examples, chance):
            seen, embeddings, labels, mask, weights = _padded(batch, mean, scale)
            loss = (
                nn.functional.binary_cross_entropy_with_logits(
                    network(seen, embeddings, mask), labels, weight=weights, reduction="sum"
                )
                / weights.sum()
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"member {seed}, epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}", flush=True)
    network.eval()
    return network


def _batches(examples: Sequence[Example], chance: random.Random) -> list[Sequence[Example]]:
    """Conversations of about one length go together."""
    order = sorted(examples, key=lambda example: len(example.labels) + 6 * chance.random())
    found: list[Sequence[Example]] = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    chance.shuffle(found)
    return found


def _padded(batch: Sequence[Example], mean: Floats, scale: Floats) -> tuple[torch.Tensor, ...]:
    """Tensors of features, embeddings, labels, mask and weights."""
    longest = max(len(example.labels) for example in batch)

    def stacked(rows: Sequence[Floats]) -> torch.Tensor:
        out = np.zeros((len(rows), longest, *rows[0].shape[1:]), np.float32)
        for number, row in enumerate(rows):
            out[number, : len(row)] = row
        return torch.from_numpy(out)

    return (
        stacked([(example.features - mean) / scale for example in batch]),
        stacked([example.embeddings for example in batch]),
        stacked([example.labels for example in batch]),
        stacked([np.ones_like(example.labels) for example in batch]),
        stacked(
            [np.full_like(example.labels, example.weight * len(example.labels) ** -0.5) for example in batch]
        ),
    )


def exported(networks: Sequence[Network], mean: Floats, scale: Floats) -> ContextScorer:
    """Weights of the members as `ContextScorer` holds them."""

    def stacked(pick: str, *, shape: tuple[int, ...] = ()) -> Floats:
        rows = [network.get_parameter(pick).detach().numpy() for network in networks]
        rows = [np.ascontiguousarray(row.transpose(*range(row.ndim)[::-1])) for row in rows]
        return np.stack([row.reshape(shape) if shape else row for row in rows])

    kernel = (REACH * WIDTH, WIDTH)  # Conv1d (out, in, step), turned around: (step, in, out)
    return ContextScorer(
        mean=mean,
        scale=scale,
        from_features=stacked("features.weight"),
        from_embedding=stacked("embedding.weight") * EMBEDDING_SCALE,
        bias=stacked("features.bias"),
        near=stacked("near.weight", shape=kernel),
        near_bias=stacked("near.bias"),
        far=stacked("far.weight", shape=kernel),
        far_bias=stacked("far.bias"),
        whole=stacked("whole.weight"),
        output=stacked("output.weight", shape=(WIDTH,)),
        output_bias=stacked("output.bias", shape=()).reshape(len(networks)),
    )


def calibrate(
    model: Model, models: Path, held_out: Sequence[tuple[Conversation, Floats]]
) -> tuple[tuple[float, float], float]:
    """Slope and intercept of Platt scaling, and the mean gap between score and truth in ten bins."""
    confidence = Confidence(models / "extractive", models / "minilm", model)
    x = np.concatenate([confidence.logits(conversation) for conversation, _ in held_out])
    y = np.concatenate([labels for _, labels in held_out])
    w = np.concatenate([np.full(len(labels), len(labels) ** -0.5) for _, labels in held_out])
    fitted = LogisticRegression(C=1e6).fit(x[:, None], y, sample_weight=w)
    slope, intercept = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    found = 1 / (1 + np.exp(-(slope * x + intercept)))
    bins = np.minimum((found * 10).astype(int), 9)
    gap = sum(abs(np.sum((found - y)[bins == k] * w[bins == k])) for k in range(10)) / w.sum()
    return (slope, intercept), float(gap)


def train(data: Path, models: Path) -> None:
    """Train, calibrate and write the networks; `models` has `minilm/` and gets `extractive/`."""
    folder = models / "extractive"
    members = max(model.members for model in MODELS.values())
    minilm = locate(models, "minilm")
    encoders = {"sentences": Memory(SentenceEncoder(minilm)), "words": Memory(TableEncoder(minilm))}
    for name, encoder in encoders.items():
        examples = [
            Example(features(conversation), conversation.embeddings, labels, weight)
            for weight, source in (
                (1.0, dialogues(data, "train", DIALOGUES)),
                (STRETCH_WEIGHT, stretches(data, "train", STRETCHES)),
            )
            for conversation, labels in conversations(iter(source), encoder)
        ]
        seen = np.concatenate([example.features for example in examples])
        mean, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-3
        networks = [fit(examples, mean, scale, seed) for seed in range(members)]
        exported(networks, mean, scale).save(folder / f"context_{name}.npz")
    _save(folder, dict.fromkeys(MODELS, (1.0, 0.0)))
    calibrations, gaps = {}, {}
    for name, model in MODELS.items():
        held_out = chain(dialogues(data, "validation", 250), stretches(data, "val", 60))
        encoder = encoders["sentences" if model.embeds else "words"]
        calibrations[name], gaps[name] = calibrate(model, models, list(conversations(held_out, encoder)))
        print(f"{name}: gap between score and truth {gaps[name]:.3f}", flush=True)
    _save(folder, calibrations)
    entries = json.loads((models / MANIFEST).read_text(encoding="utf-8"))["networks"]
    entry = next(entry for entry in entries if entry["name"] == folder.name)
    metrics = {f"calibration_gap_{name}": round(gap, 4) for name, gap in gaps.items()}
    manifest.record(folder, licence=entry["licence"], source=entry["source"], metrics=metrics)


def _save(folder: Path, calibrations: Mapping[str, tuple[float, float]]) -> None:
    arrays: dict[str, Any] = {name: np.array(row) for name, row in calibrations.items()}
    np.savez(folder / "calibration.npz", **arrays)
