"""Run-on speech, as recognisers and chatters write it ▸ its clauses.

Between two clauses that no mark and no conjunction joins, the second one's subject and verb show where it
starts. A boundary too many tears a sentence apart, one too few leaves it long: where in doubt there is none.
"""

from collections.abc import Sequence
from itertools import pairwise

from summarizers.chat import LAUGHS, is_face, plain
from summarizers.clause_ends import complete, is_dated, is_open, opened, short_answer
from summarizers.clause_starts import asking, asks_for, begins, inverted
from summarizers.clause_words import (
    ADVERBS,
    ARTICLES,
    CLAUSAL,
    DETERMINERS,
    FAR,
    LIKE_I,
    NOMINATIVE_STARTS,
    OCCASIONS,
    OPEN,
    OPENERS,
    PREPOSITIONS,
    REPLIES,
    STARTS,
    SUBJECTS,
    SUBORDINATE,
)
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED, PASTS, TO_BE
from summarizers.words import FILLERS, QUESTION_WORDS

_FINAL_MARKS = frozenset(".!?")
_INNER_MARKS = frozenset(',;:.!?)…—–-"”')
_MARKS = '.,!?;:…"“”()'
_BEFORE_SUBORDINATE = frozenset(
    "and but or so that then think say know means because guess mean maybe especially".split()
)
_ALSO_PREPOSITIONS = frozenset("after as because before once since until".split())
_OCCASION_OPENERS = frozenset("last next every each any the first this".split())
_IS_NOT = frozenset("isn't wasn't aren't weren't".split())
_CLAUSE_OPENERS = STARTS | DETERMINERS
_GOES_ON = OPEN | AUXILIARIES | ADVERBS | STARTS
_TAKE_OBJECTS = BASES | PASTS | PREPOSITIONS
_ASKED_FOR = INFLECTED - {"did"}
_QUESTION_LENGTH = 16  # words of a question without its mark
_RESTART = 3  # words within which the same subject again is the same clause begun anew
_AT_LENGTH = 5  # words of a clause that has lost its mark in a text with marks
_ALONE = 2  # words of a clause that "okay" may close
_LONGEST_REPLY = 4  # words
_INNER_REPLIES = frozenset(["got it", "fair enough", "sounds good", "no problem", "no worries", "thank you"])
_KNOWING = frozenset(["i know", "i see", "i understand"])
_STANCE = frozenset(["i agree", "i disagree"])


def clauses(text: str, *, commas: bool = False) -> list[str]:
    """The clauses of a sentence, all its characters kept; a sentence with marks inside is one.

    commas: with a comma where a clause may start but the words between belong to either: "we were closed on
    Sunday we lost a customer".
    """
    marked = any(piece[-1:] in _INNER_MARKS and not is_face(piece) for piece in text.split()[:-1])
    written = text[:1].isupper() and text.rstrip()[-1:] in _FINAL_MARKS
    if written and (marked or _is_short(text)):
        return [text]
    pieces = text.split(" ")
    # Hesitations belong to what follows them.
    places = [k for k, piece in enumerate(pieces) if _bare(piece) and _bare(piece) not in FILLERS]
    low = plain([_bare(pieces[k]) for k in places])
    cuts, pauses = _cuts(low, [b > a + 1 for a, b in pairwise([-1, *places])], marked=marked)
    if written:
        cuts, pauses = [k for k in cuts if _by_mistake(low, k)], []
    for k in pauses if commas else ():
        pieces[places[k - 1]] += ","
    bounds = [0, *(places[k - 1] + 1 for k in cuts), len(pieces)]
    joined = [" ".join(pieces[first:last]) for first, last in pairwise(bounds)]
    return [f"{part} " for part in joined[:-1]] + joined[-1:]


def _is_short(text: str) -> bool:
    """Whether no clause has lost its mark, for there are too few words and no laugh stands for one."""
    said = text.split()
    return len(said) < 2 * _AT_LENGTH and not any(is_face(word) or _bare(word) in LAUGHS for word in said)


