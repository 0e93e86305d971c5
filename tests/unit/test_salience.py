import pytest
from summarizers.salience import Salience, salience

from tests.unit.talks import conversation


def rated(*said: tuple[str, str]) -> Salience:
    return salience(conversation(*said))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("I'll send the signed order to Ana on Monday.", "The order lay on the desk near the window."),
        ("Then it's decided, we take the smaller van.", "There was a smaller van outside the house."),
        ("The budget is nine thousand euros for the year.", "The garden is behind the house with the tree."),
        ("The pump failed because the filter was blocked.", "The pump stands beside the filter downstairs."),
        ("The demo has moved from Monday to Friday.", "The demo is something that people look at."),
        ("Ben told the whole roofing story again.", "Can everybody see my screen?"),
        ("Ben told the whole roofing story again.", "What is this?"),
    ],
)
def test_minutes_are_read_for_some_things_more_than_for_others(better: str, worse: str) -> None:
    found = rated(("Ana", better), ("Ben", worse))
    assert found.worth[0] > found.worth[1]


def test_what_is_agreed_to_counts_more() -> None:
    proposal = ("Ana", "We should rent the hall by the river for the party.")
    agreed, open_ = rated(proposal, ("Ben", "Deal.")), rated(proposal, ("Ben", "The river smells."))
    assert agreed.outcome[0] > open_.outcome[0]


def test_a_recapitulation_goes_on_with_its_speaker() -> None:
    found = rated(
        ("Ana", "Let me go over what we have so far, and stop me if it is wrong."),
        ("Ben", "Go on, we are all listening to you here."),
        ("Ana", "Ben calls the roofer, and the roofer names a price."),
    )
    assert [one.recap for one in found.signs] == [True, False, True]
