from dataclasses import dataclass

import numpy as np
import pytest
from summarizers import Segment

from tools.bench import rightness, topics


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None
    start: float | None = None
    end: float | None = None


TALK = (Said("I'll order nine pumps in Kiel on Monday.", "Ana"), Said("Good.", "Ben"))


def segment(text: str) -> Segment:
    return Segment(text, 0.5, (0,))


def test_the_same_topics_have_no_wrong_window() -> None:
    wanted = topics.numbered(40, [0, 10, 25])
    window = topics.half_a_topic(wanted)
    assert wanted[-1] == 2
    assert topics.pk(wanted, wanted, window) == 0
    assert topics.window_diff(wanted, wanted, window) == 0


def test_a_boundary_that_is_missed_costs_as_much_as_windows_have_it() -> None:
    wanted, found = topics.numbered(40, [20]), topics.numbered(40, [])
    window = 5
    assert topics.pk(wanted, found, window) == pytest.approx(5 / 35)
    assert topics.window_diff(wanted, found, window) == pytest.approx(5 / 35)


def test_uniform_topics_are_of_one_length() -> None:
    assert np.bincount(topics.uniform(30, 3)).tolist() == [10, 10, 10]


def test_a_quotation_stays_one_sentence() -> None:
    found = rightness.sentences(segment('Ana says: "Nine. Not ten." Ben agrees. The pumps are in Kiel.'))
    assert found == ['Ana says: "Nine. Not ten."', "Ben agrees.", "The pumps are in Kiel."]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ana will order nine pumps in Kiel on Monday.", True),
        ("Ana will order ten pumps in Kiel on Monday.", False),
        ("Ana will order nine pumps in Lübeck on Monday.", False),
        ("Ana will order nine pumps in Kiel on Friday.", False),
        ("Ana tells Ben that nine pumps will come.", True),
    ],
)
def test_names_and_numbers_must_stand_in_the_sources(sentence: str, *, expected: bool) -> None:
    assert rightness.supported(sentence, segment(sentence), TALK) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ana will order nine pumps.", True),
        ("Ana will order nine pumps in the", False),
        ("Ana tells Ana to order nine pumps.", False),
        ('Ana says: "Nine."', True),
    ],
)
def test_what_is_broken_does_not_pass(sentence: str, *, expected: bool) -> None:
    assert rightness.sound(sentence, TALK) is expected
