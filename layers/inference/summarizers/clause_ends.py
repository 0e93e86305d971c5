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
    PREPOSITIONS,
    STARTS,
    SUBJECTS,
    SUBORDINATE,
    WH_CONTRACTED,
    word_at,
)
from summarizers.relative_clauses import ENDS, is_relative
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED, PASTS, TO_BE
from summarizers.words import DATE_WORDS, NUMBER_WORDS, QUESTION_WORDS

_OPEN_AFTER = frozenset("about at down in off on out over up with for to of from through".split())
_TOLD = frozenset(
    "tell told tells telling remind reminded warn warned show showed promise promised "
    "let inform bet teach convince convinced assure".split()
)
_DOING = frozenset("did do does go goes gone really sell sold very went work worked works".split())
# What a clause says of its subject with no object after it: "it's too slow", "it won't happen".
_COMPLETE = frozenset(
    """available broken cheap closed cold dead different difficult done easy expensive fast full gone happen
    happened high hot impossible possible ready sick slow terrible tight true wrong""".split()
)
_GIVING = frozenset("bring brought give gave get got lend lent send sent show showed tell told".split())
_HAVE_VERBS = CONTRACTED | AUXILIARIES | {"let's"} | WH_CONTRACTED
_NO_NAMES = OPEN | PREPOSITIONS | DETERMINERS | NUMBER_WORDS
_JOINING = frozenset("and but so or because".split())
_MONTHS_AND_DAYS = DATE_WORDS - {"today", "tomorrow", "tonight", "yesterday"}
_JUDGING = DETERMINERS | NUMBER_WORDS | TO_BE | frozenset("not right fine great too very really so".split())
_NEVER_LAST = (
    OPEN | AUXILIARIES | CONTRACTED | SUBORDINATE | QUESTION_WORDS | (SUBJECTS - ENDS - {"you"})
) - _OPEN_AFTER
_NOT_TOLD = ENDS - OBJECTS - {"one"}
_BARE_OR_PAST = BASES | PASTS
_ORDERS = BASES | {"please", "thanks"}
_FINITE = BASES | INFLECTED
_NO_QUESTION_AFTER = GO_ON | ADVERBS - ENDS
_HAVING_TO = frozenset("going got had has have need needs used want wanted wants".split())
_ASKING = WH_CONTRACTED | QUESTION_WORDS
# Before an "else" that is no conjunction.
_ANY_ELSE = ("body", "one", "thing", "where", "what", "who", "how", "why", "all", "much", "little")
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
        return not _ended(low, k) or (low[k - 1] in OBJECTS and word_at(low, k - 2) in _GIVING)
    if short_answer(low, start, k) or _done(low, k):
        return False
    if low[k] in _ASKING:
        return _embedded(low, start, k)
    if _governs(low, start, k):
        return True
    return low[k : k + 2] != ["i", "mean"] and low[k] in STARTS and is_relative(low, start, k)


def _governs(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the last word before needs what starts here: "I think", "because", "which version of"."""
    before, earlier = low[k - 1], word_at(low, k - 2)
    if before in CLAUSAL:
        return not (before == "sure" and low[k] == "last")
    # It may be the object: "the reason we use it is".
    used = low[k] in ("it", "you") and before in _BARE_OR_PAST and not _is_noun(low, k - 1)
    if not used and before == "that":  # "I tried that" is over, "the bit that" is not
        return earlier in CLAUSAL or earlier == "bit" or earlier not in _BARE_OR_PAST
    stressed = before in ADVERBS and (earlier in CLAUSAL or earlier in OPEN)
    if used or stressed or _telling_someone(low, start, k):
        return True
    if before == "to":
        return earlier not in _HAVING_TO or low[k] not in NOMINATIVE_STARTS  # "more than you have to"
    if before in _OPEN_AFTER:
        return not _stranded(low, k)
    done = before == "well" and (earlier.endswith("ing") or earlier in _DOING)
    otherwise = before == "else" and not earlier.endswith(_ANY_ELSE)  # "pay else they sue"
    return otherwise or (before in _NEVER_LAST and not done)


def _embedded(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a question word starts no question: "I know every month what's used", "those who are"."""
    main = any(inverted(low, place) for place in range(k + 1, min(k + FAR, len(low))))
    known = not main and any(word in CLAUSAL for word in low[max(start, k - FAR) : k])
    if known or low[k - 1] in _NO_QUESTION_AFTER:
        return True
    return low[k] in ("who", "who's", "which", "whose") and low[k - 1] not in ENDS


def _done(low: Sequence[str], k: int) -> bool:
    """Whether a question ends with its verb: "what do I do"."""
    return low[k - 1] == "do" and word_at(low, k - 2) in SUBJECTS and word_at(low, k - 3) in AUXILIARIES


def _is_noun(low: Sequence[str], k: int) -> bool:
    """Whether a word that may be a verb is a noun: "a grinding sound"."""
    return any(word in DETERMINERS for word in low[max(0, k - 2) : k])


def _ended(low: Sequence[str], k: int) -> bool:
    """Whether what stands before an article ends a clause: it is no verb or preposition with an object."""
    before = low[k - 1]
    if before in ENDS or before in _COMPLETE:
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
