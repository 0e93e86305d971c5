"""The network that reads conversations: what it is given, in which windows, what it makes of sentences."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from summarizers.extractive import read
from summarizers.features import Conversation
from summarizers.reader import (
    CONTEXT_PIECES,
    CORE_PIECES,
    MOST_PIECES,
    SENTENCE_PIECES,
    Reader,
    pieces_of,
    windows,
)
from summarizers.table_encoder import TableEncoder
from summarizers.tokens import WordPiece

MODELS = Path(__file__).parents[2] / "layers" / "models"


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None
    start: float | None = None
    end: float | None = None


def conversation(*said: tuple[str | None, str]) -> Conversation:
    return read([Said(text, speaker) for speaker, text in said], TableEncoder(MODELS / "minilm"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(MODELS / "reader", MODELS / "rewriter")


def written(talk: Conversation) -> list[str]:
    tokens = WordPiece(MODELS / "rewriter")
    return [tokens.decode(row) for row in pieces_of(talk, tokens)]


def test_speakers_are_tokens_and_utterances_are_lines() -> None:
    talk = conversation(
        ("Ann", "Are the numbers for the second quarter ready yet?"),
        (
            "Ben",
            "Ann, I will send all of them on Friday. They were late this time because of an audit.",
        ),
    )
    assert written(talk) == [
        "[unused1] : are the numbers for the second quarter ready yet? [SEP]",
        "[unused2] : [unused1], i will send all of them on friday.",
        "they were late this time because of an audit. [SEP]",
    ]


def test_speakers_beyond_the_twentieth_keep_their_names() -> None:
    lines = written(conversation(*((f"Person{k}", "We have to talk about the budget.") for k in range(21))))
    assert lines[19].startswith("[unused20] :")
    assert lines[20].startswith("person20 :")


def test_without_speakers_there_are_the_sentences_alone() -> None:
    assert written(conversation((None, "We have to talk about the budget."))) == [
        "we have to talk about the budget. [SEP]"
    ]


def test_of_a_sentence_without_end_the_beginning_is_read() -> None:
    talk = conversation(("Ann", "会議を始めましょう" * 60))
    rows = pieces_of(talk, WordPiece(MODELS / "rewriter"))
    assert max(map(len, rows)) == SENTENCE_PIECES


@pytest.mark.parametrize("sizes", [[1], [40] * 10, [9, 90, 1] * 200, [SENTENCE_PIECES] * 50, [3] * 5000])
def test_every_sentence_is_in_one_window_with_its_neighbours(sizes: Sequence[int]) -> None:
    found = list(windows(sizes))
    assert [k for window in found for k in range(window.first, window.last)] == list(range(len(sizes)))
    for window in found:
        assert 0 <= window.low <= window.first < window.last <= window.high <= len(sizes)
        assert sum(sizes[window.low : window.first]) <= CONTEXT_PIECES
        assert sum(sizes[window.last : window.high]) <= CONTEXT_PIECES
        own = sum(sizes[window.first : window.last])
        assert own <= max(MOST_PIECES, CORE_PIECES + SENTENCE_PIECES)


def test_what_fits_is_read_in_one_window() -> None:
    assert [tuple(window) for window in windows([MOST_PIECES // 4] * 4)] == [(0, 4, 0, 4)]


def test_a_sentence_is_seen_in_what_is_said_around_it(reader: Reader) -> None:
    answer = ("Ben", "We will do that on Friday.")
    vectors = [
        reader.read(conversation(("Ann", question), answer))[1]
        for question in ("When do we sell the whole company?", "When do we water the plants?")
    ]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] < 0.995


def test_a_long_conversation_is_read_window_by_window(reader: Reader) -> None:
    said = [
        (f"Speaker {k % 3}", f"On day {k} the team talked about item {k % 7} of the list.") for k in range(90)
    ]
    vectors = reader.read(conversation(*said))
    assert vectors.shape == (90, 384)
    # The last windows do not know of the first.
    assert np.abs(vectors[-3:] - reader.read(conversation(*said[1:]))[-3:]).max() < 0.1


def test_conversations_that_are_read_at_the_same_time_are_read_as_if_alone(reader: Reader) -> None:
    talks = [conversation(*[("Ann", f"We sold {k} cars on day {n}.") for n in range(40)]) for k in range(4)]
    with ThreadPoolExecutor(len(talks)) as threads:
        together = list(threads.map(reader.read, talks))
    for talk, vectors in zip(talks, together, strict=True):
        assert np.array_equal(vectors, reader.read(talk))
