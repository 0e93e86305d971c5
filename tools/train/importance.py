"""Fit what readers want to be told: regressions over the signs of sentences, for each summarizer.

    python -m tools.train importance --models layers/models

Learns from `talks.jsonl` beside this file: invented conversations in which readers marked the utterances that
belong into a summary of a few lines (``short``) and those that belong into minutes beside them (``minutes``).
Writes ``importance/`` below the models folder.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.features import features
from summarizers.importance import columns
from summarizers.manifest import locate
from summarizers.registry import MODELS, Model
from summarizers.salience import salience
from summarizers.table_encoder import TableEncoder

from tools.train import manifest
from tools.train.scorer import Utterance

Floats = NDArray[np.float32]

TALKS = Path(__file__).parent / "talks.jsonl"
STRENGTH = 0.03
"""Inverse of the regularisation's (`C`): there are some hundred columns and a few thousand sentences."""
FOLDS = 10
CONSTANT = 1e-6

CARD = """# importance

How likely a reader wants to be told a sentence, in minutes and in a summary of a few lines: two logistic
regressions for each summarizer over {columns} columns (`summarizers/importance.py`), from which the sentences
of abstractive summaries are chosen.

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
class Talk:
    """A conversation with the utterances that a reader wants to be told of it, by number."""

    utterances: Sequence[Utterance]
    short: frozenset[int]
    minutes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences of a talk: their utterances, columns, and how they are rated by the score alone."""

    talk: Talk
    utterances: Sequence[int]
    columns: Floats
    scores: Floats


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = read_talks(TALKS)
    folder = models / "importance"
    folder.mkdir(exist_ok=True)
    tables: dict[str, Floats] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        tables[name] = _table(rows)
        before, after = (
            _found(rows, rated) for rated in ([(r.scores, r.scores) for r in rows], _held_out(rows))
        )
        line = f"`{name}` {before[0]:.0%} and {after[0]:.0%}; in minutes {before[1]:.0%} and {after[1]:.0%}"
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {f"short_found_{name}": round(after[0], 3), f"minutes_found_{name}": round(after[1], 3)}
    arrays: dict[str, Any] = {**tables}
    np.savez(folder / "importance.npz", **arrays)
    utterances = sum(len(talk.utterances) for talk in talks)
    card = CARD.format(
        columns=tables["mopsus"].shape[1] - 1,
        talks=len(talks),
        short=sum(len(talk.short) for talk in talks) / utterances,
        minutes=sum(len(talk.short | talk.minutes) for talk in talks) / utterances,
        folds=FOLDS,
        measured="\n".join(measured),
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    source = f"fitted by tools/train/importance.py to {len(talks)} invented conversations"
    manifest.record(folder, licence="MIT", source=source, metrics=metrics)


def read_talks(path: Path) -> list[Talk]:
    """Conversations, a JSON object a line: ``utterances`` (speaker, text), ``short``, ``minutes``."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [
        Talk(
            [Utterance(text, speaker) for speaker, text in entry["utterances"]],
            frozenset(entry["short"]),
            frozenset(entry["minutes"]),
        )
        for entry in entries
    ]


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    minilm = locate(models, "minilm")
    encoder = (SentenceEncoder if model.embeds else TableEncoder)(minilm)
    conversation = read(talk.utterances, encoder)
    found = features(conversation)
    scores = Confidence(models, model).probabilities(conversation, found)
    seen = columns(found, scores, salience(conversation))
    return Rows(talk, [sentence.utterance for sentence in conversation.sentences], seen, scores)


def _labels(rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of sentences: whether their utterance is wanted in minutes, and in a few lines."""
    wanted = rows.talk.short | rows.talk.minutes
    return (
        np.array([utterance in wanted for utterance in rows.utterances]),
        np.array([utterance in rows.talk.short for utterance in rows.utterances]),
    )


def _table(rows: Sequence[Rows]) -> Floats:
    """(4, columns + 1): means, scales, and the weights of the two regressions with their biases."""
    x = np.concatenate([row.columns for row in rows])
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), CONSTANT)
    table = [np.append(mean, 0), np.append(scale, 0)]
    for labels in zip(*map(_labels, rows), strict=True):
        regression = LogisticRegression(C=STRENGTH, max_iter=2_000)
        regression.fit((x - mean) / scale, np.concatenate(labels))
        table.append(np.append(regression.coef_[0], regression.intercept_))
    return np.asarray(table, np.float32)


def _held_out(rows: Sequence[Rows]) -> list[tuple[Floats, Floats]]:
    """For each talk, its sentences rated for minutes and for a few lines by regressions that never saw it."""
    rated: dict[int, tuple[Floats, Floats]] = {}
    numbers = np.arange(len(rows))
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        mean, scale, minutes, short = _table([rows[k] for k in train])[:, :-1]
        for k in test:
            standard = (rows[k].columns - mean) / scale
            rated[int(k)] = (standard @ minutes, standard @ short)
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
