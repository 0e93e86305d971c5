"""Beam search over the tokens of one source or of several at once.

The beams of all sources are new positions of one sequence: those of a source share what they attend to in it,
every token stays in the cache slot where it was first written, and each beam sees the slots of its own
ancestors alone. So nothing is reordered when beams fork.
"""

from collections.abc import Sequence

import numpy as np

from summarizers.decoding import HIDDEN, Decoding
from summarizers.hypotheses import NEVER, Hypothesis, Limits

KEPT_STEPS = 8
"""After so many steps, slots that no beam descends from any more are given up."""


def beam_search(decoding: Decoding, limits: Limits, beams: int) -> list[Hypothesis]:
    """Write all rows of a decoding with ``beams`` beams; one hypothesis per row, in order.

    Hypotheses compete by their mean log-probability per token. A row's search ends when as many have ended as
    there are beams and none still being written is better than the worst of them. A text cut off at the limit
    is returned only if none has ended.
    """
    searches = [_Search(beams, limits) for _ in range(decoding.rows)]
    live = list(searches)
    visible = np.zeros((len(live) * beams, 0), np.float32)
    latest = np.full((len(live), beams), limits.start, np.int64)
    # All beams start alike: only the first may go on, or the search would follow one path many times.
    totals = np.full((len(live), beams), NEVER)
    totals[:, 0] = 0
    for step in range(limits.most):
        if step in (0, limits.least):
            decoding.ban(limits.end, banned=step < limits.least)
        itself = np.where(np.eye(len(visible), dtype=bool), np.float32(0), HIDDEN)
        visible = np.concatenate([visible, itself], axis=1)
        choices = decoding.step(latest, step, visible)
        if step == 0 and limits.first is not None:
            latest[:] = limits.first
            continue
        candidates = (totals[:, :, None] + choices.scores).reshape(len(live), -1)
        best = np.argsort(-candidates, axis=1, kind="stable")[:, : 2 * beams]
        parents = best // choices.scores.shape[2]
        tokens = np.take_along_axis(choices.tokens.reshape(candidates.shape), best, 1)
        totals = np.take_along_axis(candidates, best, 1)
        proposed = zip(live, parents.tolist(), tokens.tolist(), totals.tolist(), strict=True)
        ranks = np.array(
            [search.advance(beam, token, total, step) for search, beam, token, total in proposed]
        )
        parents, latest, totals = (np.take_along_axis(array, ranks, 1) for array in (parents, tokens, totals))
        places = list(range(len(live)))
        # From the last place down: the row that moves into a dropped one's place has been seen already.
        for place in reversed(range(len(live))):
            if live[place].done:
                decoding.drop(place)
                places[place] = places[-1]
                places.pop()
        live = [live[place] for place in places]
        if not live:
            break
        latest, totals = latest[places], totals[places]
        visible = visible[(parents[places] + np.array(places)[:, None] * beams).ravel()]
        if step % KEPT_STEPS == 0:
            seen = (visible == 0).any(axis=0)
            decoding.keep(seen)
            visible = visible[:, seen]
    return [search.best() for search in searches]


class _Search:
    """What the beams of one source have written."""

    def __init__(self, beams: int, limits: Limits) -> None:
        self._limits = limits
        self._beams = beams
        self._texts: list[tuple[int, ...]] = [() if limits.first is None else (limits.first,)] * beams
        self._total = 0.0
        self._ended: list[Hypothesis] = []
        self.done = False
        """Whether nothing that is still being written can win."""

    def advance(
        self, parents: Sequence[int], tokens: Sequence[int], totals: Sequence[float], step: int
    ) -> list[int]:
        """Choose among continuations of the beams, best first; return which go on, one per beam."""
        going = [rank for rank, token in enumerate(tokens) if token != self._limits.end][: self._beams]
        for rank in range(self._beams):
            if tokens[rank] == self._limits.end:
                score = totals[rank] / (step + 1)
                self._ended.append(Hypothesis(self._texts[parents[rank]], score, ended=True))
        self._ended = sorted(self._ended, key=lambda hypothesis: -hypothesis.score)[: self._beams]
        self._texts = [(*self._texts[parents[rank]], tokens[rank]) for rank in going]
        self._total = totals[going[0]]
        self.done = len(self._ended) == self._beams and self._total / (step + 1) <= self._ended[-1].score
        return going

    def best(self) -> Hypothesis:
        """Return the best text that ended, or else the best one that the limit cut off."""
        if self._ended:
            return self._ended[0]
        return Hypothesis(self._texts[0], self._total / self._limits.most, ended=False)
