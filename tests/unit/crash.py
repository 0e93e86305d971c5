"""Crashes between any two steps: a process dies at its n-th call of AWS, before or after it was made."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

MOMENTS = ("before-call", "after-call")


class Crash(BaseException):
    """Nothing catches it, as nothing catches the end of a process."""


@contextmanager
def crash_at(clients: Iterable[Any], moment: str, number: int) -> Iterator[None]:
    """Have the clients' process die at their n-th call, counted from 0."""
    calls, clients = itertools.count(), list(clients)

    def die(**_: object) -> None:
        if next(calls) == number:
            raise Crash

    for client in clients:
        client.meta.events.register(moment, die)
    try:
        yield
    finally:
        for client in clients:
            client.meta.events.unregister(moment, die)


def every_crash(
    start: Callable[[], tuple[Callable[[], object], Iterable[Any]]], moments: Iterable[str] = MOMENTS
) -> Iterator[str]:
    """Run something anew with a crash at its first call, its second, ... until it runs through.

    ``start`` gives what to run and the clients that it uses. Yields, after each crash, what it was.
    """
    for moment in moments:
        for number in itertools.count():
            run, clients = start()
            try:
                with crash_at(clients, moment, number):
                    run()
            except Crash:
                yield f"{moment} {number}"
            else:
                break
