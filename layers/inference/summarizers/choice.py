"""Which lines of a chapter are told, and how many."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizers.chapters import Chapter
from summarizers.extractive import ranked
from summarizers.features import Conversation, is_small_talk
from summarizers.filling import fill
from summarizers.lines import Line, Lines
from summarizers.merit import QUOTED
from summarizers.registry import Model
from summarizers.rewriter import Rewriter

_FEWEST, _MOST = 2, 10  # lines in a chapter
_SMALL, _PER_MORE, _MORE = 200, 90, 3  # words of a talk beyond which so many each give a line more, at most
_AT_LENGTH = 2  # chapters that are told at length; of more, each gets less, so that an hour is a page
_GIST = 0.75  # what it counts in minutes that a line is wanted in a few lines
_LEANING = 0.65  # what a line is worth less that is not understood
_LEAST, _LEAST_WITH_ROOM = 0.2, -0.2  # what a line must be worth; the same where there is room for all
_WORDS = 22  # of a line, on average
_CONSIDERED = 3  # sentences looked at for each that is told


def chosen(
    lines: Lines, chapter: Chapter, taken: Sequence[int], model: Model, rewriter: Rewriter | None
) -> list[Line]:
    """The chapter's best lines in order. taken: sentences that are told already."""
    wanted = _wanted(lines.teller.conversation, chapter, model)
    candidates = _candidates(lines, chapter, taken, _CONSIDERED * wanted)
    found = _rewritten(lines, candidates, wanted, rewriter)
    room = wanted * _WORDS
    least = _LEAST if sum(line.size for line in found) > room else _LEAST_WITH_ROOM
    best = fill(found, _worth, room, least, taken)
    return sorted(best, key=lambda line: line.indices)


def _worth(line: Line, told: Collection[int]) -> float:
    """What a line is worth in minutes, where these sentences are told."""
    return line.merit + _GIST * line.gist - _LEANING * line.untold(told)


def _wanted(conversation: Conversation, chapter: Chapter, model: Model) -> int:
    """How many lines a chapter gets."""
    size = float(conversation.lengths[chapter.first : chapter.last].sum())
    brief = min(1.0, (_AT_LENGTH / len(conversation.chapters)) ** 0.5)
    dense = min(_MORE, max(0.0, (size - _SMALL) / _PER_MORE)) if brief == 1 else 0.0
    lines: int = round((1 + model.sentences * size**0.5) * brief + dense)
    return max(_FEWEST, min(_MOST, lines))


def _candidates(lines: Lines, chapter: Chapter, taken: Sequence[int], most: int) -> list[Line]:
    """The lines of the sentences that are worth most; none of which tells what another one tells."""
    conversation, part = lines.teller.conversation, slice(chapter.first, chapter.last)
    candidates: list[Line] = []
    used = set(taken)
    for index in ranked(conversation, lines.merits.minutes, part, taken):
        if candidates and (len(candidates) == most or is_small_talk(conversation.tokens[index])):
            break
        line = lines.of(index)
        if used & set(line.indices) and index not in used:
            line = lines.plain(index)  # the other half of its exchange is told already
        if not used & set(line.indices):
            candidates.append(line)
            used |= set(line.indices)
    return candidates


def _rewritten(lines: Lines, candidates: list[Line], wanted: int, rewriter: Rewriter | None) -> list[Line]:
    """Lines with the network's text in place of the quotations that it can tell.

    It tries only those that would be among the best if they were told.
    """
    if rewriter is None or not lines.teller.rewrites or not candidates:
        return candidates
    least = sorted((line.merit for line in candidates), reverse=True)[:wanted][-1]
    tried = [
        line.indices[0]
        for line in candidates
        if line.told.quoted
        and len(line.indices) == 1
        and not line.told.corrected
        and len(line.utterances) == 1
        and line.merit + QUOTED >= least
    ]
    written = rewriter.rewrite(lines.teller.conversation, lines.teller, tried)
    return [
        replace(
            line,
            told=written[line.indices[0]],
            merit=line.merit + QUOTED,
            gist=line.gist + QUOTED,
        )
        if line.indices[0] in written and len(line.utterances) == 1
        else line
        for line in candidates
    ]
