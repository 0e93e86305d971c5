"""Persons of a sentence: who "I", "you", "we" and "they" are when somebody else tells it.

Everything here refuses, by UnsureError, what could be read as being about another person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from summarizers.pronouns import HE_SHE, THEY
from summarizers.verbs import (
    AUXILIARIES,
    BASES,
    INFLECTED,
    MODALS,
    PARTICIPLES,
    PASTS,
    UNCLEAR,
    VERB_FORMS,
    third_person,
)
from summarizers.words import DATE_WORDS

# Stand for the names until the sentence is written: a name may hold anything, marks and pronouns too.
SPEAKER, ADDRESSEE = "\ue000", "\ue001"
ADVERBS = frozenset(
    """all already also always both currently even ever finally first generally honestly just kind last
    maybe never not now often only probably rather really second simply sometimes soon still then
    usually""".split()
)

# Of the speaker, where they are the subject. "me" stays a name elsewhere too: "them" would be several others.
_ME = {"me": "them", "my": "their", "mine": "theirs", "myself": "themselves"}
_HIS_OR_HER = {
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themselves": "himself"},
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers", "themselves": "herself"},
}
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
SEVERAL = frozenset("all both guys two three folks".split())
# After a name instead of "I" or "you".
_SINGULAR = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't"} | {
    "haven't": "hasn't",
    "aren't": "isn't",
    "weren't": "wasn't",
}
# After "they" for one speaker.
_PLURAL = {"am": "are", "was": "were", "wasn't": "weren't", "'m": "are"}
_CONJUNCTIONS = frozenset("and or but then".split())
# After other verbs "you" is their object, and a verb after it stays bare: "I'll help you move".
_CLAUSAL = frozenset(
    """assume believe bet feel figure guess hope imagine know mean promise realize recommend say see
    suggest suppose think thought said knew felt hoped meant understand understood wish""".split()
)
_GOVERNING = (BASES | INFLECTED) - _CLAUSAL
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
# Clauses after these are part of a sentence whose subject is still in mind.
_SUBORDINATORS = frozenset(
    """that if when because so while since although though unless until till before after whether once as
    how what where why who which""".split()
)
_SUBJECTS = frozenset(
    """we you he she it they there this that who which everyone everybody someone somebody nobody
    anyone anybody everything nothing""".split()
)
# "That" may be left out after these too: "I'm worried I'm late".
_BEFORE_CLAUSES = frozenset(
    """told decided worried sure glad afraid happy realised realized remember remembered forgot noticed admit
    heard confirm confirmed agree agreed""".split()
)
# Who is not named by a capital letter; others are known by how the word ends, "manager", "dentist".
_PEOPLE = frozenset(
    """agent assistant aunt baby boss boy brother caller cat chair chef child children client colleague
    couple cousin crew dad daughter doctor dog everybody everyone family fiance fiancee firm friend gang girl
    girlfriend boyfriend guest guy husband kid lad lady landlord law lawyer man mate mother mum mom nephew
    neighbour niece nurse parent partner pa people person police somebody someone nobody son staff student
    team they uncle wife woman women men company bank council school brother sister father daughter manager
    director teacher customer supplier engineer designer developer plumber driver dentist builder owner
    carer lodger tenant visitor boss""".split()
)
_PERSON_ENDINGS = ("er", "or", "ist", "man", "ian", "ee", "ant", "other")
_NO_PEOPLE = frozenset(
    """after another before better bigger earlier either ever number offer or order over other paper per
    rather summer under whether for september october november december water winter want never later
    letter matter weather cheaper faster slower lower higher door floor see three free coffee power dinner
    computer printer server neither cover corner together further longer easier""".split()
)
# These end like plurals.
_SINGULARS = frozenset(
    """this always yes less unless perhaps besides towards across address access process business class
    status news bus plus various us gas glass press progress success series basis lens boss previous
    serious towards else's sometimes as is""".split()
)


class UnsureError(Exception):
    """No rule rewrites this sentence without the risk of changing who does what."""


