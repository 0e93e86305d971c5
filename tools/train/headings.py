"""Fit which nouns of a conversation are near the title that a reader writes, for each summarizer.

    python -m tools.train headings --models layers/models

Learns from the ``topic`` that readers gave each of the conversations of `talks.jsonl` beside this file: how
near the meaning of a noun is to that of the title, and whether it is in it. Writes ``headings/`` below the
models folder, which has ``importance/`` already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold
from summarizers.headings import Headings
from summarizers.importance import Importance
from summarizers.manifest import locate
from summarizers.registry import MODELS, Model
from summarizers.teller import Teller
from summarizers.topics import topics_of
from summarizers.words import content_words, stem

from tools.train.talks import Talk, marked_talks, observe, publish

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

PENALTY = 300.0
"""Of the squared weights (ridge regression)."""
TITLED = 0.2
"""What it counts beside the cosine that a noun is in the title."""
DIRECTIONS = 64
"""Of the nouns' embeddings that are seen, the principal ones."""
FOLDS = 10
CONSTANT = 1e-6

CARD = """# headings

How near a noun is to the title that a reader gives a conversation: for each summarizer, a ridge regression
over {columns} columns that tell how it is said and what it is near (`summarizers/topics.py`), and its
embedding.

- **Source**: fitted by tools/train/headings.py to the titles that readers gave {talks} invented conversations
  (`tools/train/talks.jsonl`); {hit:.0%} of these have a noun of the conversation.
- **Licence**: MIT, as the conversations. Some columns rest on networks that have their own licence.
- **Measured** in {folds} folds of conversations: the cosine of the best noun's embedding and the title's, and
  how often one of the two best nouns is in the title; the same of the nouns that are said most:
{measured}
- **Limits**: English.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Nouns of a talk. near: cosines to its title. titled: whether they are in it. said: how often."""

    columns: Floats
    embeddings: Floats
    near: Floats
    titled: Bools
    said: Floats


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = marked_talks()
    arrays: dict[str, Any] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        headings = _headings(rows)
        arrays |= {f"{name}_{part}": getattr(headings, part) for part in Headings.__slots__}
        near, hit = _measured(rows, _held_out(rows))
        plain, usual = _measured(rows, [row.said for row in rows])
        line = f"`{name}` {near:.2f} and {hit:.0%} ({plain:.2f} and {usual:.0%})"
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {f"near_{name}": round(near, 3), f"hit_{name}": round(hit, 3)}
    card = CARD.format(
        columns=rows[0].columns.shape[1],
        talks=len(talks),
        hit=np.mean([row.titled.any() for row in rows]),
        folds=FOLDS,
        measured="\n".join(measured),
    )
    publish(models / "headings", arrays, card, metrics, talks=talks)


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    observed = observe(talk, model, models)
    conversation, encoder = observed.conversation, observed.encoder
    importance = Importance.load(locate(models, "importance"), model.name)
    minutes, *_ = importance.of(observed.columns, conversation.embeddings)
    topics = topics_of(conversation, minutes, encoder.embed, Teller(conversation))
    title = set(map(stem, content_words(talk.topic)))
    chapters = topics.considered
    keys = [key for chapter in chapters for key in chapter.keys]
    nouns = [noun for chapter in chapters for noun in chapter.nouns]
    embeddings = np.concatenate([chapter.embeddings for chapter in chapters])
    return Rows(
        np.concatenate([chapter.columns for chapter in chapters if chapter.keys]),
        embeddings,
        embeddings @ encoder.embed([talk.topic])[0],
        np.array([stem(key) in title for key in keys]),
        np.array([len(noun.sentences) for noun in nouns], np.float32),
    )


def _headings(rows: Sequence[Rows]) -> Headings:
    columns, embeddings = (
        np.concatenate([getattr(row, part) for row in rows]) for part in ("columns", "embeddings")
    )
    # Against the other nouns of the same talk: some titles are far from all.
    targets = np.concatenate([row.near - row.near.mean() + TITLED * row.titled for row in rows])
    mean, scale = columns.mean(axis=0), np.maximum(columns.std(axis=0), CONSTANT)
    axes = PCA(DIRECTIONS, random_state=0).fit(embeddings).components_.T
    axes = axes / (embeddings @ axes).std(axis=0)
    fitted = Ridge(PENALTY).fit(
        np.concatenate([(columns - mean) / scale, embeddings @ axes], axis=1), targets
    )
    weights, meaning = np.split(fitted.coef_, [columns.shape[1]])
    parts = (mean, scale, weights, axes @ meaning, fitted.intercept_)
    return Headings(*(np.asarray(part, np.float32) for part in parts))


def _held_out(rows: Sequence[Rows]) -> list[Floats]:
    """For each talk, how its nouns are rated by regressions that never saw it."""
    rated: dict[int, Floats] = {}
    numbers = np.arange(len(rows))
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        headings = _headings([rows[k] for k in train])
        rated |= {int(k): headings.of(rows[k].columns, rows[k].embeddings) for k in test}
    return [rated[k] for k in range(len(rows))]


def _measured(rows: Sequence[Rows], rated: Sequence[Floats]) -> tuple[float, float]:
    """The mean cosine of the best noun to the title, and how often one of the two best is in it."""
    best = [np.argsort(-each, kind="stable")[:2] for each in rated]
    near = [row.near[order[0]] for row, order in zip(rows, best, strict=True)]
    return float(np.mean(near)), float(np.mean([r.titled[o].any() for r, o in zip(rows, best, strict=True)]))
