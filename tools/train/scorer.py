"""Train the extractive scorer, which tells the sentences that a reference summary is made of.

    python -m tools.train scorer --data PATH --models layers/models

Learns from short conversations and from the stretches of QMSum's meetings that a question is about. Labels
are an oracle's choice that counts length little, for a summary has room for whole sentences. The network's
output is calibrated on held-out conversations by Platt scaling. Writes ``extractive/`` below the models
folder.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Encoder, Scorer, read
from summarizers.features import NAMES, features
from summarizers.manifest import locate

from tools.train import corpora, manifest
from tools.train.material import Material
from tools.train.oracle import oracle

Floats = NDArray[np.float32]

DIALOGUES, STRETCHES = 4_000, 320
MOST_DIALOGUES, MOST_STRETCHES = 12_500, 1_000
"""What the networks that see more than a sentence learn from."""
HIDDEN = 24
EPOCHS = 3
BATCH = 512
LEARNING_RATE = 2e-3
EMBEDDING_SCALE = 10.0
"""Rows of unit length and 384 numbers are small beside standardised features."""
NEGATIVES = 0.25
"""Share of the sentences without label that is kept of long conversations."""
LONG = 100
"""Sentences from which a conversation counts as long."""
EVERY = 250
"""Conversations between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Table:
    """Training rows, one per sentence; each corpus weighs what its conversations weigh together."""

    features: Floats
    embeddings: Floats
    labels: Floats
    weights: Floats


CARD = """# extractive

How likely each sentence of a conversation belongs in its summary: one hidden layer of {hidden} units over
{features} features (`summarizers/features.py`) and the sentence's embedding.

- **Source**: {source}.
- **Licence**: {licence}.
- **Trained** on {sentences:,} sentences, {share:.1%} of which an oracle chose from reference summaries.
- **Measured**: its score is a probability calibrated on held-out conversations; the mean gap between score
  and truth is {gap:.3f}. How good it is beside other ways of choosing sentences:
  `python -m tools.bench quality`.
- **Beside it** (`tools/train/context.py`): `context_sentences.npz` and `context_words.npz`, networks that see
  a sentence among its neighbours (two convolutions over five sentences), over the sentence encoder's vectors
  and over word vectors, from {dialogues:,} dialogues and {stretches:,} stretches of meetings; and
  `calibration.npz`, by which each summarizer's networks together give probabilities.
- **Limits**: English in training; other languages get sensible positions and lengths, and embeddings that
  know less.
"""


