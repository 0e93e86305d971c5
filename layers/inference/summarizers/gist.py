"""The shortest summary: the lines of all chapters that a manager would ask for."""

from collections.abc import Collection, Sequence

from summarizers.filling import fill
from summarizers.lines import Line

_BRIEF = 8  # sentences; of a shorter conversation one line says it all
_WORDS = 76  # of both parts where there is one chapter
_WORDS_MORE = 2  # for each further chapter
_MOST_WORDS = 96
_SHARE, _FEW_WORDS = 0.5, 32  # of all that is told, both parts together, but so many words in any case
_LEANING = 0.9  # what a line is worth less that is not understood
_LEAST = -0.7  # what a line must be worth
_FEW, _DECIDED = 3, 1.0  # chapters; what decisions count where there are more
_LIKELY = 0.4  # what it counts that a sentence is likely in an extract
_SAME_CHAPTER = 0.12  # how much better a line must be to stand beside another of its chapter


def gist(chapters: Sequence[Sequence[Line]], sentences: int) -> tuple[list[Line], list[Line]]:
    """The lines of the two parts of a short summary, in the conversation's order; the second may be empty.

    They are those most wanted in a few lines. As far as the order lets them, those about facts, figures and
    problems are one part, and what was promised and decided is the other. sentences: of the conversation.
    """
    lines = [line for chapter in chapters for line in chapter]
    most = min(_MOST_WORDS, _WORDS + _WORDS_MORE * (len(chapters) - 1))
    room = min(most, max(_FEW_WORDS, round(_SHARE * sum(line.size for line in lines))))
    values = _values(chapters)

    def worth(line: Line, told: Collection[int]) -> float:
        return values.get(line.indices, line.gist) - _LEANING * line.untold(told)

    found = fill(lines, worth, room, _LEAST)
    best = sorted(found, key=lambda line: line.indices)
    return (best, []) if sentences < _BRIEF else _divided(best)


def _divided(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines in order, cut where most of one kind stand on each side."""

    def apart(cut: int) -> int:
        facts = [line.matter > line.outcome for line in lines]
        before = sum(facts[:cut]) + len(lines[cut:]) - sum(facts[cut:])
        return max(before, len(lines) - before)

    cut = max(range(1, len(lines)), key=apart, default=len(lines))
    return list(lines[:cut]), list(lines[cut:])


def _values(chapters: Sequence[Sequence[Line]]) -> dict[tuple[int, ...], float]:
    """What lines, by their indices, are worth in a few: less, the more their chapter has that are better.

    Of many chapters, what was decided in each matters most.
    """
    decided = _DECIDED if len(chapters) > _FEW else 0.0

    def worth(line: Line) -> float:
        return line.gist + _LIKELY * line.score + decided * line.outcome

    return {
        line.indices: worth(line) - _SAME_CHAPTER * place
        for lines in chapters
        for place, line in enumerate(sorted(lines, key=worth, reverse=True))
    }