def _by_mistake(low: Sequence[str], k: int) -> bool:
    """Whether somebody who sets marks may have left out one: between two clauses of some length."""
    return low[k - 1] in LAUGHS or is_face(low[k - 1]) or _AT_LENGTH <= k <= len(low) - _AT_LENGTH


def asks(text: str) -> bool:
    """Whether a clause without its mark is a question, by the order of its words."""
    if not text[-1:].isalnum():
        return False
    low = plain([bare for bare in map(_bare, text.split()) if bare and bare not in FILLERS])
    if len(low) > _QUESTION_LENGTH:
        return False
    first = 0
    while first < len(low) and low[first] in OPENERS:
        first += 1
    if first + 1 >= len(low):
        return False
    if low[first] in QUESTION_WORDS and low[first + 1] in ("about", "if") and low[first] in ("what", "how"):
        return True
    told = low[first] == "what" and not TO_BE.isdisjoint(low[first + 2 :])  # "what worries me is the roof"
    subject = low[first] in ("who", "what") and low[first + 1] in _ASKED_FOR and not told
    return (
        subject
        or inverted(low, first)
        or asks_for(low, first)
        or _asks_after(low, first)
        or _asks_at_last(text)
    )


def _asks_after(low: Sequence[str], first: int) -> bool:
    """Whether a question stands after what it is about: "on price what would it take"."""
    places = range(first + 2, min(first + 4, len(low) - 1))
    return low[first] in ("on", "about", "for") and any(asks_for(low, place) for place in places)


def _asks_at_last(text: str) -> bool:
    """Whether a question of some length stands after a comma: "the flat in York, are we taking it or not"."""
    before, comma, last = text.rpartition(", ")
    low = plain([_bare(piece) for piece in last.split()])
    subordinate = not SUBORDINATE.isdisjoint(before.lower().split())
    return bool(comma) and len(low) >= _AT_LENGTH and not subordinate and inverted(low, 0)


def _bare(piece: str) -> str:
    return piece if is_face(piece) else piece.lower().replace("’", "'").strip(_MARKS)


def _cuts(low: Sequence[str], hesitant: Sequence[bool], *, marked: bool) -> tuple[list[int], list[int]]:
    """The places of the words with which new clauses start, and of those that may start one.

    hesitant: whether "um" or the like stands before a word. marked: the writer sets marks, so that only
    replies at the start and laughs are cut off.
    """
    cuts: list[int] = []
    pauses: list[int] = []
    start, waiting = 0, -1  # waiting: a fronted "if" whose main clause has not come yet
    for k in range(1, len(low)):
        if _fronted(low, start, k - 1):
            waiting = k - 1
        found = _is_answered(low, start, k, hesitant=hesitant[k], marked=marked)
        if found or marked or waiting == k - 1:
            pass  # the word after "if" is that clause's own subject
        elif waiting >= 0 and low[k - 1] not in ("and", "or") and begins(low, k):
            if low[waiting] != "what" and _is_apart(low, start, k):
                pauses.append(k)
            waiting = -1
        elif _is_boundary(low, start, k, hesitant=hesitant[k]):
            found = hesitant[k] or asking(low, k) or not is_dated(low, k)
            pauses += [] if found else [k]
        if found:
            cuts.append(k - _begun_with_no(low, start, k))
            start, waiting = k, -1
    return cuts, pauses


