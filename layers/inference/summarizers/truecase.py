"""Gives words the case they have in their source; the rewriting network's vocabulary has none."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from summarizers.words import MONTHS, STOP_WORDS, WEEKDAYS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?:\"“”]")
_ABBREVIATED = frozenset("Mr Mrs Ms Dr Prof St".split())  # a full stop after them ends no sentence
# The word after these is a name, whatever it is elsewhere.
_NAMING = re.compile(
    r"\b((?:Mr|Mrs|Ms|Dr)\.? |(?:[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Yy]our) name(?: is|'s) )([^\W\d_]+)(?!['\w])"
)
_PIECE = re.compile(r"\[\w+\]|[^\W_]+|[^\w\s]|_")
_SAID_OF_NAMES = frozenset("correct different new right unclear unknown wrong".split())
_ALWAYS = {day: day.capitalize() for day in WEEKDAYS | MONTHS - {"march"}} | {
    word.lower(): word
    for word in """
        I I'm I'll I've I'd English French German Spanish Chinese Japanese American British European Christmas
        Easter Mr Mrs Ms Dr OK TV USA UK
    """.split()
}


class TrueCase:
    """The usual written form of every word of a conversation."""

    def __init__(self, texts: Iterable[str]) -> None:
        inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
        at_start: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            start, previous = True, ""
            for token in _WORD.findall(text):
                if not token[0].isalpha():
                    start = start or previous not in _ABBREVIATED
                    continue
                previous = token
                (at_start if start else inside)[token.lower()][token] += 1
                start = False
        # A capital letter at the start of a sentence says nothing, so the forms inside sentences come first.
        self._forms = {word: forms.most_common(1)[0][0] for word, forms in inside.items()}
        self._initial = {word: forms.most_common(1)[0][0] for word, forms in at_start.items()}

    def word(self, word: str) -> str:
        """The word in the case that the conversation writes it in; lower case where nothing is known."""
        low = word.lower()
        if low in _ALWAYS:
            return _ALWAYS[low]
        form = self._forms.get(low)
        if form is not None:
            return form
        initial = self._initial.get(low, low)
        return initial if initial[1:] != initial[1:].lower() else low

    def is_name(self, word: str) -> bool:
        """Written with a capital letter inside sentences."""
        return self.word(word)[:1].isupper()

    def is_written_small(self, word: str) -> bool:
        """Written without a capital letter inside sentences, or even at the start of one."""
        low = word.lower()
        return self._initial.get(low, "A")[0].islower() or any(
            self._forms.get(form, "A")[0].islower() for form in (low, low.removesuffix("s"), low + "s")
        )

    def sentence(self, text: str) -> str:
        """A lower-case sentence in the source's case, with a capital letter at its start."""
        cased = _WORD.sub(
            lambda match: self.word(match.group(0)) if match.group(0)[0].isalpha() else match.group(0), text
        )
        cased = _NAMING.sub(_named, cased)
        return cased[:1].upper() + cased[1:]


def _named(match: re.Match[str]) -> str:
    word = match.group(2)
    other = word in STOP_WORDS or word.endswith(("ing", "ed")) or word in _SAID_OF_NAMES
    return match.group(0) if other else match.group(1) + word.capitalize()


def spaced(text: str, lines: Iterable[str]) -> str:
    """Lower-case pieces that the tokenizer set apart, joined as the source and as English joins them."""
    compounds = {}
    for line in lines:
        for written in line.lower().split():
            word = written.strip('.,!?;:"()[]“”')
            apart = " ".join(_PIECE.findall(word))
            if apart != word:
                compounds[apart] = word
    text = " ".join(_PIECE.findall(text))
    for apart in sorted(compounds, key=len, reverse=True):
        text = re.sub(rf"(?<!\S){re.escape(apart)}(?!\w)", lambda _, apart=apart: compounds[apart], text)  # type: ignore[misc]
    text = re.sub(r"([\w\]]) ?' ?(s|t|re|ve|ll|d|m)\b", r"\1'\2", text)
    text = re.sub(r"\s+([,.!?;:%)])", r"\1", text)
    return re.sub(r"([($£€]) ", r"\1", text)
