from dataclasses import dataclass

import pytest
from summarizers.announcements import announcements
from summarizers.sentences import split
from summarizers.words import words


@dataclass(frozen=True)
class Said:
    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


def announced(*said: tuple[str, str]) -> list[str]:
    utterances = [Said(speaker, text) for speaker, text in said]
    sentences = split(utterances)
    tokens = [words(sentence.text) for sentence in sentences]
    return [topic.topic for topic in announcements(utterances, sentences, tokens, {"ana", "ben"})]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Okay, the roof. It leaks over the paint shop, and nobody has called anybody.", "the roof"),
        ("Ben, the roof. You wanted five minutes for it.", "the roof"),
        ("So, um, the four-day week. Ben.", "the four-day week"),
        ("Roofs. Um, Ben, do you want to start?", "Roofs"),
    ],
)
def test_a_topic_on_its_own_is_announced(said: str, topic: str) -> None:
    assert announced(("Ana", said)) == [topic]


def test_a_topic_that_is_turned_to_must_be_spoken_of() -> None:
    turn = ("Ana", "Good. Then let's talk about the roof for a minute.")
    after = (("Ben", "I had the roof looked at."), ("Ana", "And what does a new roof cost us?"))
    assert announced(turn, *after) == ["the roof"]
    assert announced(turn, ("Ben", "Not today, please, I have to leave at ten for the dentist.")) == []


@pytest.mark.parametrize(
    "said",
    [
        "The roof leaks.",
        "Okay, nine thousand. That is a lot of money for a roof that is twelve years old.",
        "Okay, Monday. I will be there at nine, as soon as the shop is open.",
        "Congratulations, Ben! That is the best news of the year for all of us.",
        "Right, so it leaks. What do we do now?",
    ],
)
def test_statements_amounts_and_dates_are_no_topics(said: str) -> None:
    assert announced(("Ana", said)) == []


def test_an_answer_is_no_announcement() -> None:
    assert announced(("Ana", "What leaks?"), ("Ben", "Well, the roof. It was the storm.")) == []


def test_a_recapitulation_is_announced_where_it_is_long() -> None:
    recap = "Let me go over it. " + "Ben calls the roofer on Monday and asks for a price. " * 5
    assert announced(("Ana", recap)) == ["recap"]
    assert announced(("Ana", "To recap, Ben calls.")) == []
