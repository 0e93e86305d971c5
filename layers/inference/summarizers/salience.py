"""What a reader of minutes looks for: decisions, promises, figures, problems and what became of them.

Reference summaries of everyday dialogues teach little of this, so it is added to the trained score by rule.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizers.exchanges import Exchanges
from summarizers.features import Conversation
from summarizers.signs import Signs, signs

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_REASON = 0.3  # what the reason of a call counts beside others
_SETTLED, _OUTDATED = 0.16, 0.5  # what it counts that something is settled, and that it holds no longer
_LONG = 40  # sentences from which it counts fully: of a short conversation most is worth telling


@dataclass(frozen=True, slots=True)
class Salience:
    """Of each of n sentences: what it adds to the score, and of what kind it is.

    worth: in units of probability. outcome: says what is decided, promised or asked for. matter: says what
    it is about: figures, problems, causes. exchanges and signs: what all was read off.
    """

    exchanges: Exchanges
    signs: list[Signs]
    worth: Floats
    outcome: Floats
    matter: Floats


def salience(conversation: Conversation) -> Salience:
    """Rate all sentences."""
    exchanges = Exchanges(conversation)
    found = signs(conversation, exchanges)
    outcome, matter, against = np.array(list(map(_rated, found)), np.float32).reshape(-1, 3).T
    strength = 0.5 + 0.5 * min(1.0, len(found) / _LONG)
    return Salience(exchanges, found, (outcome + matter - against) * strength, outcome, matter)


def _rated(of: Signs) -> tuple[float, float, float]:
    """Outcome, matter, and what speaks against a sentence."""
    reason = _REASON * of.reason
    if of.about_talk:
        return 0.0, reason, 0.4
    outcome = (
        0.18 * of.decides
        + 0.12 * of.promises
        + 0.08 * of.assigns
        + 0.12 * of.agreed
        + 0.10 * of.proposes
        + 0.06 * of.dated_deed
        + 0.15 * of.recap
        + _SETTLED * of.settles
    )
    matter = (
        0.02 * of.numbers
        + 0.08 * of.amount
        + 0.06 * of.limit
        + 0.04 * (of.dated and of.numbers > 0)
        + 0.07 * of.problem
        + 0.14 * of.cause
    )
    unclear = not of.recap and not (of.cause and of.agreed)  # "so it was the adapter" is what all was about
    against = (
        0.15 * (of.light and not of.recap and not of.cause)
        + 0.12 * (of.leaning and unclear)
        + 0.15 * (of.points and unclear)
        + 0.10 * of.question
        + 0.25 * of.courtesy
        + _OUTDATED * of.outdated
    )
    return min(outcome, 0.34), min(matter, 0.24) + reason, against
