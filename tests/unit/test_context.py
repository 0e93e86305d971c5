from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from summarizers.context import REACH, ContextScorer
from summarizers.table_encoder import TableEncoder

MODELS = Path(__file__).parents[2] / "layers" / "models"
SEEN, READ, WIDTH, MEMBERS = 3, 4, 5, 2


@pytest.fixture
def scorer() -> ContextScorer:
    chance = np.random.default_rng(5)
    shapes = {
        "mean": (SEEN,),
        "scale": (SEEN,),
        "from_features": (MEMBERS, SEEN, WIDTH),
        "from_embedding": (MEMBERS, READ, WIDTH),
        "bias": (MEMBERS, WIDTH),
        "near": (MEMBERS, REACH * WIDTH, WIDTH),
        "near_bias": (MEMBERS, WIDTH),
        "far": (MEMBERS, REACH * WIDTH, WIDTH),
        "far_bias": (MEMBERS, WIDTH),
        "whole": (MEMBERS, WIDTH, WIDTH),
        "output": (MEMBERS, WIDTH),
        "output_bias": (MEMBERS,),
    }
    assert set(shapes) == {field.name for field in fields(ContextScorer)}
    return ContextScorer(
        **{name: chance.uniform(0.1, 1, shape).astype(np.float32) for name, shape in shapes.items()}
    )


def rows(count: int, width: int) -> np.ndarray:
    return np.random.default_rng(count).normal(size=(count, width)).astype(np.float32)


def test_a_sentence_hears_its_neighbours_and_of_the_rest_the_mean_alone(scorer: ContextScorer) -> None:
    seen, embeddings = np.zeros((30, SEEN), np.float32), np.abs(rows(30, READ))
    moved = embeddings.copy()
    moved[[20, 22]] = moved[[22, 20]]  # the mean of the conversation stays as it is
    change = np.abs(scorer.logits(seen, moved, 1) - scorer.logits(seen, embeddings, 1))
    reach = REACH // 2 * 2
    assert change[20 - reach : 23 + reach].max() > 0.01
    assert max(change[: 20 - reach].max(), change[23 + reach :].max()) < 0.001


def test_members_are_averaged(scorer: ContextScorer) -> None:
    seen, embeddings = rows(9, SEEN), rows(9, READ)
    first, both = (scorer.logits(seen, embeddings, members) for members in (1, 2))
    second = 2 * both - first
    swapped = ContextScorer(
        scorer.mean,
        scorer.scale,
        *(getattr(scorer, field.name)[::-1] for field in fields(ContextScorer)[2:]),
    )
    np.testing.assert_allclose(swapped.logits(seen, embeddings, 1), second, rtol=1e-3, atol=1e-3)


def test_weights_survive_being_stored(scorer: ContextScorer, tmp_path: Path) -> None:
    scorer.save(tmp_path / "scorer.npz")
    seen, embeddings = rows(9, SEEN), rows(9, READ)
    again = ContextScorer.load(tmp_path / "scorer.npz")
    np.testing.assert_allclose(
        again.logits(seen, embeddings, 2), scorer.logits(seen, embeddings, 2), rtol=0.02, atol=0.2
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
