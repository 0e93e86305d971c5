"""Sentences judged by hand: what is asked about them, and how many of those that pass are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.train.gate import GATES, Candidate, content, measure, mistaken

if TYPE_CHECKING:
    from pathlib import Path

ANA, BEN, EVA = 2, 3, 4


def test_a_sentence_is_mistaken_by_exchanging_its_speakers_or_putting_another_in_their_place() -> None:
    assert set(mistaken((ANA, 50, BEN), [ANA, BEN])) == {(BEN, 50, ANA), (BEN, 50, BEN), (ANA, 50, ANA)}
    assert set(mistaken((ANA, 50), [ANA, EVA])) == {(EVA, 50)}


def test_a_sentence_about_nobody_cannot_be_mistaken() -> None:
    assert mistaken((50, 51), [ANA, BEN]) == []


def test_content_is_what_is_left_without_reporting() -> None:
    assert content("[unused1] tells [unused2] about the broken boiler.") == content("boiler broken")


GOOD = {"unsaid": 0, "repeated": 0, "own": 1.0, "margin": 5.0, "near": 6.0, "level": -0.4}


@pytest.mark.parametrize(
    ("worse", "passes"),
    [
        ({}, True),
        ({"unsaid": 1}, False),
        ({"repeated": 1}, False),
        ({"own": 0.5}, False),
        ({"margin": 0.5}, False),
        ({"near": 1.0}, False),
        ({"level": -1.5}, False),
    ],
)
def test_each_kind_of_evidence_can_stop_a_sentence(worse: dict[str, float], passes: bool) -> None:  # noqa: FBT001
    figures = GOOD | worse
    candidate = Candidate(
        "talk",
        0,
        "right",
        unsaid=int(figures["unsaid"]),
        repeated=int(figures["repeated"]),
        own=figures["own"],
        margin=figures["margin"],
        near=figures["near"],
        level=figures["level"],
        text="",
        sources="",
    )
    assert GATES["strict"].passes(candidate) is passes


def test_table_counts_the_verdicts_of_those_that_pass(tmp_path: Path) -> None:
    rows = [
        "conversation number verdict unsaid repeated own margin near level text sources".replace(" ", "\t")
    ]
    for verdict, near in (("right", 6), ("right", 1), ("wrong", 6), ("wrong", -2), ("", 6)):
        rows.append(f"talk\t0\t{verdict}\t0\t0\t1\t5\t{near}\t-0.4\t\t")
    path = tmp_path / "verdicts.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    table = {line.split()[0]: line.split()[1:] for line in measure(path).splitlines()}
    assert table["none"] == ["4", "4", "2", "0", "2"]
    assert table["loose"] == ["4", "3", "2", "0", "1"]
    assert table["strict"] == ["4", "2", "1", "0", "1"]
