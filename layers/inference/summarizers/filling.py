"""Fills so many words with the best lines; what is not understood alone comes with its context."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from summarizers.lines import Line

_FIXED = 6  # words that a line costs however short it is


def fill(lines: Sequence[Line], value: Callable[[Line], float], room: int, least: float) -> list[Line]:
    """The lines that are worth most for their words; one in any case.

    room: words for all of them. least: what a line must be worth.
    """
    chosen: list[Line] = []
    told: set[int] = set()
    pending = list(lines)
    while pending:
        rated = [option for line in pending for option in _options(line, told, value)]
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
    """A way to tell a line: with those that it leans on, or without."""

    worth: float
    size: int
    lines: tuple[Line, ...]


def _density(option: _Option) -> float:
    return option.worth / (option.size + _FIXED)


def _options(line: Line, told: Collection[int], value: Callable[[Line], float]) -> list[_Option]:
    """The ways to tell a line."""
    untold = tuple(other for other in line.context if not set(other.indices) <= set(told))
    if not line.leaning or (line.context and not untold) or not line.grounds.isdisjoint(told):
        return [_Option(value(line), line.size, (line,))]
    options = [_Option(value(line) - line.leaning, line.size, (line,))]
    if untold and not any(set(other.indices) & set(told) for other in untold):
        worth = value(line) + sum(max(0.0, value(other)) for other in untold)
        options.append(_Option(worth, line.size + sum(other.size for other in untold), (*untold, line)))
    return options
