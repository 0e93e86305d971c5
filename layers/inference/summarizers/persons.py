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
    """all already also always both currently even ever finally first generally honestly just kind last
    maybe never not now often only probably rather really second simply sometimes soon still then
    usually""".split()
)

# Of the speaker, once named in the sentence. "I" is not here: as a subject "they" would seem to be several.
_ME = {"me": "them", "my": "their", "mine": "theirs", "myself": "themselves"}
_US = {
    "we": "they",
    "us": "them",
    "our": "their",
    "ours": "theirs",
    "ourself": "themselves",
    "ourselves": "themselves",
}
GROUP = frozenset(_US) | {"let's"}
_YOUR = {
    "your": "their",
    "yours": "theirs",
    "yourself": "themselves",
    "yourselves": "themselves",
    "you": "they",
}
_HE_SHE = frozenset("he she him her his hers himself herself he's she's he'd she'd he'll she'll".split())
_THEY = frozenset("they them their theirs themselves they're they've they'll they'd".split())
SEVERAL = frozenset("all both guys two three folks".split())
# After a name instead of "I" or "you".
_SINGULAR = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't"} | {
    "haven't": "hasn't",
    "aren't": "isn't",
    "weren't": "wasn't",
}
_CONJUNCTIONS = frozenset("and or but then".split())
# After other verbs "you" is their object, and a verb after it stays bare: "I'll help you move".
_CLAUSAL = frozenset(
    """assume believe bet feel figure guess hope imagine know mean promise realize recommend say see
    suggest suppose think thought said knew felt hoped meant understand understood wish""".split()
)
_GOVERNING = (BASES | PASTS | THIRD_PERSONS) - _CLAUSAL
# Whoever else says or thinks something means another person by "I".
_SAYING = frozenset(
    """said says told tells asked asks replied wrote writes texted texts shouted goes promised
    promises thinks thought believes suggested suggests""".split()
)
_PARTIES = frozenset("i we you".split())
_OTHER_SUBJECTS = frozenset(
    "we you he she they it that this there who which because if when so while".split()
)
_PREPOSITIONS = frozenset("about at by for from into of on over to with without".split())
_LONG = 3  # letters; shorter words in "s" are seldom plurals


class UnsureError(Exception):
    """No rule rewrites this sentence without the risk of changing who does what."""


