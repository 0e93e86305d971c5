from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Scorer, ranked, read, select, wanted
from summarizers.features import NAMES, Conversation, features, is_small_talk, with_embeddings
from summarizers.salience import salience

MODELS = Path(__file__).parents[2] / "layers" / "models"


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None = "Anh"
    start: float | None = None
    end: float | None = None


TALK = (
    "Hi, how are you?",
    "Good, thanks. And you?",
    "The migration of the customer database is planned for the first weekend of June.",
    "Yeah.",
    "We need four more servers in Frankfurt, which cost nine thousand euros.",
    "Okay, that works.",
    "The customer database migration is planned for the first weekend in June.",
    "I'll order the servers tomorrow, and Mira tests the backup before the migration.",
    "Great. Bye!",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(MODELS / "minilm")


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load(MODELS / "extractive")


@pytest.fixture(scope="module")
def talk(encoder: SentenceEncoder) -> Conversation:
    return read([Said(text, f"Speaker {k % 2}") for k, text in enumerate(TALK)], encoder)


def test_scores_are_probabilities_and_small_talk_has_the_lowest(talk: Conversation, scorer: Scorer) -> None:
    scores = scorer.probabilities(talk)
    assert scores.shape == (len(TALK),)
    assert ((scores > 0) & (scores < 1)).all()
    assert min(scores[k] for k in (2, 4, 7)) > max(scores[k] for k in (0, 1, 3, 5, 8))


def test_the_same_conversation_gets_the_same_scores(
    talk: Conversation, encoder: SentenceEncoder, scorer: Scorer
) -> None:
    again = read(talk.utterances, encoder)
    assert np.array_equal(scorer.probabilities(again), scorer.probabilities(talk))


def test_small_talk_comes_after_everything_else(talk: Conversation) -> None:
    flat = np.full(len(TALK), 0.5, np.float32)
    order = list(ranked(talk, flat))
    small = [k for k in order if is_small_talk(talk.tokens[k])]
    assert small
    assert order[-len(small) :] == small


def test_what_has_been_said_is_not_said_again(talk: Conversation, scorer: Scorer) -> None:
    order = list(ranked(talk, scorer.probabilities(talk)))
    assert len({2, 6} & set(order)) == 1


def test_a_part_leaves_out_what_the_summary_has_already(talk: Conversation, scorer: Scorer) -> None:
    scores = scorer.probabilities(talk)
    assert 6 in set(ranked(talk, scores, slice(5, 9)))
    assert 6 not in set(ranked(talk, scores, slice(5, 9), taken=[2]))


def chosen_of(conversation: Conversation, scores: NDArray[np.float32]) -> list[int]:
    return select(conversation, scores, salience(conversation))


def test_the_selection_is_in_the_order_of_the_conversation(talk: Conversation) -> None:
    rising = np.linspace(0.1, 0.9, len(TALK)).astype(np.float32)
    long = replace(talk, lengths=talk.lengths * 40)  # as if much more had been said
    chosen = chosen_of(long, rising)
    assert len(chosen) > 2
    assert chosen == sorted(chosen)


def test_nothing_but_small_talk_gives_one_sentence(encoder: SentenceEncoder, scorer: Scorer) -> None:
    chat = read([Said("Yeah."), Said("Okay, that works."), Said("Thanks, bye.")], encoder)
    assert len(chosen_of(chat, scorer.probabilities(chat))) == 1


@pytest.mark.parametrize(
    ("words", "least", "most"), [(1, 1, 1), (1500, 6, 8), (10_000, 18, 24), (50_000, 40, 60)]
)
def test_the_length_grows_like_a_root(words: int, least: int, most: int) -> None:
    assert least <= wanted(words) <= most


def test_weights_for_other_features_are_refused(
    scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer.save(tmp_path)
    monkeypatch.setattr("summarizers.extractive.NAMES", (*NAMES[1:], "something else"))
    with pytest.raises(ValueError, match="other features"):
        Scorer.load(tmp_path)


def test_saved_weights_score_the_same(talk: Conversation, scorer: Scorer, tmp_path: Path) -> None:
    scorer.save(tmp_path)
    assert np.array_equal(Scorer.load(tmp_path).probabilities(talk), scorer.probabilities(talk))


def test_features_are_finite_and_of_order_one(encoder: SentenceEncoder) -> None:
    odd = read([Said("😀"), Said("?"), Said("word " * 400), Said("I paid 4,500 euros to Mira.")], encoder)
    found = features(odd)
    assert found.shape == (len(odd.sentences), len(NAMES))
    assert np.isfinite(found).all()
    assert np.abs(found).max() < 20


def test_features_with_other_embeddings_are_those_of_a_second_look(talk: Conversation) -> None:
    other = replace(talk, embeddings=talk.embeddings[::-1].copy())
    assert np.array_equal(with_embeddings(features(talk), other), features(other))
    assert not np.array_equal(features(other), features(talk))
