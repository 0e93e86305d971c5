from functools import cache
from pathlib import Path

import numpy as np
import pytest
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.features import features
from summarizers.importance import Importance, columns, following
from summarizers.registry import MODELS
from summarizers.salience import salience
from summarizers.table_encoder import TableEncoder

from tests.unit.talks import said

NETWORKS = Path(__file__).parents[2] / "layers" / "models"
ENCODER = cache(lambda embeds: (SentenceEncoder if embeds else TableEncoder)(NETWORKS / "minilm"))


def rated(name: str, *turns: tuple[str, str]) -> list[list[float]]:
    """How likely the sentences are wanted in minutes and in a few lines, and hold no longer."""
    talk = read(said(*turns), ENCODER(MODELS[name].embeds))
    scores = np.full(len(talk.sentences), 0.3, np.float32)
    importance = Importance.load(NETWORKS / "importance", name)
    seen = columns(features(talk), scores, salience(talk))
    return [row.tolist() for row in importance.of(seen, talk.embeddings)]


@pytest.mark.parametrize("name", MODELS)
def test_problems_and_promises_are_wanted_and_greetings_are_not(name: str) -> None:
    minutes, gist, _ = rated(
        name,
        ("Ana", "Hello Ben, how was your weekend?"),
        ("Ben", "Lovely, thanks. We went to the sea."),
        ("Ana", "The printer on the second floor is broken again, it prints every page twice."),
        ("Ben", "I will send a technician on Tuesday morning, and it costs you nothing."),
        ("Ana", "Great, thanks a lot."),
    )
    for wanted in (minutes, gist):
        problem, promise = wanted[-3:-1]
        assert min(problem, promise) > max(*wanted[:-3], wanted[-1])
        assert 0 <= min(wanted) <= max(wanted) <= 1


@pytest.mark.parametrize("name", MODELS)
def test_a_proposal_that_is_refused_is_likely_to_hold_no_longer(name: str) -> None:
    *_, passing = rated(
        name,
        ("Ana", "The kitchen is being painted in the second week of May."),
        ("Ben", "We could hold the meeting on Tuesday at ten."),
        ("Ana", "No, Tuesday is full. Thursday at two, in the small room."),
        ("Ben", "Thursday at two it is, I will tell the others."),
    )
    assert passing[1] > max(passing[0], passing[-1])


def test_the_row_after_the_last_is_empty() -> None:
    assert following(np.array([[1.0], [2.0]], np.float32)).tolist() == [[2.0], [0.0]]
