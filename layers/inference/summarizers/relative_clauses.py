"""Clauses in run-on speech that say which one is meant: "the version you're on", "the reason we call"."""

from collections.abc import Sequence

from summarizers.clause_words import (
    ADVERBS,
    CONTRACTED,
    FAR,
    OBJECTS,
    OCCASIONS,
    POINTING,
    PREPOSITIONS,
    word_at,
)
from summarizers.verbs import AUXILIARIES, BASES, MODALS, PARTICIPLES, TO_BE
from summarizers.words import DATE_WORDS, NUMBER_WORDS

# "The reason we do it": the clause after such a noun is part of its phrase, though nothing is left out in it.
_CLAUSE_NOUNS = OCCASIONS | frozenset(
    "reason reasons way ways place places fact idea chance point case thing things stuff part extent".split()
)
_ANY = frozenset(
    "all anybody else anything everything nothing something one ones those most whatever".split()
)
_DEFINITE = frozenset("the every each any that those these last next first only all which what no".split())
# After these a clause can be over, and no relative clause starts.
ENDS = (
    DATE_WORDS
    | NUMBER_WORDS
    | frozenset(
        """again ago already anymore anyway away back bad basically early either else enough fine first good
        great here herself him himself home honestly instead it itself late lately later me mostly
        much myself now okay one really right soon them themselves there though together tonight
        too us well yeah yes yet yourself anything everything something""".split()
    )
)
_NO_OBJECTS = DATE_WORDS | frozenset(
    """again ago already anymore anyway at about before after because by for from here in into just last
    next now of off on out over so soon then there though twice once to too up with and but or
    when if while since until is was are were would will can could should has had really actually""".split()
)
_TWO_OBJECTS = frozenset(
    """bought buy email emailed gave get give got lend lent made make offer offered ordered owe
    paid pay promise promised send sent show showed tell told""".split()
)
_NO_OBJECT_VERBS = frozenset(
    """go went come came work works live lives wait agree agreed start started stop stopped fall fell
    arrive arrived sleep slept happen happened laugh cry cried talk listen look die died run ran
    sit sat stay stayed care fail failed finish finished move moved leave left retire retired rise
    rose drop dropped win won lose lost""".split()
)
_PERSONS = OBJECTS - {"it"}
# What may stand before the verb of a clause.
_BEFORE_VERBS = ADVERBS | AUXILIARIES | {"not", "been", "be"}
_AFTER_AUXILIARY = BASES | PARTICIPLES | ADVERBS | {"not", "been", "to"}
# Clauses with these hardly ever say which one is meant.
_NEVER_RELATIVE = frozenset(
    "everybody everyone here's it'll it's nobody somebody someone that'll that's there's".split()
)
_CHAINED = frozenset(
    "going need needs want wants have has had trying used supposed able got get gonna".split()
)


def is_relative(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the clause may say which one is meant: "the version you're on", "the reason we call"."""
    before = low[k - 1]
    if low[k] in _NEVER_RELATIVE:
        return before not in ENDS and before in _ANY | _CLAUSE_NOUNS
    if low[k] in POINTING and (low[k] == "that" or before in _ANY):
        return before not in ENDS or before in _ANY
    if (before in ENDS and before not in _ANY) or before.endswith("ly") or before in OBJECTS:
        return False
    if before in _CLAUSE_NOUNS and any(word in _DEFINITE for word in low[max(start, k - 4) : k - 1]):
        return True
    return _gap(low, k)


def _gap(low: Sequence[str], k: int) -> bool:
    """Whether the object of a clause is missing, because it stands before the clause."""
    verb = k + 1
    being = low[k].endswith(("'m", "'re", "'s"))
    last = min(len(low), verb + FAR)
    while verb < last and not _owns(low, verb) and (low[verb] in _BEFORE_VERBS or _chains(low, verb)):
        being = low[verb] in TO_BE or (being and low[verb] not in MODALS)
        verb += 1
    if verb >= len(low):
        return True
    if being and not low[verb].endswith("ing"):
        stranded = word_at(low, verb + 1) not in PREPOSITIONS and _breaks_off(low, verb + 1)
        return low[verb] in PREPOSITIONS and stranded
    return _lacks_object(low, verb)


def _owns(low: Sequence[str], verb: int) -> bool:
    """Whether this is no auxiliary but a verb of its own: "did nine", "have a car", "do for you"."""
    following = word_at(low, verb + 1)
    return low[verb] in ("do", "did", "have", "has", "had") and following not in _AFTER_AUXILIARY


def _chains(low: Sequence[str], verb: int) -> bool:
    """Whether another verb follows that says what is done: "need to", "going to"."""
    following = word_at(low, verb + 1)
    chained = low[verb] in _CHAINED and following in ("to", "able", "going")
    return chained or (low[verb] == "to" and following in BASES)


def _lacks_object(low: Sequence[str], verb: int) -> bool:
    after = word_at(low, verb + 1)
    about = after == "about" and (
        word_at(low, verb + 2) in NUMBER_WORDS or word_at(low, verb + 2) in ("a", "an")
    )
    if low[verb] in _NO_OBJECT_VERBS or about:
        return False
    return _breaks_off(low, verb + 1 + (low[verb] in _TWO_OBJECTS and after in _PERSONS))


def _breaks_off(low: Sequence[str], k: int) -> bool:
    return k >= len(low) or low[k] in _NO_OBJECTS or low[k] in CONTRACTED or low[k].endswith("ly")
