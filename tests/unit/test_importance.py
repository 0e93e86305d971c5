from pathlib import Path

import numpy as np
import pytest
from summarizers.features import features
from summarizers.importance import Importance
from summarizers.registry import MODELS
from summarizers.salience import salience

from tests.unit.talks import conversation

NETWORKS = Path(__file__).parents[2] / "layers" / "models"
TALK = conversation(
    ("Ana", "Hello Ben, how was your weekend?"),
    ("Ben", "Lovely, thanks. We went to the sea."),
    ("Ana", "The printer on the second floor is broken again, it prints every page twice."),
    ("Ben", "I will send a technician on Tuesday morning, and it costs you nothing."),
    ("Ana", "Great, thanks a lot."),
)


@pytest.mark.parametrize("name", MODELS)
def test_problems_and_promises_are_wanted_and_greetings_are_not(name: str) -> None:
    importance = Importance.load(NETWORKS / "importance", name)
    scores = np.full(len(TALK.sentences), 0.3, np.float32)
    for wanted in importance.of(features(TALK), scores, salience(TALK)):
        by_utterance = {
            sentence.utterance: value for sentence, value in zip(TALK.sentences, wanted.tolist(), strict=True)
        }
        assert min(by_utterance[2], by_utterance[3]) > max(by_utterance[k] for k in (0, 1, 4))
        assert 0 <= min(by_utterance.values()) <= max(by_utterance.values()) <= 1
