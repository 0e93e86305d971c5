import pytest
from summarizers.truecase import TrueCase, spaced

CASES = TrueCase(
    [
        "We use Fennel for the web shop. Tomasz from Bristol knows the API.",
        "Mrs. Oyelaran called. Yes, Tomasz does. The price is fine and Helen likes the price.",
    ]
)


@pytest.mark.parametrize(
    ("lower", "cased"),
    [
        ("tomasz likes the api and fennel.", "Tomasz likes the API and Fennel."),
        ("the price in bristol is fine.", "The price in Bristol is fine."),
        ("i will ask on monday. we agree.", "I will ask on Monday. we agree."),
        ("mrs. oyelaran called helen.", "Mrs. Oyelaran called Helen."),
        ("helen and i'm late.", "Helen and I'm late."),
    ],
)
def test_words_are_written_as_in_the_conversation(lower: str, cased: str) -> None:
    assert CASES.sentence(lower) == cased


@pytest.mark.parametrize(
    ("lower", "cased"),
    [
        ("i spoke to mrs novak yesterday.", "I spoke to Mrs Novak yesterday."),
        ("her name is brooke.", "Her name is Brooke."),
        ("my name's ruth and i called.", "My name's Ruth and I called."),
        ("his name is not on it.", "His name is not on it."),
        ("my name is spelled wrong.", "My name is spelled wrong."),
    ],
)
def test_a_word_in_the_place_of_a_name_is_one(lower: str, cased: str) -> None:
    assert CASES.sentence(lower) == cased


def test_a_capital_letter_at_the_start_of_a_sentence_says_nothing() -> None:
    assert CASES.word("yes") == "yes"
    assert not CASES.is_name("the")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ("[unused1] doesn ' t want the sixty - four seats.", "[unused1] doesn't want the sixty-four seats."),
        ("[unused1] ' s plan is late .", "[unused1]'s plan is late."),
        ("the price is $ 30, 000 , he said .", "the price is $30,000, he said."),
        ("send it to a. b @ example. com .", "send it to a.b@example.com."),
    ],
)
def test_pieces_are_joined_as_the_source_joins_them(pieces: str, text: str) -> None:
    lines = [
        "[unused1]: I don't want the sixty-four seats.",
        "$30,000 is the price.",
        "Mail a.b@example.com.",
    ]
    assert spaced(pieces, lines) == text
