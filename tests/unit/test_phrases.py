import pytest
from summarizers.phrases import begins, phrases, tokens
from summarizers.truecase import TrueCase

CASES = TrueCase(["She told Ruth that Will is in Bradford with the Lite model.", "I saw Leo's car."])


def found(sentence: str, known: tuple[str, ...] = ()) -> list[str]:
    return [
        " ".join(filter(None, (phrase.owner, *phrase.words, phrase.day)))
        for phrase in phrases(tokens(sentence), {"grace", "omar"}, CASES, known)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'm looking for a waterproof jacket.", ["waterproof jacket"]),
        ("We turned off the parallel runners.", ["parallel runners"]),
        ("I'm a shift lead there.", ["shift lead"]),
        ("Did you use my good frying pan again?", ["frying pan"]),
        ("I could offer her extra lessons.", ["extra lessons"]),
        ("Second item, the library hours.", ["library hours"]),
    ],
)
def test_modifiers_stay_with_their_noun(sentence: str, expected: list[str]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It is red and black.", []),
        ("It comes in red.", []),
        ("I have a spare one.", []),
        ("The boring part is over.", []),
        ("Send her a box of chocolates.", ["chocolates"]),
        ("The red jacket is light.", ["red jacket"]),
        ("It was painful and exhausting.", []),
        ("Is the knee swollen?", ["knee"]),
        ("We need a table and a test.", ["table", "test"]),
    ],
)
def test_an_adjective_is_no_noun(sentence: str, expected: list[str]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The landlord raised the rent.", ["landlord", "rent"]),
        ("Yesterday I finished the import screen.", ["import screen"]),
        ("We will give travel credit.", ["travel credit"]),
        ("It's about how honeybees decide where to live.", ["honeybees"]),
        ("My brake squeaks whenever it rains.", ["brake"]),
        ("The adapter stays in the box.", ["adapter", "box"]),
        ("The migration takes two weeks.", ["migration"]),
    ],
)
def test_verbs_divide_what_stands_together(sentence: str, expected: list[str]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "dont tell omar lol",
        "she's sooo nervous hahaha",
        "Thanks for telling me.",
        "Thank you for the quick answer!",
        "Congratulations, Omar!",
        "Have a seat.",
        "See you on Tuesdays.",
        "Sorry for the noise.",
    ],
)
def test_chat_thanks_and_days_are_no_nouns(sentence: str) -> None:
    assert found(sentence) == []


def test_possessives_stay_where_a_noun_follows() -> None:
    assert found("Who's coming to Leo's surprise party?") == ["leo's surprise party"]
    assert found("This is the review for Tuesday's outage.") == ["review", "tuesday's outage"]
    assert found("The contract's up in May.") == ["contract"]
    assert found("Everyone's running around.") == []


def test_names_in_apposition_and_after_titles_are_left_out() -> None:
    assert found("I asked my cousin Will.") == ["cousin"]
    assert found("Tell Mrs. Novak.") == []
    assert found("It is on Grace.") == []


def test_a_meeting_is_named_with_its_day() -> None:
    assert found("The meeting on Monday is off.") == ["meeting on monday"]
    assert found("The report on Monday is late.") == ["report"]
    assert found("The meeting on") == ["meeting"]


def test_a_noun_that_is_known_needs_no_determiner() -> None:
    assert found("Price mostly.") == []
    assert found("Price mostly.", ("price",)) == ["price"]


def test_where_a_sentence_begins() -> None:
    assert begins(tokens("Hi, so my internet drops."), 4)
    assert not begins(tokens("I said my internet drops."), 3)