@dataclass(slots=True)
class Persons:
    """The persons of one sentence while it is rewritten.

    has_addressee: it is known whom "you" means. asking: the sentence is a question. group: "we" occurs, so
    that "they" is needed for it.
    audience: "you" are all the others.
    they: whom "they" stands for so far; it may be one party only. others: it was said of third persons.
    named, addressed: the speaker, the addressee have been named. acts: the speaker is the subject so far.
    thinks: the sentence is what they think.
    between: the speaker was named after the addressee. gender: "he" or "she" where labels tell that of the
    speaker and of the addressee.
    """

    has_addressee: bool
    asking: bool = False
    group: bool = False
    audience: bool = False
    they: set[str] = field(default_factory=set)
    others: bool = False
    named: bool = False
    addressed: bool = False
    acts: bool = False
    thinks: bool = False
    between: bool = False
    gender: Mapping[str, str] = field(default_factory=dict)
    _named_you: set[int] = field(default_factory=set)
    _stood_in: set[int] = field(default_factory=set)

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
        self._stood_in.clear()
        return list(filter(None, (self._replaced(tokens, low, k) for k in range(len(low)))))

    def stand_in(self, party: str, word: str) -> str:
        """A form of "they" for a party; raises UnsureError where it stands for another one already."""
        self.they.add(party)
        if len(self.they) > 1:
            raise UnsureError
        known = _HIS_OR_HER.get(self.gender.get(party, ""), {})
        return word if party == "addressee" and word == "they" else known.get(word, word)

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
            return self._first_person(tokens, low, k)
        if word in _ME:
            return self._of_speaker(tokens, low, k)
        if word in _US:
            return self.stand_in("we", _US[word])
        if word in _YOUR:
            return self._second_person(low, k)
        named = tokens[k][:1].isupper()  # "we present to you Mark Leach"
        if k and not named and (_after_i(low, k) or self._after_named_you(low, k)):
            plural = "speaker" not in self.gender and word != "'d"
            several = _subject(low, k) in self._stood_in and plural  # "they are"
            return _PLURAL.get(word, tokens[k]) if several else _agreeing(low, k)
        return _would(low, k) if word == "'d" else tokens[k]

    def _first_person(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        """The name, or "they" where that can be nobody else.

        Nothing where "and I" only goes on with what the speaker does; raises UnsureError for "my sister and
        I", who are two.
        """
        joined = k > 1 and low[k - 1] == "and"
        going = joined or (k > 1 and low[k - 1] == "but")
        goes_on = going and self.acts and not any(_may_be_subject(low, j) for j in range(k - 1))
        if joined and not goes_on and not _has_verb(_last_clause(low[: k - 1])):
            raise UnsureError
        dependent = bool(self._stood_in) or _is_dependent(low, k)
        if self.acts and not goes_on and dependent and self._alone(tokens[:k]):
            self._stood_in.add(k)
            return self.stand_in("speaker", "they")
        self.acts = True
        return "" if goes_on else self.name_speaker()

    def _alone(self, before: Sequence[str]) -> bool:
        """Whether "they" can be nobody but the speaker: no others, and no plural, were named before it."""
        if self.group or self.others or self.addressed or self.they - {"speaker"}:
            return False
        return not any(_is_other(word) or _is_plural(word) for word in before)

    def _of_speaker(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        word = low[k]
        if word == "mine":
            raise UnsureError  # "I pay mine": nobody knows what
        mine = self.named and not self.group and not self.they - {"speaker"}
        thought = mine and self._is_thought(tokens, low, k)
        if thought or (mine and word != "me" and self._own(tokens, low, k)):
            return self.stand_in("speaker", _ME[word])
        if word not in ("me", "my"):
            raise UnsureError
        self.between = self.between or self.addressed
        name = self.name_speaker()
        return name if word == "me" else f"{name}'s"

    def _is_thought(self, tokens: Sequence[str], low: list[str], k: int) -> bool:
        """What the speaker thinks of what is theirs: "Liam hopes their boss calls them back"."""
        start = next((j for j in range(k + 1) if low[j] == "my"), k)
        thinks = not start or low[start - 1] in _CLAUSAL or low[start - 1 : start] == ["that"]
        return (
            self.thinks
            and self.acts
            and low[start] == "my"
            and thinks
            and not self.addressed
            and not any(map(_is_name, tokens[:k]))
            and not any(map(_is_plural, low[:start]))
            and not _SUBJECTS & set(low[start:k])
        )

    def _own(self, tokens: Sequence[str], low: list[str], k: int) -> bool:
        """Whether the speaker is the subject of the clause, nobody else standing between."""
        start = _clause_start(low, k)
        if start is None or (not start and low[:1] != ["i"] and not self.acts):
            return False
        return not any(map(_is_somebody, tokens[start:k])) and "you" not in low[start:k]

    def _second_person(self, low: list[str], k: int) -> str:
        word = low[k]
        governed = k and (low[k - 1] in _GOVERNING or low[k - 1] in _PREPOSITIONS)
        again = word == "you" and not governed and self.named  # "they" could be both
        if self.addressed and self.between and not again:
            raise UnsureError  # "asks Anh to send Liam their file"
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
            if word in HE_SHE and not any(map(_is_name, tokens[1:k])):
                raise UnsureError
            if word in THEY:
                if not any(map(_is_plural, low[:k])):
                    raise UnsureError
                self.others = True
        if self.others:
            self.stand_in("others", "they")


def conjugated(low: Sequence[str], place: int) -> str | None:
    """The verb at a place, after a name instead of "I" or "you"; None where its form is not certain."""
    verb = low[place]
    if verb == "'d":
        return _would_or_had(low, place)
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
        and (low[k - 2] not in VERB_FORMS)
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


def _may_be_subject(low: list[str], k: int) -> bool:
    """Whether a word opens another clause, or is its subject; "it" after a verb is none."""
    if low[k] in _OTHER_SUBJECTS - _SUBJECTS:
        return True
    return low[k] in _OTHER_SUBJECTS and (low[k + 1] in VERB_FORMS or low[k + 1] in ADVERBS)


def _is_dependent(low: list[str], k: int) -> bool:
    """Whether the clause of a subject is part of another, or the main clause after a subordinate one."""
    before = k - 1
    while before > 0 and (low[before] in ADVERBS or low[before] == ","):
        before -= 1
    if before < 0:
        return True  # what somebody thinks, "Liam thinks they can"
    if low[before] in _SUBORDINATORS | _CLAUSAL | _BEFORE_CLAUSES:
        return True
    return low[0] in _SUBORDINATORS - {"so"} and low[before] not in _CONJUNCTIONS


def _clause_start(low: list[str], k: int) -> int | None:
    """The place of the "I" that is the subject of the clause around a place, 0 where none was said.

    None where the subject is another one.
    """
    for j in range(k - 1, -1, -1):
        if low[j] == "i":
            return j
        if _has_own_subject(low, j, k):
            return None
    return None if low[0] not in VERB_FORMS and _noun_subject(low, k) else 0


def _has_own_subject(low: list[str], j: int, k: int) -> bool:
    """Whether a word before a place opens a clause with a subject of its own."""
    between = low[j + 1 : k]
    verbal = bool(between) and (between[0] in VERB_FORMS or between[0] in ADVERBS)
    if low[j] in _SUBJECTS and verbal:
        return True
    if low[j] not in _SUBJECTS and low[j].partition("'")[0] in _SUBJECTS:
        return True  # "it's my turn"
    opens = low[j] in _SUBORDINATORS or low[j] in _CONJUNCTIONS or low[j] in (",", "than", "like")
    if between:
        # "I'd like to change my room" goes on with what the speaker does.
        return opens and not verbal and between[0] != "to" and any(word in VERB_FORMS for word in between)
    whole = low[k] == "my" and _has_verb(_clause_of(low, k))  # "my car broke"
    return (low[j] in _SUBORDINATORS and low[k] == "my") or ((opens or low[j] in _CLAUSAL) and whole)


def _noun_subject(low: list[str], k: int) -> bool:
    """Whether the clause opens with a noun phrase and a verb before a place: "the dog broke my arm"."""
    return low[0] in ("the", "a", "an", "your", "our", "my", "this", "that") and any(
        word in VERB_FORMS for word in low[1:k]
    )


def _clause_of(low: list[str], k: int) -> list[str]:
    """The words from a place to the end of its clause."""
    ends = (j for j in range(k + 1, len(low)) if low[j] == "," or low[j] in _CONJUNCTIONS | _SUBORDINATORS)
    return low[k : next(ends, len(low))]


def _is_somebody(word: str) -> bool:
    """Whether a word is known to be another person, or several who act as one."""
    low = word.lower().partition("'")[0]
    known = low in _PEOPLE or low.removesuffix("s") in _PEOPLE or low in HE_SHE or low in THEY
    return known or (_is_name(word) and low not in DATE_WORDS)


def _is_other(word: str) -> bool:
    """Whether a word may be one."""
    low = word.lower().partition("'")[0].removesuffix("s")
    ends = len(low) > _LONG and low.endswith(_PERSON_ENDINGS) and low not in _NO_PEOPLE
    return _is_somebody(word) or ends


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
    return any(word in VERB_FORMS or word.endswith(("'s", "'re")) for word in low[1:])


def _agreeing(low: list[str], k: int) -> str:
    form = conjugated(low, k)
    if form is None or (coordinated(low, k) and low[k] not in MODALS):
        raise UnsureError
    return form


def _would(low: list[str], k: int) -> str:
    form = _would_or_had(low, k)
    if form is None:
        raise UnsureError
    return form


def _would_or_had(low: Sequence[str], k: int) -> str | None:
    following = next_verb(low, k)
    if following == "better" or following in PARTICIPLES - UNCLEAR - BASES:
        return "had"
    return "would" if following in BASES - PARTICIPLES else None


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low.endswith("s") and len(low) > _LONG and low not in AUXILIARIES and low not in _SINGULARS


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word != "I"
