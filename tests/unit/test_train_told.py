from pathlib import Path

import pytest
from summarizers.extractive import read
from summarizers.rendering import MARK, SPEAKER_TOKENS
from summarizers.table_encoder import TableEncoder

from tools.train.corpora import Utterance
from tools.train.talks import Talk, marked_talks, read_talks
from tools.train.told import from_talk, held_out

ENCODER = TableEncoder(Path("layers/models/minilm"))
ANA, BEN, CHLOE = SPEAKER_TOKENS[:3]


def talk(*told: str | None) -> Talk:
    utterances = [
        Utterance("Did you order the seals for the pump?", "Ana"),
        Utterance("On Tuesday.", "Ben"),
    ]
    return Talk("The pump", utterances, frozenset(), frozenset(), [], {}, told)


def test_a_pair_for_each_sentence_that_is_told() -> None:
    (pair,) = from_talk(talk(None, "Ben ordered the seals on Tuesday."), ENCODER)
    assert [MARK in line for line in pair.lines] == [False, True]
    assert pair.sentence == f"{BEN} ordered the seals on Tuesday."
    assert pair.lines[0].startswith(f"{ANA}: ")


def test_who_is_not_in_the_window_cannot_be_told_of() -> None:
    stranger = Utterance("Hello everybody, good morning to you all.", "Chloe")
    whole = talk(None, "Ben ordered the seals for Chloe.")
    far = [Utterance(f"We have had rain for {k} days in the valley.", "Ana") for k in range(20)]
    utterances = [stranger, *far, *whole.utterances]
    told = [None] * 22 + ["Ben ordered the seals for Chloe."]
    moved = Talk("The pump", utterances, frozenset(), frozenset(), [], {}, told)
    assert not list(from_talk(moved, ENCODER))


def test_some_marked_conversations_are_never_trained_on() -> None:
    talks = read_talks()
    unseen = held_out(talks)
    assert len(unseen) == pytest.approx(len(marked_talks()) / 12, abs=1)
    assert all(talks[number].needs for number in unseen)


def test_marks_and_texts_fit_the_sentences() -> None:
    for number, one in enumerate(read_talks()):
        count = len(read(one.utterances, ENCODER).sentences)
        assert len(one.told) == count, number
        assert not one.needs or len(one.needs) == count
