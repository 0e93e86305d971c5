import pytest
from summarizers.openings import announced_in, asked_about, asked_on, introduces, wanted
from summarizers.phrases import Phrase, phrases, tokens
from summarizers.truecase import TrueCase


def parsed(sentence: str) -> tuple[list[str], list[Phrase]]:
    low = tokens(sentence)
    return low, list(phrases(low, set(), TrueCase([]), {"transcripts"}))


def text(phrase: Phrase | None) -> str | None:
    return None if phrase is None else " ".join(filter(None, (phrase.owner, *phrase.words)))


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Last time we talked about the trackers for the vans.", "trackers"),
        ("I emailed about the awards dinner.", "awards dinner"),
        ("So the big thing is the release.", "release"),
        ("okay so first thing the release um we said the twelfth", "release"),
        ("The first item tonight is the playground on Elm Street.", "playground"),
        ("So this is the review for Tuesday's outage.", "tuesday's outage"),
        ("Yes, I'm looking for a waterproof jacket.", "waterproof jacket"),
        ("The reason I'm calling is the boiler.", "boiler"),
        ("Today I want to talk about how honeybees decide where to live.", "honeybees"),
        ("I wanted to go over the recordings from last week.", "recordings"),
        ("I'm calling about my reservation.", "reservation"),
        ("Let's talk about it when the boss is gone.", None),
        ("Today we're talking about sleep.", "sleep"),
        ("We heard from the foundation about the grant.", "grant"),
        ("I thought about telling you.", None),
        ("The jacket is light.", None),
    ],
)
def test_what_a_talk_is_said_to_be_about(sentence: str, topic: str | None) -> None:
    assert text(announced_in(*parsed(sentence))) == topic


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("um what about the newsletter it says the twelfth", "newsletter"),
        ("okay and the transcripts who's doing those", "transcripts"),
        ("The newsletter is late.", None),
    ],
)
def test_what_somebody_passes_on_to(sentence: str, topic: str | None) -> None:
    assert text(asked_on(*parsed(sentence))) == topic


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Hi, my internet keeps dropping.", "internet"),
        ("Hi, I ordered a floor lamp two weeks ago.", "floor lamp"),
        ("I'd like to open a savings account.", "savings account"),
        ("I need to move my appointment on Tuesday.", "appointment"),
        ("I need a book about volcanoes.", "book"),
        ("Nora, the coffee machine is leaking again.", "coffee machine"),
        ("The tractor won't start.", "tractor"),
        ("The tractor is green.", None),
        ("Our daughter was born this morning.", None),
    ],
)
def test_what_somebody_comes_with(sentence: str, topic: str | None) -> None:
    assert text(wanted(*parsed(sentence))) == topic


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Pia, did you use my good frying pan again?", "frying pan"),
        ("Do you know why the staging server is down?", "staging server"),
        ("Can I take your account number?", None),
        ("Is that the payroll support?", None),
        ("He crossed the Atlantic. How was it?", None),
    ],
)
def test_what_a_first_question_is_about(sentence: str, topic: str | None) -> None:
    assert text(asked_about(*parsed(sentence))) == topic


def test_who_speaks_is_no_topic() -> None:
    assert introduces(tokens("Harbour House events, Ingrid speaking."))
    assert not introduces(tokens("The release is late."))
