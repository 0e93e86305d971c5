"""Conversations that are summarized at the same time, each in a thread, and meet at the networks.

When every thread waits for a network, what they ask for is asked in one go. So what goes together depends on
the conversations alone, not on which thread was faster, and the networks are never in use twice.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")
Service = Callable[[Sequence[Q]], Sequence[A]]
"""Answers several questions at once."""


@dataclass(frozen=True, slots=True)
class _Asked:
    seat: int
    service: Callable[[Any], Sequence[Any]]
    question: object
    answer: Future[Any] = field(default_factory=Future)


class Meeting:
    """A number of seats, each of which asks one question at a time until it leaves.

    services: who can be asked, in the order in which they are: a later one not before all seats ask for it
    or for an even later one, so that as many as possible ask together.
    """

    def __init__(self, seats: int, services: Sequence[Service[Any, Any]]) -> None:
        self._services = services
        self._present = seats
        self._asked: list[_Asked] = []
        self._lock = Lock()

    def ask(self, seat: int, service: Service[Q, A], question: Q) -> A:
        """Wait until all others wait too, and give the answer; raises what the service raises on this one.

        What another seat asked for harms nobody: what cannot be answered together is answered one by one.
        """
        asked = _Asked(seat, service, question)
        with self._lock:
            self._asked.append(asked)
        self._answer()
        answer: A = asked.answer.result()
        return answer

    def leave(self) -> None:
        """Give a seat up."""
        with self._lock:
            self._present -= 1
        self._answer()

    def _answer(self) -> None:
        with self._lock:
            if not self._asked or len(self._asked) < self._present:
                return
            first = min(self._services.index(asked.service) for asked in self._asked)
            service = self._services[first]
            due = sorted((a for a in self._asked if a.service == service), key=lambda asked: asked.seat)
            self._asked = [asked for asked in self._asked if asked.service != service]
        _serve(service, due)


def _serve(service: Service[Any, Any], due: Sequence[_Asked]) -> None:
    try:
        answers = service([asked.question for asked in due])
    except BaseException as fault:  # noqa: BLE001 - it is raised where it was asked for
        if len(due) == 1 or not isinstance(fault, Exception):
            for asked in due:
                asked.answer.set_exception(fault)
            return
        for asked in due:
            _serve(service, [asked])
        return
    for asked, answer in zip(due, answers, strict=True):
        asked.answer.set_result(answer)
