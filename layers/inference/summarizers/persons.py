"""Persons of a sentence: who "I", "you", "we" and "they" are when somebody else tells it.

Everything here refuses, by UnsureError, what could be read as being about another person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from summarizers.verbs import (
    AUXILIARIES,
    BASES,
    MODALS,
    PARTICIPLES,
    PASTS,
    THIRD_PERSONS,
    UNCLEAR,
    third_person,
)

# Stand for the names until the sentence is written: a name may hold anything, marks and pronouns too.
SPEAKER, ADDRESSEE = "\ue000", "\ue001"
ADVERBS = frozenset(
    """all already also always both currently even ever finally first generally honestly just kind maybe
    never not now often only probably rather really second simply sometimes soon still then usually""".split()
)

_ME = {"i": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves"}
_US = {"we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves"}
_YOUR = {
    "your": "their",
    "yours": "theirs",
    "yourself": "themselves",
    "yourselves": "themselves",
    "you": "they",
}
_HE_SHE = frozenset("he she him her his hers himself herself he's she's he'd she'd he'll she'll".split())
_THEY = frozenset("they them their theirs themselves they're they've they'll they'd".split())
_SEVERAL = frozenset("all both guys two three folks".split())
# After a name instead of "I" or "you", and after "they" instead of "I".
_SINGULAR = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't"} | {
    "haven't": "hasn't",
    "aren't": "isn't",
    "weren't": "wasn't",
}
_PLURAL = {"am": "are", "was": "were", "wasn't": "weren't"}
_CONJUNCTIONS = frozenset("and or but then".split())
# After other verbs "you" is their object, and a verb after it stays bare: "I'll help you move".
_CLAUSAL = frozenset(
    """assume believe bet feel figure guess hope imagine know mean promise realize recommend say see
    suggest suppose think thought said knew felt hoped meant understand understood wish""".split()
)
_GOVERNING = (BASES | PASTS | THIRD_PERSONS) - _CLAUSAL
_LONG = 3  # letters; shorter words in "s" are seldom plurals


class UnsureError(Exception):
    """No rule rewrites this sentence without the risk of changing who does what."""


@dataclass(slots=True)
class Persons:
    """The persons of one sentence while it is rewritten.

    has_addressee: it is known whom "you" means. asking: the sentence is a question.
    they: whom "they" stands for so far; it may be one party only.
    addressed: the addressee has been named.
    """

    has_addressee: bool
    asking: bool = False
    they: set[str] = field(default_factory=set)
    addressed: bool = False

    def clause(self, tokens: Sequence[str]) -> list[str]:
        """Replace the pronouns of the first and second person; verbs that follow them agree.

        Raises UnsureError.
        """
        low = [token.lower() for token in tokens]
        self._check_third_persons(tokens, low)
        if any(word == "you" and following in _SEVERAL for word, following in pairwise(low)):
            raise UnsureError
        if not self.asking and any(_anybody(low, k) for k in range(len(low))):
            raise UnsureError
        return [self._replaced(tokens, low, k) for k in range(len(low))]

    def stand_in(self, party: str, word: str) -> str:
        """A form of "they" for a party; raises UnsureError where it stands for another one already."""
        self.they.add(party)
        if len(self.they) > 1:
            raise UnsureError
        return word

    def name_addressee(self) -> str:
        """The mark of the addressee; raises UnsureError where nobody knows who that is."""
        if not self.has_addressee:
            raise UnsureError
        self.addressed = True
        return ADDRESSEE

    def _replaced(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        word = low[k]
        if word in _ME:
            return self.stand_in("speaker", _ME[word])
        if word in _US:
            return self.stand_in("we", _US[word])
        if word in _YOUR:
            return self._second_person(word)
        if k and low[k - 1] == "i" and word in _PLURAL:
            return _PLURAL[word]
        if k and _after_first_you(low, k):
            return _agreeing(low, k)
        return _would(low, k) if word == "'d" else tokens[k]

    def _second_person(self, word: str) -> str:
        if self.addressed:
            return self.stand_in("addressee", _YOUR[word])
        name = self.name_addressee()
        if word not in ("you", "your"):
            raise UnsureError
        return name if word == "you" else f"{name}'s"

    def _check_third_persons(self, tokens: Sequence[str], low: list[str]) -> None:
        """Third persons must have their noun in the sentence, or they would seem to be the speaker."""
        for k, word in enumerate(low):
            if word in _HE_SHE and not any(map(_is_name, tokens[1:k])):
                raise UnsureError
            if word in _THEY:
                if not any(map(_is_plural, low[:k])):
                    raise UnsureError
                self.stand_in("others", word)


def conjugated(low: Sequence[str], place: int) -> str | None:
    """The verb at a place, after a name instead of "I" or "you"; None where its form is not certain."""
    verb = low[place]
    if verb == "'d":
        return "would" if next_verb(low, place) in BASES - PARTICIPLES else None
    if verb in _SINGULAR:
        return _SINGULAR[verb]
    if verb in MODALS or verb in ("was", "wasn't"):
        return verb
    if verb in UNCLEAR:
        return None
    if verb in BASES:
        return third_person(verb)
    return verb if verb in PASTS else None


def coordinated(low: Sequence[str], place: int) -> bool:
    """Whether a second verb of the same subject follows, which would have to be conjugated too."""
    return any(
        word in _CONJUNCTIONS and next_verb(low, k) in BASES | AUXILIARIES
        for k, word in enumerate(low)
        if k > place
    )


def next_verb(low: Sequence[str], place: int) -> str:
    """The next word after a place that is no adverb; "" at the end."""
    return next((word for word in low[place + 1 :] if word not in ADVERBS), "")


def _anybody(low: list[str], k: int) -> bool:
    """A "you" that may mean anybody: "you pay once and you get three"."""
    if low[k] != "you":
        return False
    verb = next_verb(low, k)
    governed = k and (low[k - 1] in _GOVERNING or low[k - 1] in ("to", "for", "with"))
    return not governed and (verb in ("can", "could", "would", "'d") or verb in BASES - {"need", "have"})


def _after_first_you(low: list[str], k: int) -> bool:
    """The verb of the first "you", which has become a name."""
    subject = k - 1
    while subject > 0 and low[subject] in ADVERBS:
        subject -= 1
    if low[subject] != "you" or "you" in low[:subject] or "your" in low[:subject]:
        return False
    bare = subject and low[subject - 1] in _GOVERNING
    return not bare and low[k] in BASES | AUXILIARIES and low[k] not in ADVERBS


def _agreeing(low: list[str], k: int) -> str:
    form = conjugated(low, k)
    if form is None or (coordinated(low, k) and low[k] not in MODALS):
        raise UnsureError
    return form


def _would(low: list[str], k: int) -> str:
    following = next_verb(low, k)
    if following in BASES - PARTICIPLES:
        return "would"
    if following in PARTICIPLES - UNCLEAR or following == "better":
        return "had"
    raise UnsureError


def _is_plural(word: str) -> bool:
    return word.endswith("s") and len(word) > _LONG and word not in AUXILIARIES


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word != "I"
