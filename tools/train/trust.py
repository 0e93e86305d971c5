"""Fit how far the network's sentences can be trusted: a regression over what speaks for them.

    python -m tools.train trust --models layers/models

Learns from `verdicts.jsonl` beside this file: sentences that the network wrote about conversations of
`talks.jsonl` that it had not seen, each judged by a reader who had the conversation: right, leans (true, but
not understood by itself), garbled, or wrong. Writes ``trust/`` below the models folder.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from summarizers.extractive import read
from summarizers.manifest import locate
from summarizers.names import display
from summarizers.rewriter import TRUSTED
from summarizers.table_encoder import TableEncoder
from summarizers.trust import Draft, Trust, evidence, fault
from summarizers.windows import window_about

from tools.train.talks import Talk, publish, read_talks

Floats = NDArray[np.float32]

VERDICTS = Path(__file__).parent / "verdicts.jsonl"
STRENGTH = 0.05
"""Inverse of the regularisation's (`C`)."""
FOLDS = 10

CARD = """# trust

How likely a sentence that `rewriter` wrote is right and understood by itself: a logistic regression over
{columns} columns (`summarizers/trust.py`). What it trusts may be read.

- **Source**: fitted by tools/train/trust.py to {count} sentences about {talks} invented conversations that
  the network was not trained on, each judged by a reader (`tools/train/verdicts.jsonl`): {counts}.
- **Licence**: MIT, as the conversations.
- **Measured** in {folds} folds of conversations: area under the ROC curve {area:.2f}. Of the sentences that
  are trusted ({passed:.0%} of those in which the checks find no fault) {right:.0%} are right, {leans:.0%}
  lean on something untold, {garbled:.0%} are garbled and {wrong:.0%} wrong; of all {all_right:.0%},
  {all_leans:.0%}, {all_garbled:.0%} and {all_wrong:.0%}.
- **Limits**: English; one reader judged each sentence.
"""
KINDS = ("right", "leans", "garbled", "wrong")


def fit(models: Path) -> None:
    """Fit, measure and write the regression."""
    talks = read_talks()
    with VERDICTS.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    judged = [
        (draft, entry["talk"], entry["verdict"])
        for entry, draft in zip(entries, _drafts(entries, talks, models), strict=True)
        if fault(draft) is None
    ]
    drafts, groups, verdicts = (list(column) for column in zip(*judged, strict=True))
    seen = np.stack([evidence(draft) for draft in drafts])
    right = np.array([verdict == "right" for verdict in verdicts])
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2_000))
    held_out = cross_val_predict(
        pipeline, seen, right, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    area = float(roc_auc_score(right, held_out))
    scaler, regression = (step for _, step in pipeline.fit(seen, right).steps)
    trust = Trust(
        *(
            np.asarray(part, np.float32)
            for part in (scaler.mean_, scaler.scale_, regression.coef_[0], regression.intercept_[0])
        )
    )
    trusted = [verdict for verdict, likely in zip(verdicts, held_out, strict=True) if likely >= TRUSTED]
    shares = {kind: trusted.count(kind) / len(trusted) for kind in KINDS}
    everywhere = {f"all_{kind}": verdicts.count(kind) / len(verdicts) for kind in KINDS}
    card = CARD.format(
        columns=seen.shape[1],
        count=len(entries),
        talks=len({entry["talk"] for entry in entries}),
        counts=", ".join(f"{sum(e['verdict'] == kind for e in entries)} {kind}" for kind in KINDS),
        folds=FOLDS,
        area=area,
        passed=len(trusted) / len(verdicts),
        **shares,
        **everywhere,
    )
    print(card)
    metrics = {"auc": round(area, 3), "right_of_trusted": round(shares["right"], 3)}
    arrays: dict[str, Any] = {name: getattr(trust, name) for name in Trust.__slots__}
    publish(models / "trust", arrays, card, metrics, talks=[talks[k] for k in {*groups}])


def _drafts(entries: Sequence[dict[str, Any]], talks: Sequence[Talk], models: Path) -> Iterator[Draft]:
    """The sentences as they were when they were written."""
    encoder = TableEncoder(locate(models, "minilm"))
    conversations = {
        number: read(talks[number].utterances, encoder) for number in {e["talk"] for e in entries}
    }
    for entry in entries:
        conversation, index = conversations[entry["talk"]], entry["index"]
        labels = (utterance.speaker for utterance in conversation.utterances)
        window = window_about(conversation, list(dict.fromkeys(filter(None, labels))), index)
        yield Draft(
            text=entry["text"],
            told=conversation.sentences[index].text,
            speaker=display(conversation.speaker(index)),
            window=window.lines,
            speakers=[display(name) for name in window.names.values()],
            likely=entry["likely"],
            least=entry["least"],
            brought=entry["brought"],
            margin=entry["margin"],
            needs=entry["needs"],
        )
