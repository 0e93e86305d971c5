"""Timed cues: what WebVTT and SubRip have in common."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recap.transcript import Utterance

from api.transcripts.errors import TranscriptError, line_of
from api.transcripts.speakers import split_name

_STAMP = r"(?:(\d{1,9}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s.*)?")
_SENTENCE_END = re.compile(r"[.?!…。？！][\"'”’)\]]*$")
_JOINED_SECONDS = 30.0
_JOINED_CHARACTERS = 1_000  # more than anybody says in that time


@dataclass(frozen=True, slots=True)
class Cue:
    """Text that is shown for a while; times in seconds."""

    start: float
    end: float
    text: str
    line: int  # where its text begins


def split_lines(text: str) -> list[str]:
    """Split a text at line ends, of every system, and nowhere else."""
    return re.split(r"\r\n|\r|\n", text)


def read_cues(text: str) -> Iterator[Cue]:
    """Read the cues of a file; blocks without times are comments, styles and the like.

    Raises TranscriptError where a line with an arrow has no times in it.
    """
    lines = split_lines(text)
    number = 0
    while number < len(lines):
        if "-->" not in lines[number]:
            number += 1
            continue
        start, end = _times(lines[number], number + 1)
        first = number = number + 1
        while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
            number += 1
        said = lines[first:number]
        if said and number < len(lines) and lines[number].strip() and said[-1].strip().isdigit():
            said.pop()  # the next cue's number, where no empty line stands before it
        yield Cue(start, end, "\n".join(said), first + 1)


def _times(line: str, number: int) -> tuple[float, float]:
    match = _TIMING.fullmatch(line)
    if match is None:
        raise TranscriptError((line_of(number), "must be times such as 00:00:01.000 --> 00:00:04.000"))
    groups = match.groups(default="0")
    start, end = _seconds(groups[:4]), _seconds(groups[4:])
    if end < start:
        raise TranscriptError((line_of(number), "must not end before it starts"))
    return start, end


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return round(whole + int(fraction.ljust(3, "0")) / 1000, 3)


def name_speakers(pieces: list[Utterance]) -> list[Utterance]:
    """Take speakers from ``Name: text``, if half of the cues start like that; a lone colon names nobody."""
    split = [split_name(piece.text) for piece in pieces]
    if 2 * sum(name is not None for name, _ in split) < len(pieces):
        return pieces
    return [
        replace(piece, speaker=piece.speaker or name, text=text)
        for piece, (name, text) in zip(pieces, split, strict=True)
    ]


def join_sentences(pieces: Iterable[Utterance]) -> list[Utterance]:
    """Join what a speaker goes on saying in the next cue: cues break where lines are full, not sentences."""
    joined: list[Utterance] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, piece):
            joined[-1] = replace(
                last, text=f"{last.text} {piece.text}", end=max(last.end or 0, piece.end or 0)
            )
        else:
            joined.append(piece)
    return joined


def _goes_on(last: Utterance, piece: Utterance) -> bool:
    return (
        last.speaker == piece.speaker
        and len(last.text) < _JOINED_CHARACTERS
        and not _SENTENCE_END.search(last.text)
        and (piece.end or 0) - (last.start or 0) <= _JOINED_SECONDS
    )
