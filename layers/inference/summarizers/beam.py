"""Beam search over the tokens of one source or of several at once.

The beams of all sources are new positions of one sequence: those of a source share what they attend to in it,
every token stays in the cache slot where it was first written, and each beam sees the slots of its own
ancestors alone. So nothing is reordered when beams fork.
"""

import numpy as np

from summarizers.decoding import HIDDEN, Choices, Decoding
from summarizers.hypotheses import NEVER, Hypothesis, Limits
from summarizers.tokens import Floats


def beam_search(decoding: Decoding, limits: Limits, beams: int) -> list[Hypothesis]:
    """Write all rows of a decoding with ``beams`` beams; one hypothesis per row, in order.

    Hypotheses compete by their mean log-probability per token. A row's search ends when as many have ended as
    there are beams and none still being written is better than the worst of them. A text cut off at the limit
    is returned only if none has ended.
    """
    searches = [_Search(beams, limits, decoding.rows) for _ in range(decoding.rows)]
    live = list(searches)
    for step in range(limits.most):
        if step in (0, limits.least):
            decoding.ban(limits.end, banned=step < limits.least)
        used = decoding.used
        for place, search in enumerate(live):
            search.see(used + place * beams)
        used += len(live) * beams
        visible = np.concatenate([search.visible[:, :used] for search in live])
        choices = decoding.step(np.array([search.latest for search in live]), step, visible)
        # From the last place down: the row that moves into a dropped one's place has been seen already.
        for place in reversed(range(len(live))):
            live[place].advance(choices, place, step)
            if live[place].done(step):
                decoding.drop(place)
                live[place] = live[-1]
                live.pop()
        if not live:
            break
    return [search.best() for search in searches]


class _Search:
    """The beams of one source."""

    def __init__(self, beams: int, limits: Limits, sources: int) -> None:
        self._limits = limits
        self._beams = beams
        self._texts: list[tuple[int, ...]] = [()] * beams
        # All beams start alike: only the first may go on, or the search would follow one path many times.
        self._totals = np.full(beams, NEVER)
        self._totals[0] = 0
        self._ended: list[Hypothesis] = []
        self.latest = np.full(beams, limits.start, np.int64)
        self.visible = np.full((beams, limits.most * beams * sources), HIDDEN)

    def see(self, first: int) -> None:
        """Let every beam see its latest token, the first of them in this slot."""
        every = np.arange(self._beams)
        self.visible[every, first + every] = 0

    def advance(self, choices: Choices, place: int, step: int) -> None:
        """Go on with the best of what was proposed in a row."""
        beams, first = self._beams, self._limits.first
        if step == 0 and first is not None:
            self._texts, self.latest = [(first,)] * beams, np.full(beams, first, np.int64)
            return
        candidates = self._totals[:, None] + choices.scores[place]
        parents, ranks = _best(candidates, 2 * beams)
        tokens = choices.tokens[place, parents, ranks]
        ends = tokens == self._limits.end
        self._ended += [
            Hypothesis(self._texts[parent], float(candidates[parent, rank]) / (step + 1), ended=True)
            for parent, rank, end in zip(parents[:beams], ranks[:beams], ends[:beams], strict=True)
            if end
        ]
        self._ended = sorted(self._ended, key=lambda hypothesis: -hypothesis.score)[:beams]
        parents, ranks, self.latest = (array[~ends][:beams] for array in (parents, ranks, tokens))
        self._totals = candidates[parents, ranks]
        self._texts = [
            (*self._texts[parent], int(token)) for parent, token in zip(parents, self.latest, strict=True)
        ]
        self.visible = self.visible[parents]

    def done(self, step: int) -> bool:
        """Whether nothing that is still being written can win."""
        return (
            len(self._ended) == self._beams and float(self._totals[0]) / (step + 1) <= self._ended[-1].score
        )

    def best(self) -> Hypothesis:
        """The best text that ended, or else the best one that the limit cut off."""
        if self._ended:
            return self._ended[0]
        return Hypothesis(self._texts[0], float(self._totals[0]) / self._limits.most, ended=False)


def _best(candidates: Floats, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the highest candidates, best first."""
    order = np.argsort(-candidates, axis=None, kind="stable")[:count]
    return np.divmod(order, candidates.shape[1])
