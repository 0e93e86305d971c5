"""Guessing ahead: whatever is guessed, the text is that of plain greedy search."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from summarizers.decoding import Choices, Decoding
from summarizers.drafting import GUESSES, drafted_search
from summarizers.hypotheses import Hypothesis, Limits
from summarizers.seq2seq import Seq2Seq

from tests.unit.reference_bart import END, PAD, START, Reference
from tests.unit.test_seq2seq import MOST, NETWORK, load, sources

SOURCES = sources(27)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Seq2Seq:
    return load(tmp_path_factory.mktemp("exact"), quantized=False)


class Counted(Decoding):
    runs = 0

    def read(self, tokens: Sequence[int], position: int) -> Choices:
        self.runs += 1
        return super().read(tokens, position)


def draft(network: Seq2Seq, source: list[int], guessed: list[int], limits: Limits) -> tuple[Hypothesis, int]:
    """Write about a source with guesses from elsewhere; returns the text and how often the decoder ran."""
    read = [(network.encode(source), network._ban(None))]
    decoding = Counted(network.decoder, read, [len(source)], steps=limits.most)
    return drafted_search(decoding, guessed, limits), decoding.runs


def test_one_source_alone_gets_the_text_that_the_reference_writes(exact: Seq2Seq, tmp_path: Path) -> None:
    begun = load(tmp_path, quantized=False, first_token=40)
    for network, first in ((exact, None), (begun, 40)):
        for least in (0, 1, 6):
            for source in SOURCES:
                (written,) = network.generate([source], max_new_tokens=MOST, min_new_tokens=least)
                expected = Reference(NETWORK, first).greedy(source, MOST, least, (PAD, START))
                assert (list(written.tokens), written.score) == (
                    expected[0],
                    pytest.approx(expected[1], abs=1e-4),
                )


@pytest.mark.parametrize("first", [None, 40])
@pytest.mark.parametrize("least", [1, 6, MOST])
def test_right_and_wrong_guesses_change_nothing_of_a_text(
    exact: Seq2Seq, least: int, first: int | None
) -> None:
    limits = Limits(START, END, least, MOST, first)
    for source in SOURCES:
        tokens, score = Reference(NETWORK, first).greedy(source, MOST, least, (PAD, START))
        right = [*tokens, END, 7, 8, 9]
        wrong = [token if place % 4 else 9 for place, token in enumerate(right, 1)]
        early = [*tokens[:3], END, *tokens[3:]]
        for guessed in (right, wrong, early, source, []):
            written, _ = draft(exact, source, guessed, limits)
            assert list(written.tokens) == tokens
            assert written.score == pytest.approx(score, abs=1e-4)
            assert written.ended == (len(tokens) < MOST)


def test_right_guesses_save_runs_and_wrong_ones_cost_none(exact: Seq2Seq) -> None:
    limits = Limits(START, END, 1, MOST)
    saved = 0
    for source in SOURCES:
        plain, runs = draft(exact, source, [], limits)
        assert runs == len(plain.tokens) + plain.ended
        _, guessing = draft(exact, source, [*plain.tokens, END], limits)
        _, erring = draft(exact, source, [*plain.tokens[:2], 9, 9, 9], limits)
        assert guessing <= erring <= runs
        saved = max(saved, runs - guessing)
    # The first two tokens come one by one; then every run is right about all that it guesses, and one more.
    assert saved == MOST - 2 - -(-(MOST - 2) // (GUESSES + 1))
