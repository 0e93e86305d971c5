import pytest
from summarizers.reported_speech import report
from summarizers.spoken import bare, plain, requested


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("No problem, I'll bring the ladder.", "I'll bring the ladder."),
        ("Good idea. We could try Leeds.", "We could try Leeds."),
        ("Fair enough if they agree we can start.", "If they agree we can start."),
        ("Of course the shop is open.", "The shop is open."),
        ("Sure that'd help.", "That'd help."),
        ("btw Otto quit", "Otto quit"),
        ("Anyway, the boiler is fixed.", "The boiler is fixed."),
        ("Also we need more chairs.", "We need more chairs."),
        ("The other thing is we lose the van.", "We lose the van."),
        ("The thing is, that the van is ours.", "The van is ours."),
        ("I understand, maybe we can borrow one.", "Maybe we can borrow one."),
        ("Bring a towel, it rains there lol", "Bring a towel, it rains there"),
        ("I'm afraid that we can't pay it back.", "We can't pay it back."),
        ("Since it was late, I'm afraid I can't pay.", "Since it was late, I can't pay."),
        ("On the rent, I'm sorry, I need nine percent.", "On the rent, I need nine percent."),
        ("We don't want one, trust me, nobody dances.", "We don't want one, nobody dances."),
        ("We can't pay it though, they know that.", "We can't pay it, they know that."),
        ("There's one question, though, which is how.", "There's one question, which is how."),
        ("Good idea last thing the mayor retires.", "The mayor retires."),
        ("Okay good, because the last one leaked all day.", "The last one leaked all day."),
        ("For Monday, please read page six.", "Please read page six for Monday."),
        ("First, the roof leaks.", "The roof leaks."),
        ("Item two, the garden.", "The garden."),
        ("One last thing, a hinge was loose.", "A hinge was loose."),
        ("Lesson, we ask the caretaker before.", "We ask the caretaker before."),
        ("I see. We have two of them.", "We have two of them."),
        # Words that are part of what is said.
        ("I see the two orders.", "I see the two orders."),
        ("Second, but there's a ramp.", "Second, but there's a ramp."),
        ("The first thing is broken.", "The first thing is broken."),
        ("The fourth it is, sorry Otto.", "The fourth it is, sorry Otto."),
        ("I also had to walk.", "I also had to walk."),
        ("The thing is broken.", "The thing is broken."),
        ("I'm afraid of dogs.", "I'm afraid of dogs."),
        ("Okay, because it rained, we stayed inside.", "Because it rained, we stayed inside."),
    ],
)
def test_formulas_of_talk_are_left_out(said: str, expected: str) -> None:
    assert plain(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Our founder, Dame Ida, she's maybe in Rome.", "Our founder, Dame Ida, is maybe in Rome."),
        ("Our founder, Dame Ida, she left early.", "Our founder, Dame Ida, left early."),
        ("The heater in room two it failed every hour.", "The heater in room two failed every hour."),
        ("The car it hit was red.", "The car it hit was red."),
        ("The day it rained we left.", "The day it rained we left."),
        ("The way it works is fine.", "The way it works is fine."),
        ("The dog we got before it rained.", "The dog we got before it rained."),
    ],
)
def test_a_subject_is_said_once(said: str, expected: str) -> None:
    assert plain(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Those need paying today.", "Please pay those today."),
        ("The last invoice needs writing off.", "Please write the last invoice off."),
        ("It needs shipping.", "Please ship it."),
        ("Dogs need walking.", None),
        ("The man who called needs training.", None),
    ],
)
def test_what_needs_doing_is_a_request(said: str, expected: str | None) -> None:
    assert requested(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("first don't open it yet.", "Liam asks Anh not to open it yet."),
        ("don't wash it please.", "Liam asks Anh not to wash it."),
        ("my cousin Otto'll be there.", "Liam's cousin Otto will be there."),
        ("Otto'd like it.", "Liam says Otto would like it."),
        ("you did send me the wrong one.", "Anh sent Liam the wrong one."),
        ("I know what he did take.", None),
        ("Otto quit.", "Liam says Otto quit."),
        ("our founder, Dame Ida, is in Rome.", "Liam says their founder, Dame Ida, is in Rome."),
    ],
)
def test_spoken_forms_are_written_out(said: str, expected: str | None) -> None:
    found = report(said, "Liam", "Anh")
    assert found.quoted if expected is None else found.text == expected


def test_a_request_to_a_room_asks_the_others() -> None:
    assert (
        report("please read page six.", "Liam", audience=True).text
        == "Liam asks the others to read page six."
    )
    assert (
        report("please keep it to yourselves.", "Liam").text
        == "Liam asks the others to keep it to themselves."
    )
    assert report("please write to Agnes directly.", "Liam").text == "Liam says to write to Agnes directly."


def test_a_quotation_keeps_the_words_of_its_speaker() -> None:
    said = "Good idea, our founder, Dame Ida, she left early lol"
    assert bare(said) == "Our founder, Dame Ida, she left early"
    assert plain(said) == "Our founder, Dame Ida, left early"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mum, the trip costs ten pounds.", "The trip costs ten pounds."),
        ("He's working on Saturday, love.", "He's working on Saturday."),
        ("Ooh, the red one is lovely.", "The red one is lovely."),
        ("No-shows are the problem.", "No-shows are the problem."),
        ("No, sir, the shop is open.", "The shop is open."),
        ("Madam, the price is fixed.", "The price is fixed."),
        ("Madam Mayor is late.", "Madam Mayor is late."),
        ("I'm ninety, my girl, I can't run.", "I'm ninety, I can't run."),
        ("The bus is late, my dear.", "The bus is late."),
        ("I saw Otto, my friend.", "I saw Otto, my friend."),
    ],
)
def test_calls_and_sighs_are_not_told(said: str, told: str) -> None:
    assert plain(said) == told
