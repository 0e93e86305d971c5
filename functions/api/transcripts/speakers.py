"""Names at the start of lines: ``Ann Lee: good morning``."""

import re

_PREFIX = re.compile(r"\s*(?P<name>[^\s:?!][^:?!]{0,59}?)\s*:(?:\s+(?P<text>.*)|$)", re.DOTALL)
_ANY_CASE_WORDS = 3
_MOST_WORDS = 6


def split_name(line: str) -> tuple[str | None, str]:
    """Split a line into the name that it starts with, None if there is none, and what was said."""
    match = _PREFIX.fullmatch(line)
    if match is None or not _is_name(match["name"]):
        return None, line.strip()
    return match["name"], (match["text"] or "").strip()


def _is_name(words_before_colon: str) -> bool:
    # "We have two ways to go: ..." is no name; "customer service agent" and "Ludwig van Beethoven" are.
    words = words_before_colon.split()
    capitals = sum(not word[0].islower() for word in words)
    return (
        any(character.isalnum() for character in words_before_colon)
        and len(words) <= _MOST_WORDS
        and (len(words) <= _ANY_CASE_WORDS or 2 * capitals >= len(words))
    )
