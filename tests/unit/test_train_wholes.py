"""Whole conversations with their summaries, and the names that their speakers turn out to have."""

from __future__ import annotations

import random

import pytest

from tools.train.alignment import is_supported
from tools.train.corpora import Dialogue, Turn
from tools.train.naming import named
from tools.train.wholes import from_dialogue, summary_pair

CHECKUP = Dialogue(
    "checkup",
    (
        Turn("#Person1#", "Good morning, Mr. Smith. How are you?"),
        Turn("#Person2#", "Not well, my back hurts."),
        Turn(
            "#Person1#", "Please lie down for 10 minutes and then we will see what can be done about it all."
        ),
    ),
    "Mr. Smith tells #Person1# that his back hurts. #Person1# asks Mr. Smith to lie down for 20 minutes.",
)


def labels(dialogue: Dialogue) -> list[str]:
    return list(dict.fromkeys(turn.speaker for turn in dialogue.turns))


def test_a_speaker_who_is_called_by_name_gets_it() -> None:
    assert labels(named(CHECKUP)) == ["#Person1#", "Mr. Smith"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("My name is Jane Hill.", "Hello.", ["Jane Hill", "#Person2#"]),
        ("Can you help me, Tom?", "Sure, Anna, I can.", ["Anna", "Tom"]),
        ("Unfortunately, we are closed.", "Oh, sorry.", ["#Person1#", "#Person2#"]),
        ("Tom, are you there?", "Tom, where is the box?", ["#Person1#", "#Person2#"]),
        ("I saw Tom, Jane and Bob.", "Good.", ["#Person1#", "#Person2#"]),
    ],
)
def test_names_are_taken_where_one_alone_comes_into_question(
    first: str, second: str, expected: list[str]
) -> None:
    dialogue = Dialogue("x", (Turn("#Person1#", first), Turn("#Person2#", second)))
    assert labels(named(dialogue)) == expected


def test_the_summary_calls_speakers_as_the_turns_do() -> None:
    turns = (Turn("#Person1#", "Can you come, Tom?"), Turn("#Person2#", "Yes."))
    assert named(Dialogue("x", turns, "#Person1# invites #Person2#.")).summary == "#Person1# invites Tom."


def test_a_whole_conversation_is_shown_in_full_and_nothing_is_marked() -> None:
    pair = summary_pair(CHECKUP)
    assert pair is not None
    assert pair.lines[2].endswith("what can be done about it all.")
    assert not any("[unused40]" in line for line in pair.lines)
    assert pair.sentence.startswith("Mr. Smith tells [unused1] that")


def test_sentences_that_count_what_nobody_counted_are_left_out() -> None:
    for seed in range(20):
        (pair,) = from_dialogue(CHECKUP, random.Random(seed))  # noqa: S311 - not for secrets
        assert pair.sentence.endswith("his back hurts.")


def test_a_conversation_without_a_summary_gives_nothing() -> None:
    assert summary_pair(Dialogue("x", CHECKUP.turns)) is None


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [("[unused1] sees Tom.", True), ("[unused1] sees Ann.", False), ("[unused1] sees 2 dogs.", False)],
)
def test_support_is_of_names_and_numbers(sentence: str, supported: bool) -> None:  # noqa: FBT001
    assert is_supported(sentence, ["[unused1]: I saw Tom and three dogs."]) is supported
