"""Greedy search: every row takes its most probable token, and leaves the batch when it ends."""

import numpy as np

from summarizers.decoding import Decoding
from summarizers.hypotheses import Hypothesis, Limits


def greedy_search(decoding: Decoding, limits: Limits) -> list[Hypothesis]:
    """Write all rows of a decoding with one beam; one hypothesis per row, in order."""
    texts: list[list[int]] = [[] for _ in range(decoding.rows)]
    totals = np.zeros(decoding.rows)
    hypotheses: dict[int, Hypothesis] = {}
    rows = list(range(decoding.rows))
    latest = np.full((decoding.rows, 1), limits.start, np.int64)
    for step in range(limits.most):
        if step in (0, limits.least):
            decoding.ban(limits.end, banned=step < limits.least)
        choices = decoding.step(latest, step, np.zeros((1, step + 1), np.float32))
        if step == 0 and limits.first is not None:
            latest = np.full_like(latest, limits.first)
        else:
            totals[rows] += choices.scores[:, 0, 0]
            latest = choices.tokens[:, 0].copy()
        # From the last place down: the row that moves into a dropped one's place has been seen already.
        for place in reversed(range(len(rows))):
            row, token = rows[place], int(latest[place, 0])
            if token != limits.end:
                texts[row].append(token)
                continue
            hypotheses[row] = Hypothesis(tuple(texts[row]), totals[row] / (step + 1), ended=True)
            decoding.drop(place)
            rows[place], latest[place] = rows[-1], latest[-1]
            rows, latest = rows[:-1], latest[:-1]
        if not rows:
            break
    for row in rows:
        hypotheses[row] = Hypothesis(tuple(texts[row]), totals[row] / limits.most, ended=False)
    return [hypotheses[row] for row in sorted(hypotheses)]
