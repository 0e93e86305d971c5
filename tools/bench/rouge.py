"""ROUGE (Lin 2004) of the package ``rouge-score``, stemmed, F in percent."""

from collections.abc import Iterable, Sequence

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

MEASURES = ("rouge1", "rouge2", "rougeL")

_SCORER = RougeScorer(list(MEASURES), use_stemmer=True)


def rouge(texts: Iterable[str], references: Iterable[Sequence[str]]) -> list[float]:
    """ROUGE-1, -2 and -L: the mean over the references of a text, then over the texts."""
    rows = []
    for text, wanted in zip(texts, references, strict=True):
        scores = [_SCORER.score(reference, text) for reference in wanted]
        rows.append([np.mean([score[name].fmeasure for score in scores]) for name in MEASURES])
    return [100 * float(value) for value in np.mean(rows, axis=0)]


def among_themselves(references: Sequence[Sequence[str]]) -> list[float] | None:
    """Each human's text against those of the others; None where there is one reference each."""
    if any(len(wanted) == 1 for wanted in references):
        return None
    texts = [text for wanted in references for text in wanted]
    others = [
        [other for k, other in enumerate(wanted) if k != number]
        for wanted in references
        for number in range(len(wanted))
    ]
    return rouge(texts, others)
