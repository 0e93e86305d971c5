"""Plain text: ``Name: what was said``, a line each, after its time if there is one."""

import re
from dataclasses import replace

from recap.transcript import Utterance

from api.transcripts.cues import split_lines
from api.transcripts.speakers import split_name

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_BRACKETED = re.compile(rf"\s*[\[(]{_CLOCK}[\])]\s*(?P<rest>.*)")
_BARE = re.compile(rf"\s*{_CLOCK}\s+(?:-\s+)?(?P<rest>.*)")
# Chats of calls: "From Ann Lee to Everyone: Hello."
_FROM = re.compile(r"From\s+(?P<name>.{1,80}?)(?:\s+to\s+[^:]{1,80}?)?\s*(?P<text>:(?:\s.*)?)", re.IGNORECASE)


def read(text: str) -> list[Utterance]:
    """Read lines: an utterance each.

    A line without a name or a time goes on with what was said before it, unless an empty line stands between
    them.
    """
    begun: list[tuple[Utterance, list[str]]] = []
    goes_on = False
    for line in split_lines(text):
        found = _line(line)
        if goes_on and found.text and found.speaker is None and found.start is None:
            begun[-1][1].append(found.text)
        elif found.speaker is not None or found.text:
            begun.append((found, []))
        goes_on = bool(found.speaker or found.text)
    utterances = (
        replace(first, text=" ".join(filter(None, (first.text, *more)))) if more else first
        for first, more in begun
    )
    return [utterance for utterance in utterances if utterance.text]


def _line(line: str) -> Utterance:
    """Read one line. A time in brackets is one; any other only before a name: "10:30 it is" has none."""
    timed = _BRACKETED.fullmatch(line) or _BARE.fullmatch(line)
    if timed is not None:
        sender = _FROM.fullmatch(timed["rest"])
        name, said = split_name(sender["name"] + sender["text"] if sender else timed["rest"])
        if name is not None or timed.re is _BRACKETED:
            return Utterance(said, name, _seconds(timed))
    name, said = split_name(line)
    return Utterance(said, name)


def _seconds(clock: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = clock.group(1, 2, 3, 4)
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return round(whole + int((fraction or "0").ljust(3, "0")) / 1000, 3)
