"""Persons of a sentence: who "I", "you", "we" and "they" are when somebody else tells it.

Everything here refuses, by UnsureError, what could be read as being about another person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizers.agreement import ADVERBS, PLURAL, conjugated, coordinated, next_verb, would_or_had
from summarizers.others import (
    is_anybody,
    is_anybody_who,
    is_name,
    is_other,
    is_plural,
    is_public,
    is_several,
    is_somebody,
    is_superior,
    reports_another,
)
from summarizers.pronouns import HE_SHE, HIS_OR_HER, ME, THEY, US, YOUR
from summarizers.subjects import (
    CLAUSAL,
    GOVERNING,
    SUBJECTS,
    clause_start,
    has_predicate,
    is_dependent,
    last_clause,
    may_be_subject,
    subject_of,
)
from summarizers.verbs import AUXILIARIES, BASES, MODALS, VERB_FORMS
from summarizers.words import QUESTION_WORDS, STOP_WORDS

# Stand for the names until the sentence is written: a name may hold anything, marks and pronouns too.
SPEAKER, ADDRESSEE = "\ue000", "\ue001"
_PREPOSITIONS = frozenset("about at by for from into of on over to with without".split())


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
    between: the speaker was named after the addressee. renamed: as the subject of a clause.
    gender: "he" or "she" where labels tell that of the speaker and of the addressee.
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
    renamed: bool = False
    gender: Mapping[str, str] = field(default_factory=dict)
    _named_you: set[int] = field(default_factory=set)
    _stood_in: set[int] = field(default_factory=set)

    def clause(self, tokens: Sequence[str]) -> list[str]:
        """Replace the pronouns of the first and second person; verbs that follow them agree.

        Raises UnsureError.
        """
        low = [token.lower() for token in tokens]
        self._check_third_persons(tokens, low)
        if is_several(low) or is_public(low) or reports_another(low) or _asks_inside(low):
            raise UnsureError
        # "If you sign, I can start": no "you" that is anybody.
        personal = self.asking or self.named or "i" in low
        if not personal and any(is_anybody(low, k) for k in range(len(low))):
            raise UnsureError
        if any(is_anybody_who(low, k) for k in range(1, len(low))):
            raise UnsureError
        self._named_you.clear()
        self._stood_in.clear()
        return list(filter(None, (self._replaced(tokens, low, k) for k in range(len(low)))))

    def stand_in(self, party: str, word: str) -> str:
        """A form of "they" for a party; raises UnsureError where it stands for another one already."""
        self.they.add(party)
        if len(self.they) > 1:
            raise UnsureError
        known = HIS_OR_HER.get(self.gender.get(party, ""), {})
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
        if word in ME:
            return self._of_speaker(tokens, low, k)
        if word in US:
            title = k and tokens[k] == "Our"  # "Our Town"
            return tokens[k] if title else self.stand_in("we", US[word])
        if word in YOUR:
            return self._second_person(low, k)
        named = tokens[k][:1].isupper()  # "we present to you Mark Leach"
        if k and not named and (_after_i(low, k) or self._after_named_you(low, k)):
            plural = "speaker" not in self.gender and word != "'d"
            several = subject_of(low, k) in self._stood_in and plural  # "they are"
            return PLURAL.get(word, tokens[k]) if several else _agreeing(low, k)
        return _would(low, k) if word == "'d" else tokens[k]

    def _first_person(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        """The name, or "they" where that can be nobody else.

        Nothing where "and I" only goes on with what the speaker does; raises UnsureError for "my sister and
        I", who are two.
        """
        joined = k > 1 and low[k - 1] == "and"
        going = joined or (k > 1 and low[k - 1] == "but")
        goes_on = going and self.acts and not any(may_be_subject(low, j) for j in range(k - 1))
        if joined and not goes_on and not has_predicate(last_clause(low[: k - 1])):
            raise UnsureError
        dependent = bool(self._stood_in) or is_dependent(low, k)
        if self.acts and not goes_on and dependent and self._alone(tokens[:k]):
            self._stood_in.add(k)
            return self.stand_in("speaker", "they")
        self.acts = True
        self.renamed = self.renamed or (self.addressed and not goes_on)
        return "" if goes_on else self.name_speaker()

    def _alone(self, before: Sequence[str]) -> bool:
        """Whether "they" can be nobody but the speaker: no others, and no plural, were named before it."""
        if self.group or self.others or self.addressed or self.they - {"speaker"}:
            return False
        return not any(is_other(word) or is_plural(word) for word in before)

    def _of_speaker(self, tokens: Sequence[str], low: list[str], k: int) -> str:
        word = low[k]
        if word == "mine":
            raise UnsureError  # "I pay mine": nobody knows what
        mine = self.named and not self.group and not self.they - {"speaker"}
        thought = mine and self._is_thought(tokens, low, k)
        if thought or (mine and word != "me" and self._own(tokens, low, k)):
            return self.stand_in("speaker", ME[word])
        if word not in ("me", "my") or (word == "me" and _is_self(low, k)):
            raise UnsureError
        self.between = self.between or self.addressed
        name = self.name_speaker()
        return name if word == "me" else f"{name}'s"

    def _is_thought(self, tokens: Sequence[str], low: list[str], k: int) -> bool:
        """What the speaker thinks of what is theirs: "Liam hopes their boss calls them back"."""
        start = next((j for j in range(k + 1) if low[j] == "my"), k)
        thinks = not start or low[start - 1] in CLAUSAL or low[start - 1 : start] == ["that"]
        return (
            self.thinks
            and self.acts
            and low[start] == "my"
            and thinks
            and not self.addressed
            and not any(map(is_name, tokens[:k]))
            and not any(map(is_plural, low[:start]))
            and not SUBJECTS & set(low[start:k])
        )

    def _own(self, tokens: Sequence[str], low: list[str], k: int) -> bool:
        """Whether the speaker is the subject of the clause, nobody else standing between."""
        start = clause_start(low, k)
        if start is None or (not start and low[:1] != ["i"] and not self.acts):
            return False
        others = any(map(is_somebody, tokens[start:k])) or "you" in low[start:k]
        return not others and not (low[k] == "my" and is_superior(low[k + 1 : k + 2]))

    def _second_person(self, low: list[str], k: int) -> str:
        word = low[k]
        governed = k and (low[k - 1] in GOVERNING or low[k - 1] in _PREPOSITIONS)
        # "They" could be both, and so could "them" after the speaker's name.
        again = word == "you" and (self.renamed if governed else self.named)
        if self.addressed and self.between and not again:
            raise UnsureError  # "asks Anh to send Liam their file"
        if word == "you" and k and low[k - 1].endswith("ing"):
            if low[k + 1 : k + 2] == ["i"]:
                raise UnsureError  # "it's costing you I timed it", two sentences
            governed = governed or next_verb(low, k) not in VERB_FORMS
        if self.addressed and not again:
            return self.stand_in("addressee", "them" if word == "you" and governed else YOUR[word])
        name = self.name_addressee()
        if word not in ("you", "your"):
            raise UnsureError
        if word == "your":
            return f"{name}'s"
        if not governed and _has_unknown_verb(low, k):
            raise UnsureError
        self._named_you.add(k)
        return name

    def _after_named_you(self, low: list[str], k: int) -> bool:
        """The verb of a "you" that has become a name."""
        subject = subject_of(low, k)
        bare = subject and low[subject - 1] in GOVERNING
        verb = low[k] in BASES or low[k] in AUXILIARIES
        return subject in self._named_you and not bare and verb and low[k] not in ADVERBS

    def _check_third_persons(self, tokens: Sequence[str], low: list[str]) -> None:
        """Third persons must have their noun in the sentence, or they would seem to be the speaker."""
        for k, word in enumerate(low):
            if self.named and word in ("him", "them"):  # not the speaker, who is this verb's subject
                self.others = self.others or word == "them"
                continue
            if word in HE_SHE and not any(map(is_name, tokens[1:k])):
                raise UnsureError
            if word in THEY:
                if not any(map(is_plural, low[:k])):
                    raise UnsureError
                self.others = True
        if self.others:
            self.stand_in("others", "they")


def _is_self(low: list[str], k: int) -> bool:
    """Whether a "me" is a noun: "the same me", "the old me"."""
    described = k > 1 and low[k - 1] not in VERB_FORMS | _PREPOSITIONS | STOP_WORDS - {"same"}
    return described and low[k - 2] in ("the", "a")


def _asks_inside(low: list[str]) -> bool:
    """Whether a question stands within a statement: "dry off how are you", "while it's dry, can we go"."""
    return any(
        word in QUESTION_WORDS | {","}
        and low[k + 1] in AUXILIARIES
        and low[k + 2] in ("i", "you", "we", "they")
        for k, word in enumerate(low[:-2])
        if k
    )


def _has_unknown_verb(low: list[str], k: int) -> bool:
    """Whether a subject's verb has a form that is not known, and so cannot agree: "that you pee out"."""
    opens = k > 0 and low[k - 1] in QUESTION_WORDS | {"that", "if", "because", "and", "but", "so", ","}
    verb = next_verb(low, k)
    known = verb in VERB_FORMS | STOP_WORDS or verb.endswith("ly")
    return opens and verb.isalpha() and not known


def _after_i(low: list[str], k: int) -> bool:
    """The verb of an "I" inside the sentence, which has become a name."""
    return low[subject_of(low, k)] == "i" and low[k] in BASES | AUXILIARIES and low[k] not in ADVERBS


def _agreeing(low: list[str], k: int) -> str:
    form = conjugated(low, k)
    if form is None or (coordinated(low, k) and low[k] not in MODALS):
        raise UnsureError
    return form


def _would(low: list[str], k: int) -> str:
    form = would_or_had(low, k)
    if form is None:
        raise UnsureError
    return form
