"""What a search may write and what it has written."""

from dataclasses import dataclass

import numpy as np

NEVER = np.float32(-np.inf)
"""Added to a token's log-probability, it keeps the token from being chosen."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A text that the network wrote: piece ids without the start and end tokens.

    ``score`` is the mean log-probability per token, the end token included. ``ended`` is false where the
    limit of tokens cut the text off.
    """

    tokens: tuple[int, ...]
    score: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The tokens that start and end a text, and its length.

    It has ``least`` tokens or more before the end, and ``most`` or fewer with it. ``first`` is given to every
    text as its first token, at no cost: some networks learned to write on from one.
    """

    start: int
    end: int
    least: int
    most: int
    first: int | None = None