def _begun_with_no(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a "no" before a clause opens it and ends none: "i thought you were no you're late"."""
    given_up = low[k - 1] == "no" and low[k - 2] in AUXILIARIES and low[k - 3] in LIKE_I
    return k - start > _RESTART and given_up


def _is_answered(low: Sequence[str], start: int, k: int, *, hesitant: bool, marked: bool) -> bool:
    """Whether a laugh or a complete reply stands before."""
    if low[k - 1] in LAUGHS or is_face(low[k - 1]):
        return True
    if (marked and start) or not _replied(low, start, k, hesitant=hesitant):
        return False
    if low[k] in ARTICLES and low[k - 1] not in ("look", "listen", "wait", "on"):
        return not marked and k + _RESTART < len(low)
    return begins(low, k) or (not marked and (_goes_on(low, k) or (hesitant and k + _RESTART < len(low))))


def _fronted(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a clause that comes before its main clause starts here: "if …", "last time …", "what I …"."""
    first = opened(low, start, k + 1)
    if low[k] in SUBORDINATE:
        if low[k] in _ALSO_PREPOSITIONS and not _has_clause(low, k + 1):
            return False
        if low[k] == "if" and k > first and list(low[k + 2 : k + 5]) == ["can", "help", "it"]:
            return False
        return k == first or low[k - 1] not in CLAUSAL or low[k - 1] in _BEFORE_SUBORDINATE
    if low[k] in OCCASIONS:
        return k > start and k - 1 == first and low[k - 1] in _OCCASION_OPENERS
    return low[k] == "what" and k == first and k + 1 < len(low) and low[k + 1] in SUBJECTS


def _has_clause(low: Sequence[str], k: int) -> bool:
    return k < len(low) and low[k] in _CLAUSE_OPENERS


def _replied(low: Sequence[str], start: int, k: int, *, hesitant: bool) -> bool:
    """Whether a complete reply stands right before: "fair enough", "I agree"."""
    if k - start > _LONGEST_REPLY + 2:
        return False
    firsts = {start, opened(low, start, k)}
    said = {" ".join(low[first:k]) for first in firsts}
    if not said & REPLIES:
        return False
    if said & _KNOWING:  # "I know it's late" is no reply
        again = low[k : k + 2] == low[k - 2 : k]
        return hesitant or again or asking(low, k) or low[k] in ("maybe", "but", "so", "let's", "okay", "ok")
    return not said & _STANCE or low[k] not in ("with", "that", "to", "on", "about", "it")


def _goes_on(low: Sequence[str], k: int) -> bool:
    """After a reply: a conjunction and a clause, "so" with anything of some length, or another reply."""
    joined = low[k] in ("and", "but", "so") and k + 1 < len(low) and begins(low, k + 1)
    long = low[k] in ("so", "actually") and k + _RESTART < len(low)
    return joined or long or " ".join(low[k : k + 2]) in _KNOWING


def _is_boundary(low: Sequence[str], start: int, k: int, *, hesitant: bool) -> bool:
    if _begun_again(low, start, k) or _contrasted(low, start, k):
        return False
    if _closing(low, start, k):
        return True
    if not begins(low, k):
        return False
    return complete(low, start, k, hesitant=hesitant) and not is_open(low, start, k)


def _is_apart(low: Sequence[str], start: int, k: int) -> bool:
    """Whether a main clause starts after one that comes before it: "if it's worn it's more"."""
    return low[k - 1] not in _GOES_ON and not is_open(low, start, k)


def _begun_again(low: Sequence[str], start: int, k: int) -> bool:
    """Whether the same clause is begun anew, "it's just not it's not"; "no I didn't I did" is two."""
    again = any(
        low[j] == low[k] and not (j and low[k] in ("it", "you") and low[j - 1] in _TAKE_OBJECTS)
        for j in range(max(start, k - _RESTART), k)
    )
    return again and low[k] in STARTS and not short_answer(low, start, k)


def _contrasted(low: Sequence[str], start: int, k: int) -> bool:
    """Whether two clauses say one thing: "it isn't work it's fun"."""
    subject, _, verb = low[k].partition("'")
    if verb not in ("s", "re", "m"):
        return False
    before = low[max(start, k - FAR) : k]
    return any(a == subject and b in _IS_NOT for a, b in pairwise(before)) or any(
        a == low[k] and b == "not" for a, b in pairwise(before)
    )


def _closing(low: Sequence[str], start: int, k: int) -> bool:
    """A reply between two clauses: "let's vote okay that's five to one", "no fee got it I'll strike it"."""
    if k - start < _ALONE or low[k - 1] in _GOES_ON:
        return False
    if " ".join(low[k : k + 2]) in _INNER_REPLIES:
        return k + 2 == len(low) or begins(low, k + 2)
    if low[k] not in ("okay", "ok", "alright", "right") or k + 1 >= len(low) or not begins(low, k + 1):
        return False
    return low[k] != "right" or low[k + 1] in NOMINATIVE_STARTS
