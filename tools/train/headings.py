"""Fit which nouns of a conversation are in the title that a reader writes, for each summarizer.

    python -m tools.train headings --models layers/models

Learns from the ``topic`` that readers gave each of the conversations of `talks.jsonl` beside this file.
Writes ``headings/`` below the models folder, which has ``importance/`` already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.features import features
from summarizers.headings import Headings
from summarizers.importance import Importance, columns
from summarizers.manifest import locate
from summarizers.registry import MODELS, Model
from summarizers.salience import salience
from summarizers.table_encoder import TableEncoder
from summarizers.teller import Teller
from summarizers.topics import topics_of
from summarizers.words import content_words, stem

from tools.train import manifest
from tools.train.regression import regress
from tools.train.talks import Talk, read_talks

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

STRENGTH = 0.03
"""Inverse of the regularisation's (`C`)."""
DIRECTIONS = 32
"""Of the nouns' embeddings that are seen, the principal ones."""
FOLDS = 10

CARD = """# headings

How likely a noun is in the title that a reader gives a conversation: for each summarizer, a logistic
regression over {columns} columns that tell how it is said (`summarizers/topics.py`), and its embedding.

- **Source**: fitted by tools/train/headings.py to the titles that readers gave {talks} invented conversations
  (`tools/train/talks.jsonl`); {hit:.0%} of these have a noun of the conversation.
- **Licence**: MIT, as the conversations. One column rests on networks that have their own licence.
- **Measured** in {folds} folds of conversations: how often the likeliest noun is in the title, and one of
  the two likeliest; beside that the noun that is said most:
{measured}
- **Limits**: English.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Nouns of a talk: columns, embeddings, whether they are in its title, how often they are said."""

    columns: Floats
    embeddings: Floats
    titled: Bools
    said: Floats


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = read_talks()
    folder = models / "headings"
    folder.mkdir(exist_ok=True)
    arrays: dict[str, Any] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        headings = _headings(rows)
        arrays |= {f"{name}_{part}": getattr(headings, part) for part in Headings.__slots__}
        first, second = _hits(rows, _held_out(rows))
        plain, _ = _hits(rows, [row.said for row in rows])
        line = f"`{name}` {first:.0%} and {second:.0%} ({plain:.0%})"
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {f"first_{name}": round(first, 3), f"first_two_{name}": round(second, 3)}
    np.savez(folder / "headings.npz", **arrays)
    card = CARD.format(
        columns=rows[0].columns.shape[1],
        talks=len(talks),
        hit=np.mean([row.titled.any() for row in rows]),
        folds=FOLDS,
        measured="\n".join(measured),
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    source = f"fitted by tools/train/headings.py to the titles of {len(talks)} invented conversations"
    manifest.record(folder, licence="MIT", source=source, metrics=metrics)


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    encoder = (SentenceEncoder if model.embeds else TableEncoder)(locate(models, "minilm"))
    conversation = read(talk.utterances, encoder)
    found = features(conversation)
    seen = columns(
        found, Confidence(models, model).probabilities(conversation, found), salience(conversation)
    )
    importance = Importance.load(locate(models, "importance"), model.name)
    minutes, *_ = importance.of(seen, conversation.embeddings)
    topics = topics_of(conversation, minutes, encoder.embed, Teller(conversation))
    title = set(map(stem, content_words(talk.topic)))
    chapters = topics.considered
    keys = [key for chapter in chapters for key in chapter.keys]
    nouns = [noun for chapter in chapters for noun in chapter.nouns]
    return Rows(
        np.concatenate([chapter.columns for chapter in chapters if chapter.keys]),
        np.concatenate([chapter.embeddings for chapter in chapters]),
        np.array([stem(key) in title for key in keys]),
        np.array([len(noun.sentences) for noun in nouns], np.float32),
    )


def _headings(rows: Sequence[Rows]) -> Headings:
    columns, embeddings, titled = (
        np.concatenate([getattr(row, part) for row in rows]) for part in ("columns", "embeddings", "titled")
    )
    mean, scale, weights, (meaning,), bias = regress(columns, [embeddings], [titled], STRENGTH, DIRECTIONS)
    return Headings(mean, scale, weights[:, 0], meaning[:, 0], bias[0])


def _held_out(rows: Sequence[Rows]) -> list[Floats]:
    """For each talk, how likely its nouns are by regressions that never saw it."""
    rated: dict[int, Floats] = {}
    numbers = np.arange(len(rows))
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        headings = _headings([rows[k] for k in train])
        rated |= {int(k): headings.of(rows[k].columns, rows[k].embeddings) for k in test}
    return [rated[k] for k in range(len(rows))]


def _hits(rows: Sequence[Rows], rated: Sequence[Floats]) -> tuple[float, float]:
    """How often the best noun is in the title, and one of the two best."""
    best = [
        row.titled[np.argsort(-likely, kind="stable")[:2]] for row, likely in zip(rows, rated, strict=True)
    ]
    return float(np.mean([titled[0] for titled in best])), float(np.mean([titled.any() for titled in best]))
