"""Train the scoring networks that see a sentence among its neighbours.

    python -m tools.train context --data PATH --models layers/models

Learns from what `tools.train.scorer` learns from, all of it, once over the sentence encoder's vectors and
once over word vectors. Adds ``context_sentences.npz`` and ``context_words.npz`` to ``extractive/`` below the
models folder, where all summarizers' scores are then calibrated again. Some ten minutes on two processors.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from summarizers.context import REACH, ContextScorer
from summarizers.embeddings import SentenceEncoder
from summarizers.features import NAMES, features
from summarizers.manifest import locate
from summarizers.table_encoder import TableEncoder
from torch import nn

from tools.train import manifest
from tools.train.labels import conversations
from tools.train.material import Material
from tools.train.probabilities import calibrate
from tools.train.scorer import MOST_DIALOGUES, MOST_STRETCHES, Memory

Floats = NDArray[np.float32]

WIDTH = 128
EPOCHS = 5
BATCH = 48
LEARNING_RATE = 1.5e-3
DROPOUT = 0.3
STRETCH_WEIGHT = 4.0
"""Of a meeting's stretch, against a dialogue of the same length."""
EMBEDDING_SCALE = 10.0
SEED = 0
KERNEL_AXES = 3


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


def fit(examples: Sequence[Example], mean: Floats, scale: Floats, seed: int) -> Network:
    """Train the network."""
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
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}", flush=True)
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


def exported(network: Network, mean: Floats, scale: Floats) -> ContextScorer:
    """The network's weights as `ContextScorer` holds them."""

    def turned(pick: str) -> Floats:
        """Inputs before outputs; a kernel (out, in, step) to (step · in, out)."""
        row = network.get_parameter(pick).detach().numpy()
        turned = np.ascontiguousarray(row.transpose(*range(row.ndim)[::-1]))
        return turned.reshape(-1, WIDTH) if row.ndim == KERNEL_AXES else turned

    return ContextScorer(
        mean=mean,
        scale=scale,
        from_features=turned("features.weight"),
        from_embedding=turned("embedding.weight") * EMBEDDING_SCALE,
        bias=turned("features.bias"),
        near=turned("near.weight"),
        near_bias=turned("near.bias"),
        far=turned("far.weight"),
        far_bias=turned("far.bias"),
        whole=turned("whole.weight"),
        output=turned("output.weight")[:, 0],
        output_bias=turned("output.bias")[0],
    )


def train(material: Material, models: Path) -> None:
    """Train, calibrate and write the networks; `models` has `minilm/` and gets `extractive/`."""
    folder = models / "extractive"
    minilm = locate(models, "minilm")
    encoders = {"sentences": Memory(SentenceEncoder(minilm)), "words": Memory(TableEncoder(minilm))}
    for name, encoder in encoders.items():
        examples = [
            Example(features(conversation), conversation.embeddings, labels, weight)
            for weight, source in (
                (1.0, material.dialogues("train", MOST_DIALOGUES)),
                (STRETCH_WEIGHT, material.stretches("train", MOST_STRETCHES)),
            )
            for conversation, labels in conversations(source, encoder)
        ]
        seen = np.concatenate([example.features for example in examples])
        mean, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-3
        exported(fit(examples, mean, scale, SEED), mean, scale).save(folder / f"context_{name}.npz")
    manifest.refresh(folder)
    calibrate(material, models)
