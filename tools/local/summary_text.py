"""A webhook's content as text to read."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from tools.local.terminal import harmless

Segment = Mapping[str, Any]
MAX_WIDTH = 110  # characters; longer lines are hard to read
INDENT = " " * 21  # as wide as times and score


def lines_of(content: Mapping[str, Any], width: int) -> Iterator[str]:
    """Give the lines of a summary: request_id, then each part with times, scores, titles and speakers."""
    response = content["response"]
    yield ""
    yield f"request_id: {harmless(content['request_id'])}"
    if "extractive" in response:
        yield from _part("Extractive", response["extractive"], width)
    if "abstractive" in response:
        yield from _part("Abstractive, long", response["abstractive"]["long"], width)
        yield from _part("Abstractive, short", response["abstractive"]["short"], width)


def _part(title: str, segments: list[Segment], width: int) -> Iterator[str]:
    yield ""
    yield title
    for segment in segments:
        if segment.get("title"):
            yield f"{INDENT}{harmless(segment['title']).upper()}"
        speaker = f"{segment['speakerId']}: " if segment.get("speakerId") is not None else ""
        times = f"{_clock(segment.get('start'))}-{_clock(segment.get('end'))}"
        yield from textwrap.wrap(
            harmless(speaker + segment["text"]),
            width,
            initial_indent=f"  {times}  {segment['score']:.2f}  ",
            subsequent_indent=INDENT,
        )


def _clock(seconds: float | None) -> str:
    """Minutes and seconds, as a player shows them; dashes where there is no time."""
    if seconds is None:
        return "--:--"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes:02}:{rest:02}"
