import time

import pytest
from summarizers.exchanges import asks_unmarked

from tests.unit.talks import exchanges


def test_an_answer_knows_its_question() -> None:
    found = exchanges("When does the course start?", "In March, on eight Saturdays in the village hall.")
    question = found.question_before(1)
    assert question is not None
    assert (question.index, question.text) == (0, "When does the course start?")


def test_a_reason_after_the_question_does_not_hide_it() -> None:
    found = exchanges(
        "What if there is no wifi? Because the cellar has none.", "It counts offline for two days."
    )
    question = found.question_before(1)
    assert question is not None
    assert question.text == "What if there is no wifi?"


def test_nobody_answers_themself() -> None:
    said = exchanges("Who was it? I think I know who it was, and I will ask her tomorrow.", "Fine by me.")
    assert said.question_before(0) is None


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Yes, I tried it twice.", "yes"),
        ("No, never.", "no"),
        ("In the drawer.", ""),
        ("No problem.", ""),
        ("I'm sorry. There isn't. It is too late.", "no"),
    ],
)
def test_the_polarity_of_an_answer(reply: str, expected: str) -> None:
    found = exchanges("Did you test it on the real tablet?", reply)
    question = found.question_before(1)
    assert question is not None
    assert found.polarity(question, 1) == expected


def test_an_answer_to_who_or_when_is_neither_yes_nor_no() -> None:
    found = exchanges("When would that be?", "Yes, well, in the spring of that year.")
    question = found.question_before(1)
    assert question is not None
    assert found.polarity(question, 1) == ""


@pytest.mark.parametrize("reply", ["Deal, let's do that.", "Okay. Works for me.", "Agreed."])
def test_who_takes_an_offer_agrees(reply: str) -> None:
    assert exchanges("Forty for the lamp and the chair together.", reply).agreeing(0) == {"Ben": 1}


@pytest.mark.parametrize("reply", ["Deal, but only with the lamp.", "Okay.", "The chair is broken.", "No."])
def test_who_says_something_else_does_not(reply: str) -> None:
    assert exchanges("Forty for the lamp and the chair together.", reply).agreeing(0) == {}


def test_a_yes_with_an_answer_is_an_answer() -> None:
    said = exchanges("Could you tell me where you worked?", "Yes, I worked in a bank for five years.")
    assert said.agreeing(0) == {}
    assert said.answer_after(0) is not None


def test_a_yes_agrees_only_to_a_proposal() -> None:
    assert exchanges("We should move the demo to Monday morning.", "Yes.").agreeing(0) == {"Ben": 1}
    assert exchanges("The demo was on Monday morning last week.", "Yes.").agreeing(0) == {}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("and what's next for you", True),
        ("lovely and can people still sign up", True),
        ("what I need is a longer ladder for the roof and a second pair of hands when the wind is up", False),
        ("Can people still sign up.", False),
        ("we sell to seventy shops", False),
    ],
)
def test_questions_without_marks(text: str, *, asks: bool) -> None:
    assert asks_unmarked(text) is asks


@pytest.mark.parametrize("question", ["Ben?", "And you?", "Guess what?"])
def test_calls_and_echoes_are_no_questions(question: str) -> None:
    said = exchanges(question, "I'll put it into the January specification.")
    assert said.question_before(1) is None


def test_a_turn_of_thousands_of_sentences_is_looked_through_once() -> None:
    said = exchanges("We will meet in the large hall on Monday. " * 5_000)
    began = time.process_time()
    assert not any(said.agreeing(index) for index in range(5_000))
    assert time.process_time() - began < 1


def test_who_repeats_the_day_that_was_proposed_agrees() -> None:
    found = exchanges("Can you make it Thursday? I need it for the board.", "Thursday, okay.")
    assert found.agreeing(0) or found.agreeing(1)
    found = exchanges("Could you send the report by Thursday?", "Thursday's fine.", "Great, thanks.")
    assert found.agreeing(0) == {"Ben": 1}


def test_who_names_another_day_does_not_agree() -> None:
    found = exchanges("Could you send the report by Thursday?", "Friday.", "All right.")
    assert found.agreeing(0) == {}


@pytest.mark.parametrize(
    "asked",
    ["So can you tell us what happened?", "Do you want to walk us through it?", "What's with the van?"],
)
def test_who_is_asked_to_tell_something_says_no_yes(asked: str) -> None:
    found = exchanges(asked, "Yes. The brakes failed on Monday.")
    question = found.question_before(1)
    assert question is not None
    assert found.polarity(question, 1) == ""


def test_an_amount_is_answered_by_the_sentence_that_has_a_figure() -> None:
    found = exchanges(
        "How long is the road going to be shut?",
        "Well, I would really love to give you a date for that. If they weld the pipe, it takes six weeks.",
    )
    answered = found.answer_after(0)
    assert answered is not None
    assert answered[1] == 2
