from functools import cache
from pathlib import Path

import numpy as np
import pytest
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.features import features
from summarizers.grounding import Grounding
from summarizers.importance import columns
from summarizers.leaning import Leaning, Links, preceding
from summarizers.registry import MODELS
from summarizers.salience import salience
from summarizers.table_encoder import TableEncoder
from summarizers.teller import Teller

from tests.unit.talks import said

NETWORKS = Path(__file__).parents[2] / "layers" / "models"
ENCODER = cache(lambda embeds: (SentenceEncoder if embeds else TableEncoder)(NETWORKS / "minilm"))


def leaning(name: str, *turns: tuple[str, str]) -> Leaning:
    talk = read(said(*turns), ENCODER(MODELS[name].embeds))
    rated = salience(talk)
    teller = Teller(talk)
    grounding = Grounding(teller.spelling.cases, teller.participants.speakers)
    seen = columns(features(talk), np.full(len(talk.sentences), 0.3, np.float32), rated)
    return Leaning(talk, rated, grounding, seen, Links.load(NETWORKS / "leaning", name))


@pytest.mark.parametrize("name", MODELS)
def test_what_points_to_the_sentence_before_leans_on_it(name: str) -> None:
    found = leaning(
        name,
        ("Ana", "The council wants to close the swimming pool on Mill Lane in October."),
        ("Ben", "The parents of both schools have signed a letter against the closure of the pool."),
        ("Ana", "They sent it to them last week."),
    )
    assert found.needs(2) > max(found.needs(0), found.needs(1))
    likely = found.on(2)
    assert max(likely, key=lambda index: likely[index]) == 1
    assert sum(likely.values()) == pytest.approx(found.needs(2), rel=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_a_brief_answer_leans_on_its_question(name: str) -> None:
    found = leaning(
        name,
        ("Ana", "The removal firm comes on the third of March with two vans."),
        ("Ben", "How much does the insurance for the piano cost?"),
        ("Ana", "About forty pounds."),
    )
    likely = found.on(2)
    assert max(likely, key=lambda index: likely[index]) == 1


def test_the_first_sentence_leans_on_nothing() -> None:
    assert leaning("iamus", ("Ana", "It broke.")).on(0) == {}


def test_the_row_before_the_first_is_empty() -> None:
    assert preceding(np.array([[1.0], [2.0]], np.float32)).tolist() == [[0.0], [1.0]]
