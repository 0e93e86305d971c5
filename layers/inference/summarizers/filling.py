"""Fills so many words with the best lines; what is not understood alone may come with its context."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from summarizers.lines import Line

Value = Callable[[Line, Collection[int]], float]

_FIXED = 12  # words that a line costs however short it is


def fill(
    lines: Sequence[Line],
    value: Value,
    room: int,
    least: float,
    taken: Collection[int] = (),
) -> list[Line]:
    """The lines that are worth most for their words; one in any case.

    value: of a line where these sentences are told. room: words for all of them. least: what a line must be
    worth. taken: sentences that are told already.
    """
    chosen: list[Line] = []
    told = set(taken)
    pending = list(lines)
    while pending:
        rated = [
            _Option(_gain(option, chosen, told, value), sum(line.size for line in option), option)
            for line in pending
            for option in _options(line, told)
        ]
        fitting = [option for option in rated if option.size <= room]
        worth_it = [option for option in fitting if option.worth >= least]
        best = max(worth_it or ([] if chosen else fitting or rated), key=_density, default=None)
        if best is None:
            break
        chosen += best.lines
        room -= best.size
        told |= {index for line in best.lines for index in line.indices}
        pending = [line for line in pending if not told & set(line.indices)]
    return chosen


class _Option(NamedTuple):
    """A way to tell a line: with those that it needs, or without."""

    worth: float
    size: int
    lines: tuple[Line, ...]


def _density(option: _Option) -> float:
    return option.worth / (option.size + _FIXED)


def _options(line: Line, told: set[int]) -> Iterator[tuple[Line, ...]]:
    """A line alone, with the last of its context, with the last two, as long as nothing is told twice."""
    option: tuple[Line, ...] = (line,)
    yield option
    for before in reversed(line.context):
        if not told.isdisjoint(before.indices):
            break
        option = (before, *option)
        yield option


def _gain(option: Sequence[Line], chosen: Sequence[Line], told: set[int], value: Value) -> float:
    """What a summary is worth more with these lines, which others may need too."""
    both = told.union(*(line.indices for line in option))
    worth = sum(value(line, both) for line in option)
    return worth + sum(value(line, both) - value(line, told) for line in chosen)
