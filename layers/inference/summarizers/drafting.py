"""Greedy search about one source that guesses ahead (prompt lookup).

Where the latest two tokens of a text stand in the source, those that follow there are guessed to come next.
One run of the decoder reads all guesses, in little more time than one token takes, and what it chooses after
each says how many are right. So the text is the one that `greedy` writes, in fewer runs. In int8 it may
differ, as it may from that of a batch: the integers are scaled to the largest number of what runs together.
"""

from collections.abc import Sequence

from summarizers.decoding import Decoding
from summarizers.hypotheses import Hypothesis, Limits

GUESSES = 4
"""At once: further ones are right too rarely."""


def drafted_search(decoding: Decoding, source: Sequence[int], limits: Limits) -> Hypothesis:
    """Write the text of a decoding's only row, with one beam; ``source`` is what the row is about."""
    # Where the source goes on after two tokens; where they stand first counts.
    after = {tuple(source[place - 2 : place]): place for place in reversed(range(2, len(source)))}
    text = [] if limits.first is None else [limits.first]
    total, read = 0.0, 0
    while len(text) < limits.most:
        if not read or len(text) == limits.least:
            decoding.ban(limits.end, banned=len(text) < limits.least)
        # A ban holds for all that one run chooses: while there is one, guesses go no further than it does.
        furthest = min(limits.least, limits.most) if len(text) < limits.least else limits.most
        place = after.get(tuple(text[-2:]), len(source))
        guesses = [*source[place : place + min(GUESSES, furthest - len(text) - 1)]]
        choices = decoding.read([limits.start, *text, *guesses][read:], read)
        tokens, scores = (
            found[0, -1 - len(guesses) :, 0].tolist() for found in (choices.tokens, choices.scores)
        )
        for token, score, guess in zip(tokens, scores, [*guesses, None], strict=True):
            total += score
            if token == limits.end:
                return Hypothesis(tuple(text), total / (len(text) + 1), ended=True)
            text.append(token)
            if token != guess:
                break
        read = len(text)
    return Hypothesis(tuple(text), total / limits.most, ended=False)
