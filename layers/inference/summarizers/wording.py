"""What a sentence about a window may be written with: nothing that nobody said.

Its words stand in the window, in this form or another; beside them are those that have no meaning of their
own, and those that only tell ("asks whether", "agrees to").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from summarizers.tokens import WordPiece
from summarizers.verbs import base_of, third_person
from summarizers.words import STOP_WORDS, WORD, stem, words

_TELLING = frozenset(
    """
        add admit advise agree announce answer apologize ask believe come confirm describe doubt expect
        explain fear feel find happen hope inform intend invite know like mean mention need object offer plan
        prefer promise propose recommend refuse remind repeat reply report request say share show state
        suggest tell thank think try want warn wish wonder
    """.split()
)
TOLD = frozenset(form for verb in _TELLING for form in (verb, third_person(verb)))
"""Verbs of telling; that somebody said, asked or wants something needs no such word in the source."""


_LONG, _ALIKE = 8, 0.75  # letters of a word, and how much of it must agree, for it to be mended
# Of contractions, which are written apart.
_PARTS = "doesn isn hasn don aren haven won wouldn can couldn wasn weren didn shouldn hadn t s".split()


class Wording:
    """Chooses among the pieces that texts are written with."""

    def __init__(self, tokens: WordPiece, pieces: Iterable[int]) -> None:
        """pieces: ids of those that may be written although they are not in the source."""
        self._plain: set[int] = set()
        self._forms: defaultdict[str, list[int]] = defaultdict(list)
        for number in pieces:
            piece = tokens.piece(number)
            if piece.startswith("##") or not WORD.fullmatch(piece):
                if not any(map(str.isalnum, piece)):
                    self._plain.add(number)  # a mark
            elif piece in STOP_WORDS | TOLD:
                self._plain.add(number)
            elif not any(map(str.isdigit, piece)):
                self._forms[_root(piece)].append(number)
        self._plain.update(tokens.id_of(piece) for piece in _PARTS)

    def of(self, source: Sequence[int], lines: Iterable[str]) -> list[int]:
        """The pieces that a text about a window may have. source: its piece ids. lines: its texts."""
        said = set(map(_root, _spoken(lines)))
        return list(self._plain.union(source, *(self._forms[form] for form in said if form in self._forms)))


def respelled(text: str, lines: Iterable[str]) -> str:
    """The text with words that were put together wrongly, as "physherapist", spelled as in the lines."""
    spoken = {word for word in _spoken(lines) if len(word) >= _LONG}
    said = set(map(_root, spoken))

    def mended(match: re.Match[str]) -> str:
        word = match.group(0)
        if len(word) < _LONG or word in STOP_WORDS | TOLD or _root(word) in said:
            return word
        return next(iter(get_close_matches(word, sorted(spoken), 1, _ALIKE)), word)

    return WORD.sub(mended, text)


def _root(word: str) -> str:
    return stem(base_of(word))


def _spoken(lines: Iterable[str]) -> Iterator[str]:
    return (word for line in lines for word in words(line))
