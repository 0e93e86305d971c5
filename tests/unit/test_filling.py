from dataclasses import replace

from summarizers.filling import fill
from summarizers.lines import Line
from summarizers.narration import Statement, Told


def line(index: int, text: str, merit: float) -> Line:
    told = Told((Statement("Ana", text),), quoted=False)
    return Line((index,), (index,), told, 0.5, merit, merit, 0.0, 0.0)


def filled(lines: list[Line], room: int, least: float = 0.0) -> list[int]:
    chosen = fill(lines, lambda each, told: each.merit - 0.5 * each.untold(told), room, least)
    return sorted(index for each in chosen for index in each.indices)


BEFORE = line(0, "Ana saw the shed.", 0.2)
LEANING = replace(line(1, "Ana will paint it.", 0.9), needs={0: 1.0}, context=(BEFORE,))
OTHER = line(5, "Ana sold the boat.", 0.5)


def test_the_best_lines_that_fit_are_told() -> None:
    assert filled([line(0, "one two three", 0.4), line(1, "one two", 0.9), line(2, "one", 0.2)], 5) == [0, 1]


def test_one_line_is_told_however_long_it_is() -> None:
    assert filled([line(0, "one two three", 0.4)], 1) == [0]


def test_what_leans_comes_with_its_context() -> None:
    assert filled([LEANING, OTHER], 8) == [0, 1]


def test_without_room_for_its_context_another_line_is_better() -> None:
    assert filled([replace(LEANING, merit=0.7), OTHER], 4) == [5]


def test_context_that_is_told_anyhow_costs_nothing() -> None:
    assert filled([replace(BEFORE, merit=1.0), replace(LEANING, merit=0.6), OTHER], 8) == [0, 1]


def test_a_line_that_is_worth_little_is_left_out() -> None:
    assert filled([OTHER, line(7, "one two three four five six", 0.1)], 100, 0.2) == [5]
