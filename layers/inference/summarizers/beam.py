"""Beam search over the tokens of one source.

The beams are new positions of one sequence: they share what they attend to in the source, every token stays
in the cache slot where it was first written, and each beam sees the slots of its own ancestors alone. So
nothing is reordered when beams fork.
"""

import numpy as np

from summarizers.decoding import HIDDEN, Decoding
from summarizers.hypotheses import NEVER, Hypothesis, Limits
from summarizers.tokens import Floats


def beam_search(decoding: Decoding, limits: Limits, beams: int) -> Hypothesis:
    """Write the one row of a decoding with ``beams`` beams.

    Hypotheses compete by their mean log-probability per token. The search ends when as many have ended as
    there are beams and none still being written is better than the worst of them. A text cut off at the limit
    is returned only if none has ended.
    """
    every = np.arange(beams)
    texts: list[tuple[int, ...]] = [()] * beams
    # All beams start alike: only the first may go on, or the search would follow one path many times.
    totals = np.full(beams, NEVER)
    totals[0] = 0
    latest = np.full(beams, limits.start, np.int64)
    visible = np.full((beams, limits.most * beams), HIDDEN)
    ended: list[Hypothesis] = []
    for step in range(limits.most):
        limits.ban_early_end(decoding.banned, step)
        visible[every, step * beams + every] = 0
        choices = decoding.step(latest[None], np.full(beams, step), visible[:, : (step + 1) * beams])
        if step == 0 and limits.first is not None:
            texts, latest = [(limits.first,)] * beams, np.full(beams, limits.first, np.int64)
            continue
        candidates = totals[:, None] + choices.scores[0]
        parents, ranks = _best(candidates, 2 * beams)
        tokens = choices.tokens[0, parents, ranks]
        ends = tokens == limits.end
        ended += [
            Hypothesis(texts[parent], float(candidates[parent, rank]) / (step + 1), ended=True)
            for parent, rank, end in zip(parents[:beams], ranks[:beams], ends[:beams], strict=True)
            if end
        ]
        ended = sorted(ended, key=lambda hypothesis: -hypothesis.score)[:beams]
        parents, ranks, latest = (array[~ends][:beams] for array in (parents, ranks, tokens))
        totals = candidates[parents, ranks]
        texts = [(*texts[parent], int(token)) for parent, token in zip(parents, latest, strict=True)]
        visible = visible[parents]
        if len(ended) == beams and totals[0] / (step + 1) <= ended[-1].score:
            break
    return ended[0] if ended else Hypothesis(texts[0], float(totals[0]) / limits.most, ended=False)


def _best(candidates: Floats, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the highest candidates, best first."""
    order = np.argsort(-candidates, axis=None, kind="stable")[:count]
    return np.divmod(order, candidates.shape[1])
