"""How likely a sentence that the network wrote is right: a logistic regression over what speaks for it.

It compares the sentence with the one that it tells and with the window; weights are fitted to sentences that
readers judged (`tools/train/trust.py`).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizers.checks import (
    amounts,
    asks,
    is_complete,
    negated,
    repeats,
    starts_with,
    tells_self,
    unsupported_names,
    unsupported_numbers,
    unsupported_words,
    without_names,
)
from summarizers.clarity import slips
from summarizers.dependence import says_little
from summarizers.pronouns import HE_SHE, THEY
from summarizers.statements import has_verb
from summarizers.words import STOP_WORDS, content_words, meaningful, stem, words

Floats = NDArray[np.float32]

_MOST = 8.0  # nats of a margin beyond which more says nothing
_LIMITS = frozenset(
    """if unless until only might maybe probably except almost nearly least most instead
    than without like per each before after between about over under""".split()
)
_OWN = frozenset("i i'm i've i'll i'd me my mine myself we we're we've we'll we'd us our ours".split())
_YOU = frozenset("you you're you've you'll you'd your yours yourself".split())


class Draft(NamedTuple):
    """A sentence that the network wrote, and what it thinks of it.

    text: as it will be read. told: the sentence of the conversation that it tells. speaker: who said that.
    window: what the network read. speakers: all named there. likely: mean log-probability per token. least:
    that of the least likely token when all pieces are open to choice. brought: the same of the tokens that
    the sentence told does not have, 0 without any. margin: how much likelier, in nats, than the same about
    anybody else. needs: how likely the sentence told is not understood by itself.
    """

    text: str
    told: str
    speaker: str
    window: Sequence[str]
    speakers: Sequence[str]
    likely: float
    least: float
    brought: float
    margin: float
    needs: float


@dataclass(frozen=True, slots=True)
class Trust:
    """Weights of the columns of `evidence`: mean, scale, weights (columns,) and bias ()."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path) -> "Trust":
        """Read ``trust.npz`` of a folder; raises ``OSError`` and ``KeyError``."""
        with np.load(folder / "trust.npz") as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})

    def of(self, draft: Draft) -> float:
        """How likely a draft is right and understood."""
        standard = (evidence(draft) - self.mean) / self.scale
        return 1 / (1 + math.exp(-float(standard @ self.weights + self.bias)))


def evidence(draft: Draft) -> Floats:
    """(columns,): what speaks for and against a draft."""
    plain = without_names(draft.text, draft.speakers)
    told, spoken = words(plain), words(without_names(draft.told, draft.speakers))
    around = [word for line in draft.window for word in words(without_names(line, draft.speakers))]
    meant, said = {*map(stem, meaningful(spoken))}, {*map(stem, meaningful(told))}
    heard, near = {*map(stem, spoken)}, {*map(stem, around)}
    brought = (said - heard) & near
    links = set(pairwise(map(stem, spoken)))
    own = [*pairwise(map(stem, told))][1:]
    named = sum(draft.text.count(name) for name in draft.speakers)
    values = (
        draft.likely,
        max(draft.least, -_MOST),
        max(draft.brought, -_MOST),
        min(draft.margin, _MOST),
        math.isinf(draft.margin),
        len(meant & said) / max(1, len(meant)),
        len(meant - said),
        len(brought),
        sum(pair in links for pair in own) / max(1, len(own)),
        negated(told) != negated(spoken),
        sum((Counter(word for word in spoken if word in _LIMITS) - Counter(told)).values()),
        len({*amounts(told)} ^ {*amounts(spoken)}),
        asks(told) != draft.told.rstrip().endswith("?"),
        asks(told),
        bool(THEY & {*told}),
        bool(HE_SHE & {*told}),
        bool(HE_SHE & {*told}) and not HE_SHE & {*spoken},
        bool(_YOU & {*told} or _OWN & {*told}),
        bool(_YOU & {*spoken}),
        bool(_OWN & {*spoken}),
        starts_with(draft.text, [draft.speaker]),
        min(named, 4),
        math.log(1 + len(told)),
        math.log(1 + len(spoken)),
        len(told) / (1 + len(spoken)),
        draft.needs,
        draft.needs * (not brought),
        says_little(draft.told),
        min(slips(draft.told), 3),
        len(content_words(plain)) <= 1,
        has_verb(spoken),
        sum(word in STOP_WORDS for word in told) / max(1, len(told)),
        told[:1] == ["says"],
    )
    return np.array(values, np.float32)


def fault(draft: Draft) -> str | None:
    """What nobody may read, in a few words; None if nothing is found."""
    plain = without_names(draft.text, draft.speakers)
    around = [word for line in draft.window for word in words(line)]
    for found, reason in (
        (not is_complete(draft.text), "incomplete"),
        (tells_self(draft.text, draft.speakers), "tells themself"),
        (unsupported_numbers(plain, around), "number not in the window"),
        (unsupported_names(plain, around), "name not in the window"),
        (unsupported_words(plain, around), "word not in the window"),
        (repeats(plain), "repeats itself"),
    ):
        if found:
            return reason
    return None
