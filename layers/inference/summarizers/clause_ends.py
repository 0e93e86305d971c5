"""Whether what stands before a new clause in run-on speech is complete, or goes on with it."""

from collections.abc import Sequence
from itertools import pairwise

from summarizers.clause_starts import asking, inverted, part_subject
from summarizers.clause_words import (
    ADVERBS,
    ARTICLES,
    CLAUSAL,
    CONTRACTED,
    DETERMINERS,
    FAR,
    GO_ON,
    LIKE_HE,
    NOMINATIVE_STARTS,
    OBJECTS,
    OCCASIONS,
    OPEN,
    OPENERS,
    POINTING,
    PREPOSITIONS,
    STARTS,
    SUBJECTS,
    SUBORDINATE,
    WH_CONTRACTED,
    word_at,
)
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED, MODALS, PARTICIPLES, PASTS, TO_BE
from summarizers.words import DATE_WORDS, NUMBER_WORDS, QUESTION_WORDS

_OPEN_AFTER = frozenset("about at down in off on out over up with for to of from through".split())
_TOLD = frozenset(
    "tell told tells telling remind reminded warn warned show showed promise promised "
    "let inform bet teach convince convinced assure".split()
)
# "The reason we do it": the clause after such a noun is part of its phrase, though nothing is left out in it.
_CLAUSE_NOUNS = OCCASIONS | frozenset(
    "reason reasons way ways place places fact idea chance point case thing things stuff part extent".split()
)
_ANY = frozenset(
    "all anybody else anything everything nothing something one ones those most whatever".split()
)
_DEFINITE = frozenset("the every each any that those these last next first only all which what no".split())
# After these a clause can be over, and no relative clause starts.
_ENDS = (
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
_HAVE_VERBS = CONTRACTED | AUXILIARIES | {"let's"} | WH_CONTRACTED
_NO_NAMES = OPEN | PREPOSITIONS | DETERMINERS | NUMBER_WORDS
_AFTER_AUXILIARY = BASES | PARTICIPLES | ADVERBS | {"not", "been", "to"}
# Clauses with these hardly ever say which one is meant.
_NEVER_RELATIVE = frozenset(
    "everybody everyone here's it'll it's nobody somebody someone that'll that's there's".split()
)
_CHAINED = frozenset(
    "going need needs want wants have has had trying used supposed able got get gonna".split()
)
_JOINING = frozenset("and but so or because".split())
_MONTHS_AND_DAYS = DATE_WORDS - {"today", "tomorrow", "tonight", "yesterday"}
_JUDGING = DETERMINERS | NUMBER_WORDS | TO_BE | frozenset("not right fine great too very really so".split())
_NEVER_LAST = (
    OPEN | AUXILIARIES | CONTRACTED | SUBORDINATE | QUESTION_WORDS | (SUBJECTS - _ENDS - {"you"})
) - _OPEN_AFTER
_NOT_TOLD = _ENDS - OBJECTS - {"one"}
_BARE_OR_PAST = BASES | PASTS
_ORDERS = BASES | {"please", "thanks"}
_FINITE = BASES | INFLECTED
_NO_QUESTION_AFTER = GO_ON | ADVERBS - _ENDS
_HAVING_TO = frozenset("going got had has have need needs used want wanted wants".split())
_ASKING = WH_CONTRACTED | QUESTION_WORDS
_LOOKED_BACK = 40  # words among which the verb of a clause stands
_POINTED = 2  # words of a fragment that "that's …" may judge


def opened(low: Sequence[str], start: int, end: int) -> int:
    """Where a clause starts after "yeah", "so" and the like."""
    last = min(end - 1, start + FAR)
    while start < last and low[start] in OPENERS:
        start += 1
    return start


def complete(low: Sequence[str], start: int, k: int, *, hesitant: bool) -> bool:
    """Whether the words before are a clause, or a fragment that what follows judges or goes beyond."""
    first = opened(low, start, k)
    said = low[max(first, k - _LOOKED_BACK) : k]
    if said[0] == "thanks" and asking(low, k):
        return False  # "thanks for coming how did you" opens the talk with its question
    if said[:2] in (["what", "about"], ["how", "about"]):
        return True
    joined = max((j + 1 for j in range(len(said) - 1) if _joins(said, j)), default=0)
    if _finite(said[joined:]):
        return True
    if joined:
        return False  # "and in August": what that is about has not come yet
    if low[k] in ("that's", "that"):
        return len(said) >= _POINTED and word_at(low, k + 1) in _JUDGING
    counted = said[-1] in NUMBER_WORDS and len(said) > 1 and low[k] not in LIKE_HE
    return counted or (hesitant and len(said) > _POINTED)


def _joins(said: Sequence[str], k: int) -> bool:
    """Whether another clause is joined here; "I think so" and "one and three" join none."""
    before, after = word_at(said, k - 1), said[k + 1]
    counted = after in NUMBER_WORDS and (before in NUMBER_WORDS or before == "one")
    return said[k] in _JOINING and before not in CLAUSAL and not counted


def is_dated(low: Sequence[str], k: int) -> bool:
    """Whether a date stands before that may as well belong to what follows: "in September we did forty"."""
    if low[k - 1] in _MONTHS_AND_DAYS:
        return word_at(low, k - 2) in ("in", "by", "on", "and")
    return low[k - 1] in OCCASIONS and word_at(low, k - 2) in ("last", "next", "this", "that")


def _finite(said: Sequence[str]) -> bool:
    """Whether these words have a verb that says something of a subject or asks for something."""
    if not said:
        return False
    ordered = len(said) > 1 and (said[0] in _ORDERS or (said[1] in BASES and said[0] not in _NO_NAMES))
    return (
        ordered
        or any(word in _HAVE_VERBS or word.endswith(("'ll", "n't")) for word in said)
        or any(
            (a.endswith("s") and b in BASES)
            or (a.endswith("'s") and (b.endswith("ing") or b in ("been", "due", "gone", "not")))
            or (a in SUBJECTS and b in _FINITE)
            or (b in INFLECTED and a not in DETERMINERS)
            for a, b in pairwise(said)
        )
    )


def is_open(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the words before go on with what starts here."""
    if low[k] in ARTICLES or part_subject(low, k):
        return not _ended(low, k)
    if short_answer(low, start, k) or _done(low, k):
        return False
    if low[k] in _ASKING:
        return _embedded(low, start, k)
    if _governs(low, start, k):
        return True
    return low[k : k + 2] != ["i", "mean"] and low[k] in STARTS and _relative(low, start, k)


def _governs(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the last word before needs what starts here: "I think", "because", "which version of"."""
    before, earlier = low[k - 1], word_at(low, k - 2)
    if before in CLAUSAL:
        return not (before == "sure" and low[k] == "last")
    if low[k] in ("it", "you") and before in _BARE_OR_PAST and not _is_noun(low, k - 1):
        return True  # it may be the object: "the reason we use it is"
    if before == "that":  # "I tried that" is over, "the bit that" is not
        return earlier in CLAUSAL or earlier == "bit" or earlier not in _BARE_OR_PAST
    if (before in ADVERBS and (earlier in CLAUSAL or earlier in OPEN)) or _telling_someone(low, start, k):
        return True
    if before == "to":
        return earlier not in _HAVING_TO or low[k] not in NOMINATIVE_STARTS  # "more than you have to"
    return not _stranded(low, k) if before in _OPEN_AFTER else before in _NEVER_LAST


def _embedded(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a question word starts no question: "I know every month what's used", "those who are"."""
    main = any(inverted(low, place) for place in range(k + 1, min(k + FAR, len(low))))
    known = not main and any(word in CLAUSAL for word in low[max(start, k - FAR) : k])
    if known or low[k - 1] in _NO_QUESTION_AFTER:
        return True
    return low[k] in ("who", "who's", "which", "whose") and low[k - 1] not in _ENDS


def _done(low: Sequence[str], k: int) -> bool:
    """Whether a question ends with its verb: "what do I do"."""
    return low[k - 1] == "do" and word_at(low, k - 2) in SUBJECTS and word_at(low, k - 3) in AUXILIARIES


def _is_noun(low: Sequence[str], k: int) -> bool:
    """Whether a word that may be a verb is a noun: "a grinding sound"."""
    return any(word in DETERMINERS for word in low[max(0, k - 2) : k])


def _ended(low: Sequence[str], k: int) -> bool:
    """Whether what stands before an article ends a clause: it is no verb or preposition with an object."""
    before = low[k - 1]
    if before in _ENDS:
        return True
    dated = word_at(low, k - 2) in ("all", "last", "next", "this", "every")  # "all summer"
    return (dated or part_subject(low, k)) and before not in GO_ON


def short_answer(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a short answer stands before, and nothing more: "yes it is", "no I didn't"."""
    first = opened(low, start, k)
    answers = k - first == 2 and low[first] in SUBJECTS and low[k - 1] in AUXILIARIES  # noqa: PLR2004
    return answers and (low[k] != low[first] or first > start)


def _telling_someone(low: Sequence[str], start: int, k: int) -> bool:
    """Whether what follows is what somebody is told: "tell Sanjay", "ask her"."""
    return low[k - 1] not in _NOT_TOLD and any(low[j] in _TOLD for j in range(max(start, k - 3), k - 1))


def _stranded(low: Sequence[str], k: int) -> bool:
    """Whether a preposition has no object before a subject: "which version you're on he's our man"."""
    if low[k] not in NOMINATIVE_STARTS:
        return False
    return word_at(low, k - 2) not in ("how", "what") and low[k - 1] not in (
        "for",
        "with",
        "of",
        "to",
        "from",
    )


def _relative(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the clause may say which one is meant: "the version you're on", "the reason we call"."""
    before = low[k - 1]
    if low[k] in _NEVER_RELATIVE:
        return before not in _ENDS and before in _ANY | _CLAUSE_NOUNS
    if low[k] in POINTING and (low[k] == "that" or before in _ANY):
        return before not in _ENDS or before in _ANY
    if (before in _ENDS and before not in _ANY) or before.endswith("ly") or before in OBJECTS:
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
