"""Summaries made by rule from SGD's annotations: what was wanted, chosen and done in a whole conversation.

They say nothing that the annotations do not, with values as they were spoken, in varying words. They stand in
for summaries that people wrote where those may not be used.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizers.words import listed

from tools.train.acts import INTENTS, MOST_VALUES, has, slot_words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

    from tools.train.corpora import Dialogue, Turn

CUSTOMER, AGENT = "Customer", "Agent"
WANTS = ("wants to", "would like to", "needs to", "asks Agent for help to")
DONE = ("says that it is done", "confirms that it was successful", "gets it done")
FAILED = ("says that it did not work", "says that it failed")


@dataclass(slots=True)
class Errand:
    """What the customer came for, as far as it was told: values by slot, in the order of their telling."""

    intent: str
    wished: dict[str, str] = field(default_factory=dict)
    chosen: str = ""
    confirmed: dict[str, str] = field(default_factory=dict)
    succeeded: bool | None = None

    def hear(self, turn: Turn, offered: str, checked: dict[str, str]) -> None:
        """Note what a turn adds; `offered` and `checked` are what may be chosen and affirmed in it."""
        if turn.speaker == CUSTOMER:
            self.wished |= _spoken(turn, "INFORM")
        if has(turn, "SELECT"):
            self.chosen = offered
        if has(turn, "AFFIRM"):
            self.confirmed |= checked
        if has(turn, "NOTIFY_SUCCESS", "NOTIFY_FAILURE"):
            self.succeeded = has(turn, "NOTIFY_SUCCESS")


def with_summary(dialogue: Dialogue, chance: random.Random) -> Dialogue:
    """The dialogue with a summary of its errands, one to three sentences each; None where it has none."""
    told = [sentence for errand in errands(dialogue.turns) for sentence in _told(errand, chance)]
    return replace(dialogue, summary=" ".join(told) or None)


def errands(turns: tuple[Turn, ...]) -> list[Errand]:
    """What the customer came for, one after another."""
    found: list[Errand] = []
    proposed = offered = ""
    checked: dict[str, str] = {}
    for turn in turns:
        offered = next(iter(_spoken(turn, "OFFER").values()), offered)
        checked |= _spoken(turn, "CONFIRM")
        proposed = next((intent for intent in _intents(turn, "OFFER_INTENT")), proposed)
        wanted = [*_intents(turn, "INFORM_INTENT"), *([proposed] if has(turn, "AFFIRM_INTENT") else [])]
        found += [Errand(intent) for intent in wanted if intent]
        if found:
            found[-1].hear(turn, offered, checked)
        if has(turn, "AFFIRM"):
            checked = {}
    return found


def _spoken(turn: Turn, wanted: str) -> dict[str, str]:
    """Values by slot of this act, as far as the turn has them word for word."""
    return {
        slot: values[0]
        for act, slot, values in turn.acts
        if act == wanted and values and values[0] not in {"True", "False"} and values[0] in turn.text
    }


def _intents(turn: Turn, wanted: str) -> list[str]:
    return [values[0] for act, _, values in turn.acts if act == wanted and values and values[0] in INTENTS]


def _told(errand: Errand, chance: random.Random) -> Iterator[str]:
    wish = f"{CUSTOMER} {chance.choice(WANTS)} {INTENTS[errand.intent]}"
    yield f"{wish}, {_facts(errand.wished)}." if errand.wished else f"{wish}."
    if errand.chosen:
        yield f"{AGENT} suggests {errand.chosen}, and {CUSTOMER} {chance.choice(('agrees', 'accepts'))}."
    agreed = f"that {_facts(errand.confirmed)}" if errand.confirmed else ""
    if errand.succeeded is not None:
        outcome = chance.choice(DONE if errand.succeeded else FAILED)
        yield f"{CUSTOMER} confirms {agreed}, and {AGENT} {outcome}." if agreed else f"{AGENT} {outcome}."
    elif agreed:
        yield f"{CUSTOMER} confirms {agreed}."


def _facts(values: Mapping[str, str]) -> str:
    facts = [f"the {slot_words(slot)} is {value}" for slot, value in values.items()]
    return listed(facts[:MOST_VALUES])
