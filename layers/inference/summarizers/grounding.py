"""Whether a text says what it is about, or leans on something that was named before it.

"It has been located." and "Ana called all three yesterday." are understood by those only who heard more.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from summarizers.names import display
from summarizers.nouns import ADJECTIVES, PEOPLE, VERBAL, is_adjective, is_adverb, may_be_noun
from summarizers.phrases import DETERMINERS, tokens
from summarizers.pronouns import HE_SHE, THEY
from summarizers.truecase import TrueCase
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED
from summarizers.words import DATE_WORDS, NUMBER_WORDS, stem, words

_END = frozenset(';.,:!?"”)')
_PREPOSITIONS = frozenset(
    "about after as at before by for from in into of off on over than to until with".split()
)
# What follows a word that stands for a noun, and never one that stands before its noun.
_AFTER = (
    _END
    | AUXILIARIES
    | INFLECTED
    | _PREPOSITIONS - {"of"}
    | frozenset(
        """
        and but or so because when if while then too instead again now yesterday today tomorrow tonight here
        there either already first back up out down away myself yourself
        """.split()
    )
)
_POINTERS = frozenset("that this these those".split())
_ONE_OF = _POINTERS | {"a", "another", "the", "new", "each", "which"}
_EMPTY = frozenset(
    "bit bits case kind lot one ones part point side sort stuff thing way".split()
)  # "that bit"
_KNOWN = frozenset("the that this those these both".split())
_EXPLAINING = frozenset("of that who which where for to in on at from with".split())
_BREAKS = frozenset(".;?!")
_OWNED = frozenset("mine yours hers theirs".split())
_STANDING = frozenset("other rest same both another either neither".split())
_ORDINALS = frozenset("first second third fourth fifth last next".split())
_SO = frozenset("think thinks thought do does did hope hopes guess believe believes said say".split())
# "It's late", "it takes an hour", "it would be nice to meet": nothing is meant by it.
_NOTHING = re.compile(
    r"it(?:'s|'d be|'ll be| is| was| would be| will be| might be)? "
    r"(?:not |all |so |too |just |really |always )*"
    r"(?:better|best|clear|cold|dark|early|easier|easy|fine|getting|good|great|hard|harder|hot|important|late"
    r"|likely|lovely|nice|okay|possible|raining|snowing|time|true|unlikely|worth|warm)\b"
    r"|it(?:'s| is| was) somebody's\b"
    r"|it (?:take|took|takes|looks like|seem|seems|turns out|depend|depends|sounds like|makes sense)\b",
    re.IGNORECASE,
)
# "I'll ask the nursing school", but not for what.
_PURPOSELESS = re.compile(
    r"\b(?:ask|asking|check with|refer|speak to|talk to)"
    r"(?: (?!about|after|for|how|if|that|to|whether|what|when|who|why)[\w'’.-]+){1,4}?"
    r"(?: (?:today|tomorrow|tonight|first|now|then|later))?[.;,]",
)
_TIMED = frozenset("at by around about till until from to past half since in of on the".split()) | DATE_WORDS
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d$|\d+(?:am|pm|st|nd|rd|th)$")
_SOMEBODY = "somebody"
_PERSONS = PEOPLE | frozenset(
    """
        agent assistant baby baker bloke builder buyer caller chair child client consultant
        contractor customer designer developer director driver electrician employee engineer expert
        farmer fellow gentleman grandad grandma grandson guy helper inspector kid lad lady landlord
        lawyer listener neighbor neighbour officer owner painter partner patient person photographer
        pilot plumber president principal receptionist secretary seller solicitor specialist student
        supervisor supplier surgeon surveyor tech technician tenant therapist trainer translator
        treasurer vet visitor volunteer waiter worker writer
    """.split()
)
_MUCH = 4  # nouns of a text that says much of "it", whatever it is
_REACH = 2  # tokens after a number among which its noun begins


class Naming(NamedTuple):
    """What a text names, and what it points to.

    nouns: their stems. known: the stems of those that it takes for known, "the glossary", but not "the end of
    it". pointers: words that stand for a noun. early: how many of them do so before any.
    """

    nouns: frozenset[str]
    known: tuple[str, ...]
    pointers: tuple[str, ...]
    early: int


class Grounding:
    """Knows who speaks in a conversation: their names say nothing of what a text is about."""

    def __init__(self, cases: TrueCase, speakers: Collection[str]) -> None:
        self._cases = cases
        names = {
            name for label in speakers for name in (label, display(label), *words(label)) if len(name) > 1
        }
        longest = sorted(map(re.escape, names), key=len, reverse=True)
        self._called = re.compile(
            rf"(?<!\w)(?:{'|'.join(longest)})(?:(?P<owns>['’]s?)|(?!\w))", re.IGNORECASE
        )

    def leans(self, text: str, said: Collection[str]) -> bool:
        """Whether a text cannot be understood by itself.

        said: the lower-case words that it was made of; a "they" that is not among them is who speaks.
        """
        low = tokens(self._called.sub(lambda found: f"{_SOMEBODY}'s" if found["owns"] else _SOMEBODY, text))
        nouns = [k for k in range(len(low)) if _is_noun(low, k)]
        names = [k for k, word in enumerate(low) if self._names(word)]
        persons = [k for k in nouns if low[k].removesuffix("'s") in _PERSONS] + names
        things = sorted(set(nouns) - set(persons))
        if not nouns and not names:
            return True
        little = len(nouns) + len(names) < _MUCH
        return any(
            (word in HE_SHE and word in said and k < min(persons, default=len(low)))
            or (
                little
                and _stands(low, k, nouns)
                and not _named(low, k, word, nouns if word in THEY else things)
            )
            for k, word in enumerate(token.partition("'")[0] for token in low)
            if word not in THEY or word in said
        )

    def naming(self, text: str) -> Naming:
        """What a text names, and what it points to."""
        low = tokens(self._called.sub(_SOMEBODY, text))
        nouns = [k for k in range(len(low)) if _is_noun(low, k)]
        pointers = [k for k in range(len(low)) if _stands(low, k, nouns)]
        known = []
        for k, word in enumerate(low):
            end = k + 1
            while word in _KNOWN and end in nouns:
                end += 1
            after = low[end] if end < len(low) else "."
            if end > k + 1 and after not in _EXPLAINING:
                known.append(_stem(low[end - 1]))
        return Naming(
            frozenset(_stem(low[k]) for k in nouns),
            tuple(known),
            tuple(low[k].partition("'")[0] for k in pointers),
            sum(all(noun > k for noun in nouns) for k in pointers),
        )

    def lacks_purpose(self, text: str) -> bool:
        """Whether somebody is to be asked, and not for what: "I'll ask the nursing school."."""
        return _PURPOSELESS.search(text) is not None

    def _names(self, word: str) -> bool:
        """Whether a word is a name, and not of a day."""
        plain = word.removesuffix("'s")
        known = plain in DATE_WORDS or "'" in plain or plain in ("i", "ok", _SOMEBODY)
        return plain.isalpha() and not known and self._cases.is_name(plain)


def _named(low: Sequence[str], k: int, word: str, nouns: Sequence[int]) -> bool:
    """Whether something is named before that a pronoun can stand for; "that" stands for a whole sentence."""
    start = max((j for j in range(k) if low[j] in _BREAKS), default=0) if word == "that" else k
    return any(noun < start for noun in nouns)


def _stands(low: Sequence[str], k: int, nouns: Collection[int]) -> bool:
    """Whether the word there stands for a noun."""
    word, _, rest = low[k].partition("'")
    before, after = low[k - 1] if k else "", low[k + 1] if k + 1 < len(low) else "."
    if word in _POINTERS:
        return k - 1 not in nouns and (
            bool(rest) or after in _AFTER | _EMPTY or (word in ("these", "those") and after in BASES)
        )
    return (
        word in THEY | _OWNED
        or (word in ("it", "its") and not _NOTHING.match(" ".join(low[k : k + 6])))
        or (word in ("one", "ones") and before in _ONE_OF and after in _AFTER)
        or (word in _STANDING and after in _AFTER and before != "each" and (word, before) != ("either", ","))
        or (word in _ORDINALS and before == "the" and after in _AFTER - DATE_WORDS - {"of", "in"})
        or (word == "so" and before in _SO and after in _END | {"too", "either"})
        or ((word in NUMBER_WORDS or word.isdigit()) and _counts(low, k, nouns))
    )


def _stem(word: str) -> str:
    return stem(word.removesuffix("'s"))


def _is_noun(low: Sequence[str], k: int) -> bool:
    """Whether a noun stands there, as far as its form and the word before it show."""
    word, before = low[k], low[k - 1] if k else ""
    plain = word.removesuffix("'s")
    if not may_be_noun(word) or plain in ADJECTIVES or plain == _SOMEBODY:
        return False
    given = before in DETERMINERS or before in NUMBER_WORDS or before.endswith("'s") or before.isdigit()
    verbal = plain in VERBAL or is_adverb(plain) or is_adjective(plain) or plain.endswith("ing")
    return given or not verbal


def _counts(low: Sequence[str], k: int, nouns: Collection[int]) -> bool:
    """Whether a number has no noun, and is no time, day or sum of money: "all three", "eighty will do"."""
    after = low[k + 1] if k + 1 < len(low) else "."
    first = k
    while first and (low[first - 1] in NUMBER_WORDS or low[first - 1] in ("-", "and", "a")):
        first -= 1
    before = low[first - 1] if first else ""
    noun = any(place in nouns for place in range(first, k + 1 + _REACH))
    timed = before in _TIMED or before in "$£€" or _CLOCK.match(low[k]) or after in DATE_WORDS
    return after in _AFTER and not noun and not (before and timed)
