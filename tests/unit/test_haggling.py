import pytest

from tests.unit.talks import exchanges


def haggled(*texts: str) -> list[str]:
    """The sentences of the haggling that the first of the texts opens or is part of."""
    found = exchanges(*texts)
    return [str(index) for index in found.hagglings.of(0)]


def test_a_number_that_is_beaten_down_is_told_with_what_was_agreed() -> None:
    texts = ("We could start with twelve bikes.", "Twelve is too many. Let's take four.", "Four, okay.")
    assert haggled(*texts) == ["0", "1", "2"]


def test_a_day_that_does_not_suit_is_told_with_the_one_that_does() -> None:
    assert haggled(
        "I could give him lessons on Tuesdays.",
        "He has football on Tuesdays. Would Friday be possible?",
        "Friday at four works for me.",
        "The weather was fine in Leeds.",
    ) == ["0", "1", "2"]


def test_a_counter_offer_and_the_last_word() -> None:
    assert haggled(
        "We need a deposit of thirty percent.", "Can we do ten?", "I'm not allowed to go under twenty.",
        "Twenty then.", "And the hall holds two hundred people.",
    ) == ["0", "1", "2", "3"]  # fmt: skip


def test_who_asks_for_another_figure_goes_on_haggling() -> None:
    assert haggled(
        "I was going to ask for sixty for the desk.", "Oh. That's, um, that's a lot.", "What could you pay?",
        "Forty maybe?", "Alright. Forty.", "The chair is not for sale.",
    ) == ["0", "1", "2", "3", "4"]  # fmt: skip


def test_an_offer_that_is_refused_after_a_question_is_told_with_its_refusal() -> None:
    found = exchanges(
        "I could order it for you.", "How long would that take?", "Four to five days.", "That's too late."
    )
    assert found.hagglings.of(0) == (0, 1, 2, 3)


def test_a_task_that_somebody_cannot_take_is_told_so() -> None:
    assert haggled("We put you down for the tests, you can do them.", "I can't, I'm away that week.") == [
        "0",
        "1",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("I can send somebody on Thursday.", "I'm away on Thursday. Have you got anything on Friday?"),
        ("The engineer will text you at nine.", "Could he ring me instead? I don't read my messages."),
        ("I'll call you on the tenth, then.", "Better the twelfth."),
        ("Let's meet on Tuesday at ten.", "Could we make it eleven? I've got a dentist's appointment."),
        ("I think we can wait until the tenth, can't we?", "I wouldn't."),
    ],
)
def test_who_wants_it_otherwise_haggles(texts: tuple[str, ...]) -> None:
    assert haggled(*texts) == ["0", "1"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Do you know this program?", "No, I've never used it."),
        ("We sold forty bikes in May.", "The rent is nine thousand a year."),
        ("The test takes two weeks.", "Is there anything else?", "No, that's all."),
        ("I wouldn't pay for that in May.", "No, it's far too much."),
        ("There's twenty pounds coming off the bill.", "Can you call after six? I pick up my daughter then."),
        ("Can you send me the names of two colleagues?", "Sure, I'll send them tonight."),
        ("The meeting is on Monday.", "Great, thanks."),
        ("I can post it in two days.", "Free, like free? Last time it was eight pounds."),
    ],
)
def test_answers_and_other_matters_are_no_haggling(texts: tuple[str, ...]) -> None:
    assert haggled(*texts) == []