@dataclass(slots=True)
class Persons:
    """The persons of one sentence while it is rewritten.

    has_addressee: it is known whom "you" means. asking: the sentence is a question. group: "we" occurs, so
    that "they" is needed for it.
    they: whom "they" stands for so far; it may be one party only. others: it was said of third persons.
    named, addressed: the speaker, the addressee have been named. acts: the speaker is the subject so far.
    """

    has_addressee: bool
    asking: bool = False
    group: bool = False
    they: set[str] = field(default_factory=set)
    others: bool = False
    named: bool = False
    addressed: bool = False
    acts: bool = False
    _named_you: set[int] = field(default_factory=set)

    def clause(self, tokens: Sequence[str]) -> list[str]:
        """Replace the pronouns of the first and second person; verbs that follow them agree.

        Raises UnsureError.
        """
        low = [token.lower() for token in tokens]
        self._check_third_persons(tokens, low)
        _check_reported(low)
        if any(word == "you" and following in SEVERAL for word, following in pairwise(low)):
            raise UnsureError
        personal = (
            self.asking or self.named or "i" in low
        )  # "if you sign, I can start": no "you" that is anybody
        if not personal and any(_anybody(low, k) for k in range(len(low))):
            raise UnsureError
        if any(_anybody_who(low, k) for k in range(1, len(low))):
            raise UnsureError
        self._named_you.clear()
        return list(filter(None, (self._replaced(tokens, low, k) for k in range(len(low)))))

    def stand_in(self, party: str, word: str) -> str:
        """A form of "they" for a party; raises UnsureError where it stands for another one already."""
        self.they.add(party)
        if len(self.they) > 1:
            raise UnsureError
        return word

    def name_speaker(self) -> str:
        """The mark of the speaker, who may be "they" and "their" from here on."""
        self.named = True
        return SPEAKER

    def name_addressee(self) -> str:
        """The mark of the addressee; raises UnsureError where nobody knows who that is."""
        if not self.has_addressee:
            raise UnsureError
        self.addressed = True
        return ADDRESSEE

    def _replaced(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        word = low[k]
        if word == "i":
            return self._first_person(low, k)
        if word in _ME:
            return self._of_speaker(word)
        if word in _US:
            return self.stand_in("we", _US[word])
        if word in _YOUR:
            return self._second_person(low, k)
        if k and (_after_i(low, k) or self._after_named_you(low, k)):
            return _agreeing(low, k)
        return _would(low, k) if word == "'d" else tokens[k]

    def _first_person(self, low: list[str], k: int) -> str:
        """The name; nothing where "and I" only goes on with what the speaker does.

        Raises UnsureError for "my sister and I", who are two.
        """
        joined = k > 1 and low[k - 1] == "and"
        goes_on = joined and self.acts and not _OTHER_SUBJECTS & set(low[:k])
        if joined and not goes_on and not _has_verb(_last_clause(low[: k - 1])):
            raise UnsureError
        self.acts = True
        return "" if goes_on else self.name_speaker()

    def _of_speaker(self, word: str) -> str:
        if self.named and not self.group and not self.they - {"speaker"}:
            return self.stand_in("speaker", _ME[word])
        if word not in ("me", "my"):
            raise UnsureError
        name = self.name_speaker()
        return name if word == "me" else f"{name}'s"

    def _second_person(self, low: list[str], k: int) -> str:
        word = low[k]
        governed = k and (low[k - 1] in _GOVERNING or low[k - 1] in _PREPOSITIONS)
        again = word == "you" and not governed and self.named  # "they" could be both
        if self.addressed and not again:
            return self.stand_in("addressee", "them" if word == "you" and governed else _YOUR[word])
        name = self.name_addressee()
        if word not in ("you", "your"):
            raise UnsureError
        if word == "your":
            return f"{name}'s"
        self._named_you.add(k)
        return name

    def _after_named_you(self, low: list[str], k: int) -> bool:
        """The verb of a "you" that has become a name."""
        subject = _subject(low, k)
        bare = subject and low[subject - 1] in _GOVERNING
        verb = low[k] in BASES or low[k] in AUXILIARIES
        return subject in self._named_you and not bare and verb and low[k] not in ADVERBS

    def _check_third_persons(self, tokens: Sequence[str], low: list[str]) -> None:
        """Third persons must have their noun in the sentence, or they would seem to be the speaker."""
        for k, word in enumerate(low):
            if self.named and word in ("him", "them"):  # not the speaker, who is this verb's subject
                self.others = self.others or word == "them"
                continue
            if word in _HE_SHE and not any(map(_is_name, tokens[1:k])):
                raise UnsureError
            if word in _THEY:
                if not any(map(_is_plural, low[:k])):
                    raise UnsureError
                self.others = True
        if self.others:
            self.stand_in("others", "they")


def conjugated(low: Sequence[str], place: int) -> str | None:
    """The verb at a place, after a name instead of "I" or "you"; None where its form is not certain."""
    verb = low[place]
    if verb == "'d":
        following = next_verb(low, place)
        return "had" if following == "better" else "would" if following in BASES - PARTICIPLES else None
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
    """Whether a second verb of the same subject follows, which would have to be conjugated too.

    After "to" it would not: "I'm going to read it and then start".
    """
    return any(
        word in _CONJUNCTIONS and next_verb(low, k) in BASES | AUXILIARIES and "to" not in low[place:k]
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


def _anybody_who(low: list[str], k: int) -> bool:
    """The same after a noun, in the present tense: "the freedom that you have with a car"."""
    return (
        low[k] == "you"
        and low[k - 1] in ("that", "which")
        and k > 1
        and next_verb(low, k) in BASES
        and (low[k - 2] not in AUXILIARIES | BASES | PASTS | THIRD_PERSONS)
    )


def _check_reported(low: list[str]) -> None:
    """In what a third person said, thought or wrote, "I" may be that person."""
    for k, word in enumerate(low):
        if word in _SAYING and (_ME.keys() | _US.keys() | {"i"}) & set(low[k + 1 :]):
            before = [w for w in low[:k] if w not in ADVERBS | AUXILIARIES and not w.endswith("ly")]
            if before and before[-1] not in _PARTIES:
                raise UnsureError


def _after_i(low: list[str], k: int) -> bool:
    """The verb of an "I" inside the sentence, which has become a name."""
    return low[_subject(low, k)] == "i" and low[k] in BASES | AUXILIARIES and low[k] not in ADVERBS


def _subject(low: list[str], k: int) -> int:
    """The place of the word before a verb and its adverbs."""
    subject = k - 1
    while subject > 0 and low[subject] in ADVERBS:
        subject -= 1
    return subject


def _last_clause(low: list[str]) -> list[str]:
    """The words after the last comma or conjunction, one at the very end aside."""
    end = len(low) - (low[-1:] == [","])
    starts = (k + 1 for k in range(end) if low[k] in _CONJUNCTIONS or low[k] == ",")
    return low[max(starts, default=0) : end]


def _has_verb(low: list[str]) -> bool:
    return any(
        word in BASES | PASTS | THIRD_PERSONS | AUXILIARIES or word.endswith(("'s", "'re"))
        for word in low[1:]
    )


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
