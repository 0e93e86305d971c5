"""How far a measurement is."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def progress(cases: Sequence[T], label: str) -> Iterator[T]:
    """The cases, with a line on the terminal that says how far this is and how long it takes yet."""
    started = time.perf_counter()
    for number, case in enumerate(cases):
        yield case
        left = (time.perf_counter() - started) / (number + 1) * (len(cases) - number - 1)
        if sys.stderr.isatty() or number + 1 == len(cases):
            end = "\n" if number + 1 == len(cases) else "\r"
            print(
                f"{label}: {number + 1} of {len(cases)}, {left:.0f} s left   ",
                end=end,
                file=sys.stderr,
                flush=True,
            )
