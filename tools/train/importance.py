"""Fit what readers want to be told: regressions over the signs of sentences, for each summarizer.

    python -m tools.train importance --models layers/models

Learns from `talks.jsonl` beside this file: invented conversations in which readers marked the utterances that
belong into a summary of a few lines (``short``) and those that belong into minutes beside them (``minutes``).
Writes ``importance/`` below the models folder.
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
from summarizers.importance import Importance, columns
from summarizers.manifest import locate
from summarizers.registry import MODELS, Model
from summarizers.salience import salience
from summarizers.table_encoder import TableEncoder

from tools.train import manifest
from tools.train.regression import Regressions, regress
from tools.train.talks import Talk, read_talks

Floats = NDArray[np.float32]

STRENGTH = 0.01
"""Inverse of the regularisation's (`C`): there are some hundred columns and a few thousand sentences."""
DIRECTIONS = 24
"""Of the embeddings that are seen, the principal ones."""
FOLDS = 10

CARD = """# importance

How likely a reader wants to be told a sentence, in minutes and in a summary of a few lines: two logistic
regressions for each summarizer over {columns} columns and the sentence's embedding
(`summarizers/importance.py`), from which the sentences of abstractive summaries are chosen.

- **Source**: fitted by tools/train/importance.py to {talks} invented conversations
  (`tools/train/talks.jsonl`), in which readers marked what somebody who missed them would want to be told:
  {short:.0%} of the utterances in a few lines, {minutes:.0%} in minutes.
- **Licence**: MIT, as the conversations. One column is the score of networks that have their own licence.
- **Measured** in {folds} folds of conversations: of the utterances wanted in a few lines, the share that is
  found in as many utterances; the same of those wanted in minutes. By the networks' score alone, and by these
  regressions:
{measured}
- **Limits**: English. The conversations have 10 to 120 utterances, and one reader marked each.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences of a talk: their utterances, columns, and how they are rated by the score alone."""

    talk: Talk
    utterances: Sequence[int]
    columns: Floats
    embeddings: Floats
    scores: Floats


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = read_talks()
    folder = models / "importance"
    folder.mkdir(exist_ok=True)
    arrays: dict[str, Any] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        mean, scale, weights, (meaning,), bias = _regressions(rows)
        importance = Importance(mean, scale, weights, meaning, bias)
        arrays |= {f"{name}_{part}": getattr(importance, part) for part in Importance.__slots__}
        before, after = (
            _found(rows, rated) for rated in ([(r.scores, r.scores) for r in rows], _held_out(rows))
        )
        line = f"`{name}` {before[0]:.0%} and {after[0]:.0%}; in minutes {before[1]:.0%} and {after[1]:.0%}"
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {f"short_found_{name}": round(after[0], 3), f"minutes_found_{name}": round(after[1], 3)}
    np.savez(folder / "importance.npz", **arrays)
    utterances = sum(len(talk.utterances) for talk in talks)
    card = CARD.format(
        columns=len(arrays["mopsus_mean"]),
        talks=len(talks),
        short=sum(len(talk.short) for talk in talks) / utterances,
        minutes=sum(len(talk.short | talk.minutes) for talk in talks) / utterances,
        folds=FOLDS,
        measured="\n".join(measured),
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    source = f"fitted by tools/train/importance.py to {len(talks)} invented conversations"
    manifest.record(folder, licence="MIT", source=source, metrics=metrics)


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    minilm = locate(models, "minilm")
    encoder = (SentenceEncoder if model.embeds else TableEncoder)(minilm)
    conversation = read(talk.utterances, encoder)
    found = features(conversation)
    scores = Confidence(models, model).probabilities(conversation, found)
    seen = columns(found, scores, salience(conversation))
    owners = [sentence.utterance for sentence in conversation.sentences]
    return Rows(talk, owners, seen, conversation.embeddings, scores)


def _labels(rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of sentences: whether their utterance is wanted in minutes, and in a few lines."""
    wanted = rows.talk.short | rows.talk.minutes
    return (
        np.array([utterance in wanted for utterance in rows.utterances]),
        np.array([utterance in rows.talk.short for utterance in rows.utterances]),
    )


def _regressions(rows: Sequence[Rows]) -> Regressions:
    columns = np.concatenate([row.columns for row in rows])
    embeddings = np.concatenate([row.embeddings for row in rows])
    labels = [np.concatenate(each) for each in zip(*map(_labels, rows), strict=True)]
    return regress(columns, [embeddings], labels, STRENGTH, DIRECTIONS)


def _held_out(rows: Sequence[Rows]) -> list[tuple[Floats, Floats]]:
    """For each talk, its sentences rated for minutes and for a few lines by regressions that never saw it."""
    rated: dict[int, tuple[Floats, Floats]] = {}
    numbers = np.arange(len(rows))
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        regressions = _regressions([rows[k] for k in train])
        for k in test:
            minutes, short = regressions.logits(rows[k].columns, [rows[k].embeddings]).T
            rated[int(k)] = (minutes, short)
    return [rated[k] for k in range(len(rows))]


def _found(rows: Sequence[Rows], rated: Sequence[tuple[Floats, Floats]]) -> tuple[float, float]:
    """Of the utterances wanted in a few lines, and in minutes, the share among as many rated best."""
    short, minutes = [], []
    for row, (for_minutes, for_short) in zip(rows, rated, strict=True):
        short.append(_share(row, for_short, row.talk.short))
        minutes.append(_share(row, for_minutes, row.talk.short | row.talk.minutes))
    return float(np.mean(short)), float(np.mean(minutes))


def _share(row: Rows, rated: Floats, wanted: frozenset[int]) -> float:
    best: dict[int, float] = {}
    for utterance, value in zip(row.utterances, rated.tolist(), strict=True):
        best[utterance] = max(value, best.get(utterance, value))
    chosen = sorted(best, key=lambda utterance: -best[utterance])[: len(wanted)]
    return len(wanted & set(chosen)) / len(wanted)
