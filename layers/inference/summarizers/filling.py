"""Fills so many words with the best lines; what is not understood alone comes with its context."""

from collections.abc import Callable, Collection, Sequence

from summarizers.lines import Line

_LEANING = 0.3  # how much less a line is worth that leans on what is not told


def fill(lines: Sequence[Line], value: Callable[[Line], float], room: int, a_word: float) -> list[Line]:
    """The lines, best first; one in any case. room: words for all of them. a_word: what each costs."""
    chosen: list[Line] = []
    told: set[int] = set()
    pending = list(lines)
    while pending:
        options = [option for line in pending for option in _options(line, told, value)]
        rated = [(worth - a_word * sum(each.size for each in group), group) for worth, group in options]
        fitting = [pair for pair in rated if sum(each.size for each in pair[1]) <= room]
        best, group = max(fitting or (rated if not chosen else []), key=_worth, default=(0.0, ()))
        if not group or (chosen and best <= 0):
            break
        chosen += group
        room -= sum(line.size for line in group)
        told |= {index for line in group for index in line.indices}
        pending = [line for line in pending if not told & set(line.indices)]
    return chosen


def _options(
    line: Line, told: Collection[int], value: Callable[[Line], float]
) -> list[tuple[float, tuple[Line, ...]]]:
    """The ways to tell a line, each with its worth: by itself, or after what it leans on."""
    untold = tuple(other for other in line.context if not set(other.indices) <= set(told))
    if not line.leaning or (line.context and not untold):
        return [(value(line), (line,))]
    options: list[tuple[float, tuple[Line, ...]]] = [(value(line) - _LEANING, (line,))]
    if untold and not any(set(other.indices) & set(told) for other in untold):
        options.append((value(line) + sum(max(0.0, value(other)) for other in untold), (*untold, line)))
    return options


def _worth(rated: tuple[float, tuple[Line, ...]]) -> float:
    return rated[0]
