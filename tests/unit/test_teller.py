import pytest
from summarizers.teller import Teller

from tests.unit.talks import conversation


def told(*turns: tuple[str, str]) -> str:
    """What is told of the first sentence."""
    return Teller(conversation(*turns, ("Ana", "The shed is dry."), ("Ben", "The roof is new."))).tell(0).text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            "Sounds good, thirty it is. The price of the hall is going up.",
            'Ana says: "Thirty it is." Ana says the price of the hall is going up.',
        ),
        ("[laughs] I'm going to paint the fence.", "Ana is going to paint the fence."),
        (
            "A bit cold, actually. The heater in the hall is broken.",
            "Ana says the heater in the hall is broken.",
        ),
        ("Item two, the book fair. We sold forty books.", "Ana says they sold forty books."),
        (
            "in but I'll be ten min late cos I'm at the vet",
            "Ana will be ten min late because they are at the vet.",
        ),
        ("Right, I've got to go, I have a meeting. I'll paint the fence.", "Ana will paint the fence."),
    ],
)
def test_what_is_told_of_talk(said: str, text: str) -> None:
    assert told(("Ana", said)) == text
