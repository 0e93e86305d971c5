import pytest
from summarizers.courtesies import is_courtesy
from summarizers.references import is_fragment, lacks_noun, names_what, takes_up


@pytest.mark.parametrize(
    "said",
    [
        "I'll raise it with the makers",
        "I could write it all down before I go",
        "I don't expect you'll need one",
        "Then I would take this one",
        "I have a spare one at home",
        "Shall I ask them to hold it?",
        "Please pay those today",
        "I'll do that tomorrow",
        "I asked my aunt but she broke her arm so she can't",
    ],
)
def test_a_pronoun_without_its_noun_is_found(said: str) -> None:
    assert lacks_noun(said)


@pytest.mark.parametrize(
    "said",
    [
        "The pump broke and I fixed it",
        "Could you look at the report and send it?",
        "For support I'd stop it now",
        "If we rent a van we need one week",
        "We have to make it to the party",
        "It's cold and it rains",
        "I wanted to come but I can't",
        "I know that the van is here",
    ],
)
def test_a_pronoun_with_its_noun_is_none(said: str) -> None:
    assert not lacks_noun(said)


@pytest.mark.parametrize(
    ("said", "question", "fragment"),
    [
        ("Thirty euros return, if we book today.", "How much is the bus?", True),
        ("95,000 pounds.", "How much did you collect?", True),
        ("Blue.", "What colour is it?", True),
        ("Two fail, the slow ones.", "Which tests fail?", False),
        ("I came by bus.", "How did you come?", False),
    ],
)
def test_an_answer_that_is_no_sentence(said: str, question: str, fragment: bool) -> None:  # noqa: FBT001
    assert is_fragment(said, question) == fragment


def test_what_goes_on_about_a_thing_named_before() -> None:
    assert takes_up("The school used it for a roof.")
    assert takes_up("It's too far.")
    assert not takes_up("I'll write the rule on one page and show it to Bo.")


def test_a_question_names_what_its_answer_means() -> None:
    assert names_what("Can you check the lease?", "I'll check it today.")
    assert not names_what("What do you want to do?", "I'd ask them.")
    assert not names_what("Do we need our own app?", "I looked at them.")


@pytest.mark.parametrize(
    "said",
    [
        "Can you hear me okay?",
        "Yeah, loud and clear.",
        "Sorry, I was three minutes late, the other call ran over.",
        "I think Otto's gonna be late, he's on the bus.",
        "Hi, sorry, the tram was stuck at the bridge.",
        "Okay, shall we get going?",
        "Let's start.",
        "That's very patient of you.",
        "Feel better, Otto.",
        "Right, I think that's everything.",
        "Sorry, I've got to run, I have a dentist's appointment.",
        "Mind the step on your way out.",
        "I'm on the bus.",
        "Give me two minutes.",
        "Have a lovely weekend!",
        "That's it, have a good day.",
        "Come in, have a seat.",
        "Good question.",
    ],
)
def test_courtesies_and_the_start_of_a_talk(said: str) -> None:
    assert is_courtesy(said)


@pytest.mark.parametrize(
    "said",
    [
        "The delivery's going to be late.",
        "Let's start with five bikes in May.",
        "Otto is late with the report.",
        "If I have to go, I'll pay for the train.",
        "I've got to go to the bank.",
        "That's everything we need for the roof.",
        "Mind the children on Friday.",
        "Give me two minutes of your film.",
        "Can you hear the noise of the pump?",
    ],
)
def test_matters_are_no_courtesies(said: str) -> None:
    assert not is_courtesy(said)
