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
            "Ana says a bit cold; the heater in the hall is broken.",
        ),
        ("Item two, the book fair. We sold forty books.", "Ana says they sold forty books."),
        (
            "in but I'll be ten min late cos I'm at the vet",
            "Ana will be ten min late because they are at the vet.",
        ),
        (
            "So, the invoices bug. It's real. If the clock is wrong, the message goes out late.",
            'Ana says: "The invoices bug." Ana says that if the clock is wrong, the message goes out late.',
        ),
        # Few words that settle, count or deny something.
        ("Friday by eleven, then. The hall is dry.", "Ana says Friday by eleven, then; the hall is dry."),
        ("Twenty-three of them. The hall is dry.", "Ana says twenty-three of them; the hall is dry."),
        ("No ramp. There's two flights of stairs.", "Ana says no ramp; there's two flights of stairs."),
        ("Plan it with one. The hall is dry.", 'Ana says: "Plan it with one." Ana says the hall is dry.'),
        (
            "I'll order them tomorrow. The hall is dry.",
            "Ana will order them tomorrow. Ana says the hall is dry.",
        ),
        (
            "We've two tenors for it. The hall is dry.",
            "Ana says they have two tenors for it; the hall is dry.",
        ),
        ("Thanks, Desmond. The hall is dry.", "Ana says the hall is dry."),
        ("🚌🚌 ☂ ☂. The hall is dry.", "Ana says the hall is dry."),
        ("… 🚌. No ramp. The hall is dry.", "Ana says no ramp; the hall is dry."),
        (
            "The tiles are all... let me think. Forty of them are in the shed.",
            'Ana says: "Forty of them are in the shed."',
        ),
        (
            "For the gravel I say six and a half. Seven.",
            'Ana says: "For the gravel I say six and a half. Seven."',
        ),
        ("Then we take the van.", "Ana says they take the van."),
        ("I have to move the, hang on.", 'Ana says: "I have to move the, hang on."'),
        ("The shed is dry. I have to move the, hang on.", "Ana says the shed is dry."),
        ("Worst case it stays in the shed.", "Ana says worst case it stays in the shed."),
        ("If it rains? Then we take the van.", "Ana says then they take the van."),
        ("Right, I've got to go, I have a meeting. I'll paint the fence.", "Ana will paint the fence."),
    ],
)
def test_what_is_told_of_talk(said: str, text: str) -> None:
    assert told(("Ana", said)) == text


def test_who_is_called_before_is_who_is_spoken_to() -> None:
    turns = [
        ("Cleo", "I walk home."),
        ("Ben", "Me too."),
        ("Ana", "Cleo! Why did you never say?"),
        ("Ben", "Well."),
    ]
    assert Teller(conversation(*turns)).tell(2).text == "Ana asks why Cleo never said."


def test_nobody_is_told_to_speak_to_themself() -> None:
    turns = [("Ana", "The list is long."), ("Ben", "It is."), ("Cleo", "I'll check it with you on Monday.")]
    teller = Teller(conversation(*turns))
    assert "with Cleo" not in teller.told(["I'll check it with you on Monday."], 2, "Cleo").text


MARKED = [("Ana", "The shed is dry."), ("Ben", "The roof is new.")] * 4


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("There's no test for it, so I'm writing tha", "Ana says there's no test for it."),
        ("I'm writing the tes", 'Ana says: "I\'m writing the tes…"'),
    ],
)
def test_what_somebody_else_cut_off_is_not_told(said: str, text: str) -> None:
    teller = Teller(conversation(("Ana", said), ("Ben", "She's in the tunnel."), *MARKED))
    assert teller.tell(0).text == text


def test_where_marks_are_left_out_nobody_is_cut_off() -> None:
    turns = [(who, said.rstrip(".")) for who, said in MARKED]
    teller = Teller(conversation(("Ana", "There's no test for it, so I'm writing one"), *turns))
    assert teller.tell(0).text == "There's no test for it, so Ana is writing one."


INTERVIEW = [
    ("Ana", "What comes next?"),
    ("Ben", "The reeds are cut in the winter and dried in the loft."),
] * 8


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("You don't water the reeds at all.", 'Ben says: "You don\'t water the reeds at all."'),
        ("Ana, you paid me for the reeds.", "Ana paid Ben for the reeds."),
        ("Store the reeds in winter.", "Ben says to store the reeds in winter."),
    ],
)
def test_who_is_interviewed_speaks_to_all_who_hear_it(said: str, text: str) -> None:
    assert Teller(conversation(("Ben", said), *INTERVIEW)).tell(0).text == text
