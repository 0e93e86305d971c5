"""Decoding against the plain reference: token for token in fp32, closely in int8."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from summarizers.seq2seq import SOURCES_AT_ONCE, Seq2Seq, SequenceLengthError

from tests.unit.reference_bart import END, PAD, POSITIONS, SPEAKERS, START, Reference, random_network
from tools.train.export import write_networks
from tools.train.network import Network

NETWORK = random_network(seed=7)
REFERENCE = Reference(NETWORK)
CONFIG = {
    "positions": POSITIONS,
    "start_token": START,
    "end_token": END,
    "reserved_tokens": SPEAKERS,
    "suppressed_tokens": [PAD, START],
}
MOST = 10


# Of 300 drawn sources, some where the texts depend on when beam search stops.
LATE = (4, 42, 119, 153)


def sources(count: int) -> list[list[int]]:
    rng = np.random.default_rng(count)
    return [rng.integers(3, 60, rng.integers(1, POSITIONS + 1)).tolist() for _ in range(count)]


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Seq2Seq:
    return load(tmp_path_factory.mktemp("exact"), quantized=False)


@pytest.fixture(scope="module")
def quantized(tmp_path_factory: pytest.TempPathFactory) -> Seq2Seq:
    return load(tmp_path_factory.mktemp("quantized"), quantized=True)


def load(
    folder: Path,
    *,
    quantized: bool,
    network: Network = NETWORK,
    frequent: list[int] | None = None,
    **config: int,
) -> Seq2Seq:
    write_networks(network, folder, quantized=quantized, frequent=frequent)
    (folder / "config.json").write_text(json.dumps(CONFIG | config))
    return Seq2Seq(folder)


@pytest.mark.parametrize("count", [1, 2 * SOURCES_AT_ONCE + 3])
def test_greedy_writes_what_the_reference_writes(exact: Seq2Seq, count: int) -> None:
    given = sources(count)
    written = exact.generate(given, max_new_tokens=MOST)
    expected = [REFERENCE.greedy(source, MOST, 1, (PAD, START)) for source in given]
    assert [list(hypothesis.tokens) for hypothesis in written] == [tokens for tokens, _ in expected]
    assert [hypothesis.score for hypothesis in written] == pytest.approx(
        [score for _, score in expected], abs=1e-4
    )


@pytest.mark.parametrize("beams", [2, 4])
def test_beam_search_writes_what_the_reference_writes(exact: Seq2Seq, beams: int) -> None:
    given = [*sources(4), *(sources(300)[index] for index in LATE)]
    written = exact.generate(given, beams=beams, max_new_tokens=MOST, min_new_tokens=2)
    expected = [REFERENCE.beam(source, beams, MOST, 2, (PAD, START)) for source in given]
    assert [list(hypothesis.tokens) for hypothesis in written] == [tokens for tokens, _ in expected]
    assert [hypothesis.score for hypothesis in written] == pytest.approx(
        [score for _, score in expected], abs=1e-4
    )


@pytest.mark.parametrize("beams", [1, 3])
def test_a_first_token_that_is_given_costs_nothing(tmp_path: Path, beams: int) -> None:
    given, first = sources(9), 40
    begun = load(tmp_path, quantized=False, first_token=first)
    reference = Reference(NETWORK, first)
    expected = [
        reference.greedy(source, MOST, 1, (PAD, START))
        if beams == 1
        else reference.beam(source, beams, MOST, 1, (PAD, START))
        for source in given
    ]
    written = begun.generate(given, beams=beams, max_new_tokens=MOST)
    assert [list(hypothesis.tokens) for hypothesis in written] == [tokens for tokens, _ in expected]
    assert all(hypothesis.tokens[0] == first for hypothesis in written)
    assert [hypothesis.score for hypothesis in written] == pytest.approx(
        [score for _, score in expected], abs=1e-4
    )


def test_embeddings_are_scaled_where_they_are_read_but_not_where_tokens_are_chosen(tmp_path: Path) -> None:
    network = replace(NETWORK, embedding_scale=3.0)
    given = sources(6)
    expected = [Reference(network).greedy(source, MOST, 1, (PAD, START))[0] for source in given]
    written = load(tmp_path, quantized=False, network=network).generate(given, max_new_tokens=MOST)
    assert [list(hypothesis.tokens) for hypothesis in written] == expected
    assert expected != [REFERENCE.greedy(source, MOST, 1, (PAD, START))[0] for source in given]


def test_the_examples_end_at_different_lengths_and_some_are_cut_off(exact: Seq2Seq) -> None:
    """Otherwise the tests above would not show what becomes of rows that end."""
    written = exact.generate(sources(19), max_new_tokens=MOST)
    assert len({len(hypothesis.tokens) for hypothesis in written}) > 4
    assert {hypothesis.ended for hypothesis in written} == {True, False}
    assert all(len(hypothesis.tokens) == MOST for hypothesis in written if not hypothesis.ended)


def test_allowed_speakers_are_the_only_ones_written(exact: Seq2Seq) -> None:
    given = sources(8)
    allowed: list[set[int] | None] = [
        {SPEAKERS[index % 3]} if index % 2 else None for index in range(len(given))
    ]
    for beams in (1, 2):
        free = exact.generate(given, beams=beams, max_new_tokens=MOST)
        bound = exact.generate(given, beams=beams, max_new_tokens=MOST, allowed=allowed)
        for source, before, after, tokens in zip(given, free, bound, allowed, strict=True):
            if tokens is None:
                assert after.tokens == before.tokens
                continue
            banned = (PAD, START, *(token for token in SPEAKERS if token not in tokens))
            expected, _ = (
                REFERENCE.greedy(source, MOST, 1, banned)
                if beams == 1
                else REFERENCE.beam(source, beams, MOST, 1, banned)
            )
            assert list(after.tokens) == expected
        assert any(set(hypothesis.tokens) & set(SPEAKERS) for hypothesis in free)


FREQUENT = [END, *range(30, 45), SPEAKERS[0], PAD]


def only(tokens: set[int]) -> Reference:
    """Return the reference of a network that has no other tokens to write with."""
    bias = NETWORK.weights["final_logits_bias"].copy()
    bias[:, [token for token in range(NETWORK.vocabulary) if token not in tokens]] = -1e9
    return Reference(replace(NETWORK, weights={**NETWORK.weights, "final_logits_bias": bias}))


@pytest.fixture(scope="module")
def shortlisted(tmp_path_factory: pytest.TempPathFactory) -> Seq2Seq:
    return load(tmp_path_factory.mktemp("shortlisted"), quantized=False, frequent=FREQUENT)


@pytest.mark.parametrize("beams", [1, 4])
def test_a_shortlist_leaves_frequent_tokens_and_those_of_the_source(shortlisted: Seq2Seq, beams: int) -> None:
    given = sources(19)
    written = shortlisted.generate(given, beams=beams, max_new_tokens=MOST)
    unlike = 0
    for source, hypothesis in zip(given, written, strict=True):
        reference = only({*FREQUENT, *source})
        expected, score = (
            reference.greedy(source, MOST, 1, (PAD, START))
            if beams == 1
            else reference.beam(source, beams, MOST, 1, (PAD, START))
        )
        assert list(hypothesis.tokens) == expected
        assert hypothesis.score == pytest.approx(score, abs=1e-4)
        unlike += expected != REFERENCE.greedy(source, MOST, 1, (PAD, START))[0]
    assert unlike, "the shortlist shut nothing out"


def test_a_shortlist_does_not_change_what_texts_score(exact: Seq2Seq, shortlisted: Seq2Seq) -> None:
    targets = [[30, 31, 6], [50, 51], [3, 44, 59, 8]]
    for source in sources(3):
        expected = exact.score(source, targets)
        assert shortlisted.score(source, targets) == pytest.approx(expected, abs=1e-4)


def test_allowed_speakers_are_given_for_every_source_or_none(exact: Seq2Seq) -> None:
    with pytest.raises(ValueError, match="2 sources, but allowed tokens for 1"):
        exact.generate([[7], [8]], max_new_tokens=MOST, allowed=[{3}])


def test_no_sources_make_no_texts(exact: Seq2Seq) -> None:
    assert exact.generate([], max_new_tokens=MOST) == exact.generate([], beams=4, max_new_tokens=MOST) == []


@pytest.mark.parametrize("beams", [1, 3])
def test_a_text_does_not_end_before_its_least_length(exact: Seq2Seq, beams: int) -> None:
    given = sources(19)
    short = [len(written.tokens) for written in exact.generate(given, beams=beams, max_new_tokens=MOST)]
    bound = exact.generate(given, beams=beams, max_new_tokens=MOST, min_new_tokens=6)
    assert min(short) < 6
    assert all(6 <= len(written.tokens) <= MOST for written in bound)


def test_score_is_the_log_probability_of_each_text_and_its_end(exact: Seq2Seq) -> None:
    (source,) = sources(1)
    rng = np.random.default_rng(3)
    # More tokens than are judged in one run.
    targets = [rng.integers(3, 60, length).tolist() for length in (5, 1, 12, 0, 20, 7, 16, 9, 20)]
    expected = []
    for target in targets:
        scores = REFERENCE.log_probabilities(source, [START, *target])
        expected.append(scores[np.arange(len(target) + 1), [*target, END]].sum())
    assert exact.score(source, targets) == pytest.approx(expected, abs=1e-3)
    assert exact.score(source, []).shape == (0,)


def test_a_generated_text_scores_what_its_search_said(exact: Seq2Seq) -> None:
    for source in sources(5):
        (written,) = exact.generate([source], beams=3, max_new_tokens=MOST)
        if written.ended:
            (score,) = exact.score(source, [written.tokens])
            assert score / (len(written.tokens) + 1) == pytest.approx(written.score, abs=1e-4)


def test_integers_stay_close_to_floats(exact: Seq2Seq, quantized: Seq2Seq) -> None:
    rng = np.random.default_rng(4)
    differences = []
    for source in sources(12):
        targets = [rng.integers(3, 60, 8).tolist() for _ in range(4)]
        differences.append((quantized.score(source, targets) - exact.score(source, targets)) / 9)
    assert np.abs(differences).mean() < 0.1


def test_integers_choose_like_floats(exact: Seq2Seq, quantized: Seq2Seq) -> None:
    given = sources(16)
    expected = exact.generate(given, max_new_tokens=MOST)
    written = quantized.generate(given, max_new_tokens=MOST)
    firsts = [ours.tokens[0] == theirs.tokens[0] for ours, theirs in zip(written, expected, strict=True)]
    assert np.mean(firsts) > 0.8


@pytest.mark.parametrize("length", [0, POSITIONS + 1])
def test_a_source_without_a_position_for_each_piece_is_refused(exact: Seq2Seq, length: int) -> None:
    with pytest.raises(SequenceLengthError, match=f"{length} tokens"):
        exact.generate([[7] * length], max_new_tokens=MOST)
    with pytest.raises(SequenceLengthError, match=f"{length} tokens"):
        exact.score([7] * length, [[8]])


def test_a_text_without_a_position_for_each_piece_is_refused(exact: Seq2Seq) -> None:
    with pytest.raises(SequenceLengthError):
        exact.generate([[7]], max_new_tokens=POSITIONS + 1)
    with pytest.raises(SequenceLengthError):
        exact.score([7], [[8] * POSITIONS])
    assert np.isfinite(exact.score([7] * POSITIONS, [[8] * (POSITIONS - 1)])).all()
