from pathlib import Path

import pytest
from summarizers.extractive import read
from summarizers.features import Conversation
from summarizers.rendering import MARK
from summarizers.table_encoder import TableEncoder
from summarizers.windows import sources_of, window_about

from tools.bench.conversations import Utterance

SPEAKERS = ["Ana", "Ben"]
TALK = (
    ("Ana", "The pump in the cellar is leaking again."),
    ("Ben", "Since when?"),
    ("Ana", "Since Tuesday evening, I think."),
    ("Ben", "I'll order seals for it, Ana."),
    ("Ana", "The big ones, please."),
)


@pytest.fixture(scope="module")
def conversation() -> Conversation:
    utterances = [Utterance(text, speaker, 0.0, 1.0) for speaker, text in TALK]
    return read(utterances, TableEncoder(Path("layers/models/minilm")))


def test_a_sentence_is_marked_among_those_around_it(conversation: Conversation) -> None:
    window = window_about(conversation, SPEAKERS, 3)
    assert [MARK in line for line in window.lines] == [False, False, False, True, False]
    assert "pump" in window.lines[0]


def test_speakers_are_tokens_where_they_are_called_too(conversation: Conversation) -> None:
    window = window_about(conversation, SPEAKERS, 3)
    (ana,) = (token for token, name in window.names.items() if name == "Ana")
    assert window.lines[3].endswith(f", {ana}.")


def test_what_was_said_long_before_is_not_in_the_window() -> None:
    utterances = [Utterance(f"The number {k} bus goes to the harbour.", "Ana", 0.0, 1.0) for k in range(30)]
    conversation = read(utterances, TableEncoder(Path("layers/models/minilm")))
    window = window_about(conversation, ["Ana"], 20)
    assert "number 12 " in window.lines[0]
    assert "number 21 " in window.lines[-1]


def test_a_text_rests_on_the_nearest_utterances_that_have_its_words(conversation: Conversation) -> None:
    assert sources_of(conversation, 3, "Ben will order seals.") == (3,)
    assert sources_of(conversation, 3, "Ben will order seals for the pump in the cellar.") == (0, 3)