class Memory:
    """A sentence encoder that embeds no text twice: stretches of one meeting overlap."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Floats] = {}

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of unit length, (texts, d)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.embed(new) if new else (), strict=True))
        return np.stack([self._known[text] for text in texts])


def table(
    examples: Iterable[corpora.Dialogue], encoder: Memory, weight: float, chance: random.Random
) -> Table:
    """Rows of all sentences; a conversation weighs by the root of its length: long ones have few labels."""
    parts: list[list[Floats]] = []
    for number, example in enumerate(examples):
        conversation = read([corpora.Utterance(turn.text, turn.speaker) for turn in example.turns], encoder)
        count = len(conversation.sentences)
        labels = np.zeros(count, np.float32)
        texts = [sentence.text for sentence in conversation.sentences]
        labels[oracle(texts, example.summary or "", length_cost=0.1, content_only=True)] = 1
        share = NEGATIVES if count > LONG else 1.0
        kept = np.array([label > 0 or chance.random() < share for label in labels])
        weights = np.where(labels > 0, 1.0, 1 / share).astype(np.float32) * count**-0.5
        rows = (features(conversation), conversation.embeddings, labels, weights)
        parts.append([column[kept] for column in rows])
        if (number + 1) % EVERY == 0:
            print(f"{number + 1} conversations read", flush=True)
    seen, embeddings, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Table(seen, embeddings, labels, weights * (weight / weights.sum()))


def fit(rows: Table, seed: int) -> Scorer:
    """Train the network; its calibration is the identity yet."""
    torch.manual_seed(seed)
    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0) + 1e-3
    inputs = torch.from_numpy(
        np.concatenate([(rows.features - mean) / scale, rows.embeddings * EMBEDDING_SCALE], axis=1)
    )
    labels = torch.from_numpy(rows.labels)
    weights = torch.from_numpy((rows.weights / rows.weights.mean()).astype(np.float32))
    first, last = torch.nn.Linear(inputs.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 1)
    network = torch.nn.Sequential(
        torch.nn.Dropout(0.1), first, torch.nn.ReLU(), torch.nn.Dropout(0.3), last, torch.nn.Flatten(0)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    steps = EPOCHS * (len(labels) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps + 1)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(labels)).split(BATCH):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                network(inputs[batch]), labels[batch], weight=weights[batch]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    matrix = first.weight.detach().numpy().T
    count = len(NAMES)
    return Scorer(
        mean,
        scale,
        matrix[:count].copy(),
        matrix[count:] * EMBEDDING_SCALE,
        first.bias.detach().numpy(),
        last.weight.detach().numpy()[0],
        last.bias.detach().numpy(),
        np.array([1, 0], np.float32),
    )


def calibrated(scorer: Scorer, examples: Iterable[corpora.Dialogue], encoder: Memory) -> tuple[Scorer, float]:
    """Platt scaling on held-out conversations; also the mean gap between score and truth in ten bins."""
    logits, labels, weights = [], [], []
    for example in examples:
        conversation = read([corpora.Utterance(turn.text, turn.speaker) for turn in example.turns], encoder)
        scores = scorer.probabilities(conversation)
        truth = np.zeros(len(scores), np.float32)
        texts = [sentence.text for sentence in conversation.sentences]
        truth[oracle(texts, example.summary or "", length_cost=0.1, content_only=True)] = 1
        logits.append(np.log(scores / (1 - scores)))
        labels.append(truth)
        weights.append(np.full(len(scores), len(scores) ** -0.5))
    x, y, w = (np.concatenate(column) for column in (logits, labels, weights))
    fitted = LogisticRegression(C=1e6).fit(x[:, None], y, sample_weight=w)
    slope, intercept = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    found = 1 / (1 + np.exp(-(slope * x + intercept)))
    bins = np.minimum((found * 10).astype(int), 9)
    gap = sum(abs(np.sum((found - y)[bins == k] * w[bins == k])) for k in range(10)) / w.sum()
    return replace(scorer, calibration=np.array([slope, intercept], np.float32)), float(gap)


def train(material: Material, models: Path, seed: int) -> None:
    """Train, calibrate and write the scorer; `models` has `minilm/` and gets `extractive/`."""
    encoder = Memory(SentenceEncoder(locate(models, "minilm")))
    chance = random.Random(seed)  # noqa: S311 - which rows to leave out
    parts = [
        table(material.dialogues("train", DIALOGUES), encoder, 1.0, chance),
        table(material.stretches("train", STRETCHES), encoder, 0.5, chance),
    ]
    rows = Table(*(np.concatenate([getattr(part, name) for part in parts]) for name in Table.__slots__))
    scorer = fit(rows, seed)
    held_out = chain(material.dialogues("held out", 250), material.stretches("held out", 60))
    scorer, gap = calibrated(scorer, held_out, encoder)
    folder = models / "extractive"
    folder.mkdir(exist_ok=True)
    scorer.save(folder)
    source = f"trained by tools/train/scorer.py on {material.named}"
    card = CARD.format(
        source=source,
        licence=material.licence,
        hidden=HIDDEN,
        features=len(NAMES),
        sentences=len(rows.labels),
        share=rows.labels.mean(),
        gap=gap,
        dialogues=len(material.dialogues("train", MOST_DIALOGUES)),
        stretches=len(material.stretches("train", MOST_STRETCHES)),
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    manifest.record(
        folder, licence=material.licence, source=source, metrics={"calibration_gap": round(gap, 4)}
    )
    print(f"{len(rows.labels)} sentences, {rows.labels.mean():.1%} in a summary; calibration gap {gap:.3f}")
