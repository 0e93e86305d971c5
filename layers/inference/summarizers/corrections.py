"""What is put right in the next words, numbers and dates most of all: "by the tenth. No, the fifth."."""

import re
from collections.abc import Collection, Sequence

from summarizers.words import DATE_WORDS, figures

# Who opens so and names another number or day puts right what was said.
OPENING = re.compile(
    r"(?:(?:um|uh|oh|ah|well|hang on|sorry|or(?=,? (?:no|sorry|wait)\b))[,.]? )*"
    r"(?:no(?! problem| worries)\b|nope\b|actually\b|wait\b|sorry\b|i mean\b|make (?:it|that)\b"
    r"|not (?:quite|the|on|in|at)\b|that's (?:not|wrong))",
    re.IGNORECASE,
)
# So does who opens so, whatever it is.
_MENDS = re.compile(
    r"(?:(?:um|uh|oh|ah|or|well),? )*(?:no,? (?:wait|hang on|hold on|sorry)|wait,? no|or rather|i mean)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset("morning afternoon evening week month year yesterday percent euros pounds dollars".split())
_PLAIN_FIGURES = frozenset("first second third may".split())  # which mean other things too
_BEFORE_PLAIN = frozenset("twenty thirty in by until till since before after".split())
_ORDINAL = re.compile(r"(?:[fnx]|four|fif|seven|eigh|eleven|twelf|teen|tie|\d)th$|\d(?:st|nd|rd)$")


def numbers(tokens: Sequence[str]) -> set[str]:
    """The numbers and dates among lower-case words, ordinals included; parts of "sixty-four" apart."""
    return figures(tokens) | _PLAIN_FIGURES & set(tokens)


def slots(tokens: Sequence[str]) -> frozenset[str]:
    """Those of the numbers and dates that somebody may want to be others.

    Units, parts of days and what only looks like a date are none: "the second item", "we may".
    """
    plain = (token.removesuffix("'s") for token in tokens)
    singular = [token[:-1] if token[:-1] in DATE_WORDS else token for token in plain]
    found = figures(singular) - _VAGUE
    for before, token, after in zip(["", *singular], singular, [*singular[1:], ""], strict=False):
        if token in _PLAIN_FIGURES and (before in _BEFORE_PLAIN or after == "of" or after.isdigit()):
            found.add(token)
    return frozenset(found)


def kinds(found: Collection[str]) -> tuple[set[str], set[str]]:
    """Slots that are days or ordinals, and those that are other numbers: only like stands against like."""
    days = {slot for slot in found if slot in DATE_WORDS or slot in _PLAIN_FIGURES or _ORDINAL.search(slot)}
    return days, set(found) - days


def takes_back(said: Sequence[str], split: Sequence[Sequence[str]]) -> bool:
    """Whether a part of what somebody says puts right the part before it, or a number of that.

    said: the parts. split: their lower-case words.
    """
    return any(
        _MENDS.match(said[k])
        or (OPENING.match(said[k]) and numbers(split[k]) - numbers(split[k - 1]) and numbers(split[k - 1]))
        for k in range(1, len(said))
    )
