"""Numbers and dates that are taken back: "by the tenth. No, the fifth."."""

import re
from collections.abc import Sequence

from summarizers.words import figures

# Who opens so and names another number or day puts right what was said.
OPENING = re.compile(
    r"(?:(?:um|uh|oh|ah|well|hang on|sorry|or(?=,? (?:no|sorry|wait)\b))[,.]? )*"
    r"(?:no(?! problem| worries)\b|nope\b|actually\b|wait\b|sorry\b|i mean\b|make (?:it|that)\b"
    r"|not (?:quite|the|on|in|at)\b|that's (?:not|wrong))",
    re.IGNORECASE,
)
_PLAIN_FIGURES = frozenset("first second third may".split())  # which mean other things too


def numbers(tokens: Sequence[str]) -> set[str]:
    """The numbers and dates among lower-case words, ordinals included; parts of "sixty-four" apart."""
    return figures(tokens) | _PLAIN_FIGURES & set(tokens)


def takes_back(said: Sequence[str], split: Sequence[Sequence[str]]) -> bool:
    """Whether a part of what somebody says puts right a number of the part before it.

    said: the parts. split: their lower-case words.
    """
    return any(
        OPENING.match(said[k]) and numbers(split[k]) - numbers(split[k - 1]) and numbers(split[k - 1])
        for k in range(1, len(said))
    )
