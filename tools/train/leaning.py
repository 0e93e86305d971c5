"""Fit which sentences are not understood without earlier ones, for each summarizer.

    python -m tools.train leaning --models layers/models

Learns from `talks.jsonl` beside this file, in which readers named for every sentence the earlier ones that
somebody must know to understand it. Two regressions: whether a sentence leans on any, and which of those
before it that would be (McFadden's conditional logit, 1974). Writes ``leaning/`` below the models folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from summarizers.grounding import Grounding
from summarizers.leaning import Links, Pairs, preceding
from summarizers.registry import MODELS, Model
from summarizers.teller import Teller

from tools.train.regression import regress
from tools.train.talks import Talk, marked_talks, observe, publish

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

STRENGTH = 0.003
"""Inverse of the regularisation's (`C`) of the first regression."""
PENALTY = 3.0
"""Of the second one's squared weights."""
DIRECTIONS = 48
"""Of the embeddings that are seen, the principal ones."""
FOLDS = 8

CARD = """# leaning

How likely a sentence is not understood without an earlier one ("They said so."), and without which: a
logistic regression over {columns} columns and the embeddings of the sentence and of the one before it, and a
conditional logit over {pairs} columns of pairs (`summarizers/leaning.py`), for each summarizer.

- **Source**: fitted by tools/train/leaning.py to {talks} invented conversations
  (`tools/train/talks.jsonl`), in which readers named what each of {sentences:,} sentences needs:
  {leaning:.0%} need an earlier one.
- **Licence**: MIT, as the conversations. One column is the score of networks that have their own licence.
- **Measured** in {folds} folds of conversations: the area under the ROC curve of the first regression, that
  of the rules that are one of its columns beside it; and how often the sentence that the second thinks
  likeliest is one that is needed, beside the sentence right before, small talk apart:
{measured}
- **Limits**: English. The conversations have 10 to 120 utterances; one reader judged each, more strictly than
  most readers of a summary would.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences before one that leans: (candidates, pair columns), and which of them it needs."""

    rows: Floats
    needed: Bools


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences of a talk that were judged. rules: whether the rules say that they lean."""

    columns: Floats
    own: Floats
    before: Floats
    leans: Bools
    rules: Floats
    choices: Sequence[Choice]


def fit(models: Path) -> None:
    """Fit, measure and write the regressions of all summarizers."""
    talks = marked_talks()
    arrays: dict[str, Any] = {}
    measured: list[str] = []
    metrics: dict[str, float] = {}
    for name, model in MODELS.items():
        rows = [_rows(talk, model, models) for talk in talks]
        links = _links(rows)
        arrays |= {f"{name}_{part}": getattr(links, part) for part in Links.__slots__}
        area, ruled, found, nearest = _held_out(rows)
        line = f"`{name}` {area:.3f} ({ruled:.3f}) and {found:.0%} ({nearest:.0%})"
        print(line, flush=True)
        measured.append(f"  {line}{';' if len(measured) < len(MODELS) - 1 else '.'}")
        metrics |= {f"auc_{name}": round(area, 3), f"needed_first_{name}": round(found, 3)}
    judged = np.concatenate([row.leans for row in rows])
    card = CARD.format(
        columns=rows[0].columns.shape[1],
        pairs=rows[0].choices[0].rows.shape[1],
        talks=len(talks),
        sentences=len(judged),
        leaning=judged.mean(),
        folds=FOLDS,
        measured="\n".join(measured),
    )
    publish(models / "leaning", arrays, card, metrics, talks=talks)


def _rows(talk: Talk, model: Model, models: Path) -> Rows:
    """Raises ValueError for marks of sentences that were divided otherwise."""
    observed = observe(talk, model, models)
    conversation = observed.conversation
    if len(talk.needs) != len(conversation.sentences):
        raise ValueError(f"{len(talk.needs)} marks for {len(conversation.sentences)} sentences")
    teller = Teller(conversation)
    grounding = Grounding(teller.spelling.cases, teller.participants.speakers)
    pairs = Pairs(conversation, observed.salience, grounding)
    judged = [k for k, needs in enumerate(talk.needs) if needs is not None]
    rules = [
        grounding.leans(conversation.sentences[k].text, {w.partition("'")[0] for w in conversation.tokens[k]})
        for k in judged
    ]
    choices = []
    for k in judged:
        candidates, rows = pairs.of(k)
        needed = np.array([j in (talk.needs[k] or ()) for j in candidates], bool)
        if needed.any():
            choices.append(Choice(rows, needed))
    embeddings = conversation.embeddings
    return Rows(
        np.array([[*observed.columns[k], *pairs.columns(k)] for k in judged], np.float32),
        embeddings[judged],
        preceding(embeddings)[judged],
        np.array([bool(talk.needs[k]) for k in judged]),
        np.array(rules, np.float32),
        choices,
    )


def _links(rows: Sequence[Rows]) -> Links:
    columns, own, before, leans = (
        np.concatenate([getattr(row, part) for row in rows]) for part in ("columns", "own", "before", "leans")
    )
    mean, scale, weights, meanings, bias = regress(columns, [own, before], [leans], STRENGTH, DIRECTIONS)
    which = _conditional([choice for row in rows for choice in row.choices])
    return Links(mean, scale, weights[:, 0], bias[0], meanings[0][:, 0], meanings[1][:, 0], which)


def _conditional(choices: Sequence[Choice]) -> Floats:
    """Weights under which the needed ones are likeliest among their candidates."""
    rows = np.concatenate([choice.rows for choice in choices]).astype(np.float64)
    starts = np.cumsum([0, *(len(choice.rows) for choice in choices)])[:-1]
    sizes = np.diff([*starts, len(rows)])
    needed = np.concatenate([choice.needed / choice.needed.sum() for choice in choices])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = rows @ weights
        logits -= np.repeat(np.maximum.reduceat(logits, starts), sizes)
        totals = np.repeat(np.add.reduceat(np.exp(logits), starts), sizes)
        likely = np.exp(logits) / totals
        value = -(needed * (logits - np.log(totals))).sum() + PENALTY / 2 * (weights**2).sum()
        return float(value), (likely - needed) @ rows + PENALTY * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float32)


def _held_out(rows: Sequence[Rows]) -> tuple[float, float, float, float]:
    """Of talks that were not fitted to, the areas under the curve, ours and that of the rules.

    Then, of the sentences that lean, how often the likeliest one is needed, and how often the last one is.
    """
    numbers = np.arange(len(rows))
    logits: list[Floats] = []
    leans: list[Bools] = []
    rules: list[Floats] = []
    found: list[bool] = []
    nearest: list[bool] = []
    for train, test in GroupKFold(FOLDS).split(numbers, groups=numbers):
        links = _links([rows[k] for k in train])
        for row in (rows[k] for k in test):
            standard = (row.columns - links.mean) / links.scale
            logits.append(standard @ links.weights + row.own @ links.own + row.before @ links.before)
            leans.append(row.leans)
            rules.append(row.rules)
            found += [bool(choice.needed[np.argmax(choice.rows @ links.which)]) for choice in row.choices]
            nearest += [bool(choice.needed[-1]) for choice in row.choices]
    truth = np.concatenate(leans)
    return (
        float(roc_auc_score(truth, np.concatenate(logits))),
        float(roc_auc_score(truth, np.concatenate(rules))),
        float(np.mean(found)),
        float(np.mean(nearest)),
    )
