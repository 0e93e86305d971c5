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
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from summarizers import signs
from summarizers.importance import Importance, following
from summarizers.registry import MODELS, Model

from tools.train.regression import Regressions, regress
from tools.train.talks import Talk, marked_talks, observe, publish

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

STRENGTH = 0.01
"""Inverse of the regularisation's (`C`): there are some hundred columns and a few thousand sentences."""
DIRECTIONS = 24
"""Of the embeddings that are seen, the principal ones."""
FOLDS = 10
OUTDATED = 1 + signs.NAMES.index("outdated")
"""The column in which the rule says that a sentence holds no longer."""

CARD = """# importance

How likely a reader wants to be told a sentence, in minutes and in a summary of a few lines, and how likely it
holds no longer at the end: three logistic regressions for each summarizer over {columns} columns and the
embeddings of the sentence and of the one after it (`summarizers/importance.py`), by which the sentences of
abstractive summaries are chosen.

- **Source**: fitted by tools/train/importance.py to {talks} invented conversations
  (`tools/train/talks.jsonl`), in which readers marked what somebody who missed them would want to be told:
  {short:.0%} of the utterances in a few lines, {minutes:.0%} in minutes; and which sentences are changed,
  refused or solved later: {passing:.0%}.
- **Licence**: MIT, as the conversations. One column is the score of networks that have their own licence.
- **Measured** in {folds} folds of conversations: of the utterances wanted in a few lines, the share that is
  found in as many utterances; the same of those wanted in minutes; each by the networks' score alone and by
  these regressions. Then the area under the ROC curve for what holds no longer, by rule and by regression:
{measured}
- **Limits**: English. The conversations have 10 to 120 utterances, and one reader marked each.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences of a talk: their utterances, columns, and how they are rated by the score alone.

    after: the embeddings of the sentences after them.
    """

    talk: Talk
    utterances: Sequence[int]
    columns: Floats
    embeddings: Floats
    after: Floats
    scores: Floats


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = marked_talks()
    arrays: dict[str, Any] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        mean, scale, weights, (meaning, after), bias = _regressions(rows)
        importance = Importance(mean, scale, weights, meaning, after, bias)
        arrays |= {f"{name}_{part}": getattr(importance, part) for part in Importance.__slots__}
        held_out = _held_out(rows)
        plain, found = _found(rows, [(r.scores, r.scores) for r in rows]), _found(rows, held_out)
        area, ruled = _passing(rows, held_out)
        line = (
            f"`{name}` {plain[0]:.0%} and {found[0]:.0%}; {plain[1]:.0%} and {found[1]:.0%}; "
            f"{ruled:.2f} and {area:.2f}"
        )
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {
            f"short_found_{name}": round(found[0], 3),
            f"minutes_found_{name}": round(found[1], 3),
            f"auc_passing_{name}": round(area, 3),
        }
    utterances = sum(len(talk.utterances) for talk in talks)
    card = CARD.format(
        columns=len(arrays["mopsus_mean"]),
        talks=len(talks),
        passing=sum(len(talk.until) for talk in talks) / sum(len(talk.needs) for talk in talks),
        short=sum(len(talk.short) for talk in talks) / utterances,
        minutes=sum(len(talk.short | talk.minutes) for talk in talks) / utterances,
        folds=FOLDS,
        measured="\n".join(measured),
    )
    publish(models / "importance", arrays, card, metrics, talks=talks)


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    observed = observe(talk, model, models)
    conversation = observed.conversation
    return Rows(
        talk,
        [sentence.utterance for sentence in conversation.sentences],
        observed.columns,
        conversation.embeddings,
        following(conversation.embeddings),
        observed.scores,
    )


def _labels(rows: Rows) -> tuple[Bools, Bools, Bools]:
    """Of sentences: whether they are wanted in minutes, in a few lines, and hold no longer at the end."""
    wanted = rows.talk.short | rows.talk.minutes
    return (
        np.array([utterance in wanted for utterance in rows.utterances]),
        np.array([utterance in rows.talk.short for utterance in rows.utterances]),
        np.array([index in rows.talk.until for index in range(len(rows.utterances))]),
    )


def _regressions(rows: Sequence[Rows]) -> Regressions:
    columns, embeddings, after = (
        np.concatenate([getattr(row, part) for row in rows]) for part in ("columns", "embeddings", "after")
    )
    labels = [np.concatenate(each) for each in zip(*map(_labels, rows), strict=True)]
    return regress(columns, [embeddings, after], labels, STRENGTH, DIRECTIONS)


def _held_out(rows: Sequence[Rows]) -> list[tuple[Floats, Floats, Floats]]:
    """For each talk, the log-odds of its sentences by regressions that never saw it."""
    rated: dict[int, tuple[Floats, Floats, Floats]] = {}
    numbers = np.arange(len(rows))
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        regressions = _regressions([rows[k] for k in train])
        for k in test:
            minutes, short, passing = regressions.logits(
                rows[k].columns, [rows[k].embeddings, rows[k].after]
            ).T
            rated[int(k)] = (minutes, short, passing)
    return [rated[k] for k in range(len(rows))]


def _found(rows: Sequence[Rows], rated: Sequence[Sequence[Floats]]) -> tuple[float, float]:
    """Of the utterances wanted in a few lines, and in minutes, the share among as many rated best."""
    short, minutes = [], []
    for row, (for_minutes, for_short, *_) in zip(rows, rated, strict=True):
        short.append(_share(row, for_short, row.talk.short))
        minutes.append(_share(row, for_minutes, row.talk.short | row.talk.minutes))
    return float(np.mean(short)), float(np.mean(minutes))


def _passing(rows: Sequence[Rows], rated: Sequence[tuple[Floats, Floats, Floats]]) -> tuple[float, float]:
    """Areas under the curve for what holds no longer at the end, of the regression and of the rule."""
    truth = np.concatenate([_labels(row)[2] for row in rows])
    likely = np.concatenate([passing for _, _, passing in rated])
    ruled = np.concatenate([row.columns[:, OUTDATED] for row in rows])
    return float(roc_auc_score(truth, likely)), float(roc_auc_score(truth, ruled))


def _share(row: Rows, rated: Floats, wanted: frozenset[int]) -> float:
    best: dict[int, float] = {}
    for utterance, value in zip(row.utterances, rated.tolist(), strict=True):
        best[utterance] = max(value, best.get(utterance, value))
    chosen = sorted(best, key=lambda utterance: -best[utterance])[: len(wanted)]
    return len(wanted & set(chosen)) / len(wanted)
