"""The sentence encoder that ships."""

from pathlib import Path

import numpy as np
import pytest
from summarizers.embeddings import WINDOW, SentenceEncoder

FOLDER = Path(__file__).parents[2] / "layers" / "models" / "minilm"
# Cosines of all-MiniLM-L6-v2 in fp32, computed with sentence-transformers.
PAIRS = {
    ("The meeting is on Friday.", "We meet on Friday."): 0.6715,
    ("Who broke the printer again?", "Somebody should repair the printer."): 0.7606,
    ("I'd like a table for four.", "The certificate expired last night."): 0.0097,
}


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(FOLDER)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_similarities_are_those_of_the_published_network(
    encoder: SentenceEncoder, pair: tuple[str, str]
) -> None:
    first, second = encoder.embed(pair)
    assert float(first @ second) == pytest.approx(PAIRS[pair], abs=0.04)


def test_every_vector_has_unit_length_and_the_place_of_its_text(encoder: SentenceEncoder) -> None:
    texts = ["Yes.", "", "The budget for the third quarter is too small.", "No.", "word " * 700, "Yes."]
    vectors = encoder.embed(texts)
    assert vectors.shape == (6, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    alone = np.concatenate([encoder.embed([text]) for text in texts])
    assert (vectors * alone).sum(axis=1) == pytest.approx(np.ones(6), abs=0.01)
    assert float(vectors[0] @ vectors[3]) < 0.9


def test_no_texts_make_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.embed([]).shape == (0, 384)


def test_a_long_text_is_the_mean_of_its_windows(encoder: SentenceEncoder) -> None:
    halves = ["budget " * (WINDOW - 10), "kitten " * (WINDOW - 10)]
    whole, first, second = encoder.embed([" ".join(halves), *halves])
    mean = (first + second) / np.linalg.norm(first + second)
    assert float(whole @ mean) > 0.99
    assert float(whole @ second) > float(first @ second) + 0.2, "the end was not read"
