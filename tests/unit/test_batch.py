"""Conversations summarized together: what one wants of a network is asked with what the others want."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from summarizers import Order, Summarizer, Summary
from summarizers.meeting import Meeting

MODELS = Path(__file__).parents[2] / "layers" / "models"


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None = "Anh"
    start: float | None = None
    end: float | None = None


class Unreadable:
    """A turn that whoever reads it stumbles over."""

    speaker = start = end = None

    @property
    def text(self) -> str:
        raise LookupError("unreadable")


def attended(meeting: Meeting, *seats: Callable[[int], object]) -> list[object]:
    """What each seat comes to: a value, or the exception that it ends with."""

    def attend(number: int) -> object:
        try:
            return seats[number](number)
        except ValueError as fault:
            return fault
        finally:
            meeting.leave()

    with ThreadPoolExecutor(len(seats)) as threads:
        return list(threads.map(attend, range(len(seats))))


def test_what_all_ask_for_is_asked_once_in_the_order_of_the_seats() -> None:
    calls: list[list[int]] = []

    def squares(numbers: Sequence[int]) -> list[int]:
        calls.append(list(numbers))
        return [number**2 for number in numbers]

    meeting = Meeting(3, [squares])

    def ask(seat: int) -> list[int]:
        return [meeting.ask(seat, squares, 10 * seat + k) for k in range(seat + 1)]

    assert attended(meeting, ask, ask, ask) == [[0], [100, 121], [400, 441, 484]]
    assert calls == [[0, 10, 20], [11, 21], [22]]


def test_those_who_are_behind_catch_up() -> None:
    calls: list[tuple[str, int]] = []

    def first(asked: Sequence[int]) -> Sequence[int]:
        calls.append(("first", len(asked)))
        return asked

    def second(asked: Sequence[int]) -> Sequence[int]:
        calls.append(("second", len(asked)))
        return asked

    meeting = Meeting(2, [first, second])

    def ask(seat: int) -> None:
        for _ in range(3 * seat):
            meeting.ask(seat, first, seat)
        meeting.ask(seat, second, seat)

    attended(meeting, ask, ask)
    assert calls == [*[("first", 1)] * 3, ("second", 2)]


def test_a_question_that_cannot_be_answered_fails_alone() -> None:
    def roots(numbers: Sequence[int]) -> list[float]:
        if min(numbers) < 0:
            raise ValueError
        return [number**0.5 for number in numbers]

    meeting = Meeting(3, [roots])
    answers = attended(meeting, *(lambda seat, n=n: meeting.ask(seat, roots, n) for n in (4, -1, 9)))
    assert (answers[0], answers[2]) == (2, 3)
    assert isinstance(answers[1], ValueError)


@pytest.fixture(scope="module")
def mopsus() -> Summarizer:
    return Summarizer.load("mopsus", MODELS)


TALKS = (
    [Said("I'll order the servers in Frankfurt tomorrow.", "Mira"), Said("Great.", "Bo")],
    [Said("Did you send the contract to the customer?", "Ana"), Said("No, the price is wrong.", "Liam")],
    [Said("  ")],
)


def test_a_batch_of_one_is_that_conversation_alone(mopsus: Summarizer) -> None:
    for talk in TALKS:
        alone = mopsus.summarize(talk, extractive=True, abstractive=True)
        assert mopsus.summarize_batch([Order(talk, extractive=True, abstractive=True)]) == [alone]


def test_together_each_conversation_gets_its_own_summary_in_its_place(mopsus: Summarizer) -> None:
    orders = [Order(talk, extractive=True, abstractive=True) for talk in TALKS]
    for summaries in (mopsus.summarize_batch(orders), mopsus.summarize_batch(orders[::-1])[::-1]):
        first, second, nothing = map(_texts, summaries)
        assert all("servers" in text for text in first)
        assert not any("servers" in text for text in second)
        assert all("contract" in text or "price" in text for text in second)
        assert nothing == ("", "")


def test_each_gets_the_kinds_that_are_wanted_of_it(mopsus: Summarizer) -> None:
    first, second = mopsus.summarize_batch(
        [
            Order(TALKS[0], extractive=True, abstractive=False),
            Order(TALKS[1], extractive=False, abstractive=True),
        ]
    )
    assert isinstance(first, Summary)
    assert isinstance(second, Summary)
    assert (bool(first.extractive), first.long) == (True, None)
    assert (second.extractive, bool(second.long)) == (None, True)


def test_a_conversation_that_cannot_be_summarized_fails_alone(mopsus: Summarizer) -> None:
    orders = [Order(talk, extractive=True, abstractive=True) for talk in (TALKS[0], [Unreadable()], TALKS[1])]
    first, fault, last = mopsus.summarize_batch(orders)
    assert isinstance(fault, LookupError)
    assert isinstance(first, Summary)
    assert isinstance(last, Summary)
    assert "Mira" in _texts(first)[1]
    assert "Liam" in _texts(last)[1] or "Ana" in _texts(last)[1]


def _texts(summary: Summary | Exception) -> tuple[str, str]:
    assert isinstance(summary, Summary)
    return tuple(
        " ".join(segment.text for segment in segments or ())
        for segments in (summary.extractive, summary.long)
    )  # type: ignore[return-value]
