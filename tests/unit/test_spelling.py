import pytest
from summarizers.spelling import Spelling

from tests.unit.talks import conversation

WRITTEN = Spelling(
    conversation(("Ana", "Is the Detour open? I'd ask Ben."), ("Ben", "greenhouses cost more. Ask Ana.")),
    ["Ana", "Ben"],
)
SPOKEN = Spelling(conversation(("Ana", "velvet costs more on monday"), ("Ben", "yes")), ["Ana", "Ben"])


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        ("Insurance covers the rest.", "insurance covers the rest."),
        ("Overall it's fine.", "overall it's fine."),
        ("Customers, I think.", "customers, I think."),
        ("Greenhouses are cheap.", "greenhouses are cheap."),
        # Names.
        ("Detour is closed.", "Detour is closed."),
        ("Insurance House is closed.", "Insurance House is closed."),
        ("Halden covers the rest.", "Halden covers the rest."),
        ("Ana covers the rest.", "Ana covers the rest."),
        ("April is fine.", "April is fine."),
        ("I covered the rest.", "I covered the rest."),
    ],
)
def test_first_words_that_are_no_names_are_written_small(said: str, inside: str) -> None:
    assert WRITTEN.lowered(said) == inside


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        ("Velvet costs more.", "velvet costs more."),
        ("Monday is fine.", "Monday is fine."),
        ("Ben left.",) * 2,
    ],
)
def test_a_talk_without_capital_letters_has_names_that_are_known(said: str, inside: str) -> None:
    assert SPOKEN.lowered(said) == inside
