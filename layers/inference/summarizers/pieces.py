"""The pieces that a sentence is told in, and which of them say something."""

import re

from summarizers.about_talk import is_about_talk
from summarizers.clarity import slips
from summarizers.courtesies import is_courtesy
from summarizers.disfluency import fluent
from summarizers.features import is_small_talk
from summarizers.rendering import Mentions
from summarizers.sentences import parts
from summarizers.vocatives import set_apart
from summarizers.words import NUMBER_WORDS, content_words, words

_OPINION = re.compile(
    r"(?:(?<=\bi agree)|(?<=\bi disagree)),?(?: u[mh]+,?)? (?=(?:i|it|we|you|that|he|she|they|the)\b)",
    re.IGNORECASE,
)
# What follows is no statement, and what goes before in "don't post it please it's private".
_REQUESTED = re.compile(
    r",? (?:and|so|but),?(?: u[mh]+,?)? (?=please\b)"
    r"|(?<=\w) please (?=(?:i|it|we|that|he|she|they)(?:'\w+)? )",
    re.IGNORECASE,
)
_LATE = 5  # words at the end of a part among which a figure stands that a lone number goes on
_MEANT = 4  # words from which a sentence of common words means something, "I'll do that myself"
_DENIED = frozenset("no not nobody none nothing never".split())
_SHORT = 7  # words of a fragment
_SCRAP = 3  # words up to which a part that can only be quoted may be left out beside others


def pieces(text: str, label: str | None, mentions: Mentions) -> list[str]:
    """The pieces of what a speaker says that say something; all where none does."""
    called = set_apart(parts(text), label, mentions)
    said = [opinion for part in called for opinion in _OPINION.split(part)]
    return _telling(_counted_on([piece for part in said for piece in _REQUESTED.split(part)]))


def _counted_on(found: list[str]) -> list[str]:
    """With each lone number at the number before it, which it mends or goes on: "six and a half. Seven."."""
    out: list[str] = []
    for piece in found:
        number, before = words(piece), words(out[-1]) if out else []
        if _is_number(number) and any(map(_is_figure, before[-_LATE:])) and not set(number) <= set(before):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return out


def _is_number(tokens: list[str]) -> bool:
    return bool(tokens) and all(map(_is_figure, tokens))


def _is_figure(word: str) -> bool:
    return word in NUMBER_WORDS or word[:1].isdigit()


def is_empty(piece: str) -> bool:
    """A word or two of agreement or surprise."""
    found = words(piece)
    return len(found) < _MEANT and is_small_talk(found)


def is_short(piece: str) -> bool:
    """Whether it has no more words than a fragment."""
    return len(words(piece)) <= _SHORT


def is_scrap(piece: str) -> bool:
    """A few words that propose and settle nothing: "let's wait" and "the fourth it is" must be told.

    Minutes leave out one in three of these, and one in ten of those with a figure or two words that matter
    (`tools/train/talks.jsonl`).
    """
    return len(words(piece)) <= _SCRAP and words(piece)[:1] != ["let's"] and not _says_something(piece)


def _settles(piece: str) -> bool:
    """Whether something is chosen: "the fourth it is"."""
    return words(piece)[-2:] == ["it", "is"]


def ended(piece: str) -> str:
    """With a mark at its end."""
    return piece if piece[-1:] in ".!?…。؟！？\"”'" else piece.rstrip(",;:-—–") + "."


def _telling(found: list[str]) -> list[str]:
    found = [piece for piece in found if not is_about_talk(piece)] or found
    found = [piece for piece in found if not is_courtesy(piece)] or found
    found = [piece for piece in found if not slips(fluent(piece))] or found
    return (
        [piece for piece in found if len(words(piece)) >= _MEANT or _says_something(piece)]
        or [piece for piece in found if not is_small_talk(words(piece))]
        or found
    )


def _says_something(piece: str) -> bool:
    """Whether a few words settle, count, deny or name something: "the fourth it is", "two of them"."""
    found, meant = words(piece), len(content_words(piece))
    return (
        (meant > 1 and not found[0].endswith("ing"))  # "working backwards"
        or _settles(piece)
        or any(map(_is_figure, found))
        or (meant > 0 and not _DENIED.isdisjoint(found))
    )
