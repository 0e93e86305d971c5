"""The shortest summary: the lines of all chapters that a manager would ask for."""

from collections.abc import Callable, Sequence

from summarizers.lines import Line
from summarizers.words import words

_BRIEF = 8  # sentences; of a shorter conversation one line says it all
_DECIDED = 0.15  # outcome of a line that tells a decision
_FEW = 3  # chapters; of more, what was decided in each matters most
_WORDS = 56  # of each of the two lines where there is one chapter
_WORDS_MORE = 1  # for each further chapter
_MOST_WORDS = 60
_SHARE, _FEW_WORDS = 0.25, 16  # of all that is told, each of the two lines, but so many words in any case
_WORTH = 0.6  # how good a further line must be against the best
_SAME_CHAPTER = 0.12  # how much better a line must be to stand beside another of its chapter
_OUTCOME, _MATTER = 1.0, 2.0  # what decisions and facts count in the line that is about them
_SUMMED_UP = 0.3  # what it counts there that somebody summed it up
_LATE = 0.15  # how much the last line of a conversation counts as its outcome, against the first


def gist(chapters: Sequence[Sequence[Line]], sentences: int) -> tuple[list[Line], list[Line]]:
    """The lines of the two parts of a short summary, in the order of the conversation; one may be empty.

    They are chosen for what it was about, facts, problems, decisions, and for what was promised and decided
    for later; as far as the order lets them, the former are one part and the latter the other. sentences: of
    the conversation.
    """
    placed = [(number, line) for number, lines in enumerate(chapters) for line in lines]
    told = sum(len(words(line.told.text)) for _, line in placed)
    most = min(_MOST_WORDS, _WORDS + _WORDS_MORE * (len(chapters) - 1))
    budget = min(most, max(_FEW_WORDS, round(_SHARE * told)))
    last = max(1, sentences - 1)

    decisions = _OUTCOME if len(chapters) > _FEW else 0.0

    def fact(line: Line) -> float:
        return line.merit + _MATTER * line.matter + decisions * line.outcome

    def outcome(line: Line) -> float:
        late = _LATE * line.indices[-1] / last
        return line.merit + _OUTCOME * line.outcome + _SUMMED_UP * line.recap + late

    if sentences < _BRIEF:
        return _best(placed, lambda line: line.merit, budget), []
    # Of a long meeting, figures that something was decided about; of a short talk, any.
    least = _DECIDED if len(chapters) > _FEW else 0.0
    telling = [pair for pair in placed if pair[1].matter > 0 and pair[1].outcome >= least]
    facts = _best(telling or placed, fact, budget)
    rest = [pair for pair in placed if pair[1] not in facts]
    later = [pair for pair in rest if pair[1].outcome > 0] or rest
    return _divided(facts, _best(later, outcome, budget) if later else [])


def _divided(facts: Sequence[Line], later: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """All of them in order, cut where most of one kind stand on each side."""
    lines = sorted([*facts, *later], key=lambda line: line.indices)

    def apart(cut: int) -> int:
        before = sum(line in facts for line in lines[:cut]) + sum(line in later for line in lines[cut:])
        return max(before, len(lines) - before)

    cut = max(range(1, len(lines)), key=apart, default=len(lines))
    return lines[:cut], lines[cut:]


def _best(placed: Sequence[tuple[int, Line]], value: Callable[[Line], float], budget: int) -> list[Line]:
    """Take the best lines that fit into so many words, rather from different chapters; at least one."""
    chosen: list[tuple[int, Line]] = []
    left = budget
    pending = list(placed)
    while pending:
        used = [number for number, _ in chosen]
        best = max(pending, key=lambda pair: value(pair[1]) - _SAME_CHAPTER * used.count(pair[0]))
        pending.remove(best)
        size = len(words(best[1].told.text))
        if chosen and (size > left or value(best[1]) < _WORTH * value(chosen[0][1])):
            continue
        chosen.append(best)
        left -= size
    return sorted((line for _, line in chosen), key=lambda line: line.indices)
