import pytest
from summarizers.checks import (
    amounts,
    asks,
    is_complete,
    negated,
    repeats,
    tells_self,
    unsupported_names,
    unsupported_numbers,
    unsupported_words,
    without_names,
)
from summarizers.words import words

SPOKEN = words("I'll send the revised proposal to Helen by Friday, the second of May. Then Germany.")


def test_numbers_days_and_months_that_nobody_said_are_found() -> None:
    assert unsupported_numbers("will send it by Monday, the second of May", SPOKEN) == {"monday"}
    assert unsupported_numbers("will send 2 by the second of May", SPOKEN) == {"2"}


def test_words_that_nobody_said_in_any_form_are_found() -> None:
    assert unsupported_words("agrees to the sending of the revised contract", SPOKEN) == {"contract"}


def test_names_must_stand_as_they_were_said() -> None:
    assert unsupported_names("sends it to German and to Helen's", SPOKEN) == {"german"}


def test_somebody_who_tells_themself() -> None:
    assert tells_self("Dominika tells Dominika about the proposal.", ["Dominika"])
    assert not tells_self("Dominika tells Grace that Dominika is late.", ["Dominika", "Grace"])


def test_going_round_in_circles() -> None:
    assert repeats("will send the revised proposal the revised proposal")
    assert not repeats("will send the revised proposal to Helen")


def test_amounts_are_whole() -> None:
    assert list(amounts(words("It costs forty to fifty thousand, or so."))) == ["forty to fifty thousand or"]


def test_what_words_do() -> None:
    assert asks(words("asks whether it rains"))
    assert asks(words("wants to know why"))
    assert not asks(words("says it rains"))
    assert negated(words("says it doesn't rain"))
    assert not negated(words("says it rains"))


def test_names_are_taken_out() -> None:
    assert words(without_names("Ana's bus and Ana Reed", ["Ana", "Ana Reed"])) == ["bus", "and"]


@pytest.mark.parametrize(
    ("sentence", "complete"),
    [
        ("Anh sends the report.", True),
        ("Anh sends the report to Mr.", False),
        ('Anh says: "we will.', False),
        ("Anh sends.", False),
        ("Anh sends the report and the.", False),
        ("Anh asks what the number is.", True),
    ],
)
def test_complete_sentences(sentence: str, *, complete: bool) -> None:
    assert is_complete(sentence) is complete
