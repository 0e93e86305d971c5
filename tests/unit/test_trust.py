from dataclasses import asdict
from pathlib import Path

import pytest
from summarizers.trust import Draft, Trust, evidence, fault

GOOD = Draft(
    text="Ben will order seals for the pump by Friday.",
    told="I'll order seals for it by Friday.",
    speaker="Ben",
    window=(
        "[unused1]: the pump leaks.",
        "[unused40] [unused2]: i'll order seals for it by friday.",
    ),
    speakers=("Ana", "Ben"),
    likely=-0.3,
    least=-1.2,
    brought=-0.8,
    margin=6.0,
    needs=0.8,
)


def test_a_good_sentence_has_no_fault_and_is_trusted() -> None:
    assert fault(GOOD) is None
    assert Trust.load(Path("layers/models/trust")).of(GOOD) > 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ben will order seals for the", "incomplete"),
        ("Ben tells Ben to order seals.", "tells themself"),
        ("Ben will order seals for the pump by Monday.", "number not in the window"),
        ("Ben will order seals for Gerda by Friday.", "name not in the window"),
        ("Ben will order hoses for the pump by Friday.", "word not in the window"),
        ("Ben will order pump seals for the pump seals.", "repeats itself"),
    ],
)
def test_what_nobody_may_read(text: str, reason: str | None) -> None:
    assert fault(GOOD._replace(text=text)) == reason


@pytest.mark.parametrize(
    "worse",
    [
        {"likely": -1.8},
        {"least": -7.0, "brought": -7.0},
        {"margin": -1.0},
        {"text": "Ben won't order seals for the pump by Friday."},
        {"text": "Ben will order seals."},
    ],
)
def test_doubts_cost_trust(worse: dict[str, object]) -> None:
    trust = Trust.load(Path("layers/models/trust"))
    assert trust.of(GOOD._replace(**worse)) < trust.of(GOOD)


def test_there_is_a_weight_for_each_column() -> None:
    weights = asdict(Trust.load(Path("layers/models/trust")))["weights"]
    assert weights.shape == evidence(GOOD).shape
