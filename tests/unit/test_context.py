from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from summarizers.context import REACH, ContextScorer
from summarizers.table_encoder import TableEncoder

MODELS = Path(__file__).parents[2] / "layers" / "models"
SEEN, READ, WIDTH = 3, 4, 5


@pytest.fixture
def scorer() -> ContextScorer:
    chance = np.random.default_rng(5)
    shapes = {
        "mean": (SEEN,),
        "scale": (SEEN,),
        "from_features": (SEEN, WIDTH),
        "from_embedding": (READ, WIDTH),
        "bias": (WIDTH,),
        "near": (REACH * WIDTH, WIDTH),
        "near_bias": (WIDTH,),
        "far": (REACH * WIDTH, WIDTH),
        "far_bias": (WIDTH,),
        "whole": (WIDTH, WIDTH),
        "output": (WIDTH,),
        "output_bias": (),
    }
    assert set(shapes) == {field.name for field in fields(ContextScorer)}
    return ContextScorer(
        **{name: np.asarray(chance.uniform(0.1, 1, shape), np.float32) for name, shape in shapes.items()}
    )


def rows(count: int, width: int) -> np.ndarray:
    return np.random.default_rng(count).normal(size=(count, width)).astype(np.float32)


def test_a_sentence_hears_its_neighbours_and_of_the_rest_the_mean_alone(scorer: ContextScorer) -> None:
    seen, embeddings = np.tile(scorer.mean, (30, 1)), np.abs(rows(30, READ))
    moved = embeddings.copy()
    moved[[20, 22]] = moved[[22, 20]]  # the mean of the conversation stays as it is
    before = scorer.logits(seen, embeddings)
    change = np.abs(scorer.logits(seen, moved) / before - 1)
    reach = REACH // 2 * 2
    assert change[20 - reach : 23 + reach].max() > 1e-4
    assert max(change[: 20 - reach].max(), change[23 + reach :].max()) < 1e-6


def test_weights_survive_being_stored(scorer: ContextScorer, tmp_path: Path) -> None:
    scorer.save(tmp_path / "scorer.npz")
    seen, embeddings = rows(9, SEEN), rows(9, READ)
    again = ContextScorer.load(tmp_path / "scorer.npz")
    np.testing.assert_allclose(
        again.logits(seen, embeddings), scorer.logits(seen, embeddings), rtol=0.02, atol=0.2
    )


def test_texts_that_share_words_are_near_without_a_network() -> None:
    first, second, other = TableEncoder(MODELS / "minilm").embed(
        ["The council gave us the park.", "We got the park from the council!", "My battery is empty."]
    )
    assert first @ second > 0.6
    assert first @ other < 0.3
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-3)


def test_a_text_without_words_has_a_vector_too() -> None:
    assert np.isfinite(TableEncoder(MODELS / "minilm").embed(["", "?!..."])).all()
