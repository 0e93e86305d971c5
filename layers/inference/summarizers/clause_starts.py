"""Where a new clause could start in run-on speech: a subject and its verb, or a question."""

from collections.abc import Sequence

from summarizers.clause_words import (
    ADVERBS,
    ARTICLES,
    CONTRACTED,
    FAR,
    GO_ON,
    LIKE_HE,
    LIKE_I,
    OBJECTS,
    OPEN,
    OPENERS,
    POINTING,
    PREPOSITIONS,
    REPLIES,
    SUBJECTS,
    WH_CONTRACTED,
    word_at,
)
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED, MODALS, PASTS, THIRD_PERSONS, TO_BE, VERB_FORMS
from summarizers.words import NUMBER_WORDS, QUESTION_WORDS

_INVERTED_SINGULAR = frozenset("he she it that this there anybody anyone somebody someone everybody".split())
# May stand before the subject of a new clause and belong to it.
_LEADERS = frozenset(
    "honestly hopefully maybe obviously ok okay originally otherwise perhaps plus then".split()
)
_IS = frozenset("it's that's he's she's i'm we're they're you're".split())
_AFTER_IS = frozenset(
    """a about been due gonna in just gone not on only out over supposed the too up
    very""".split()
)
_REQUESTED = BASES | {"don't", "be"}
_FINITE = MODALS | TO_BE | PASTS
_OF_ME = (_FINITE | BASES | AUXILIARIES) - {"is", "isn't", "has", "hasn't", "does", "doesn't"}
_OF_HIM = (_FINITE | THIRD_PERSONS | {"doesn't", "hasn't"}) - {"am", "are", "aren't", "were", "weren't"}
_POINTED_AT = MODALS | TO_BE
_SINGULAR = TO_BE | MODALS | {"has", "doesn't", "hasn't"}
_NO_NOUNS = SUBJECTS | CONTRACTED | ((OPEN - AUXILIARIES | PREPOSITIONS) - {"of"})
_MODAL = AUXILIARIES - TO_BE - {"may", "might"}
_INVERTED = _INVERTED_SINGULAR | LIKE_I
_NO_INVERSION_AFTER = QUESTION_WORDS | (ADVERBS - {"now"}) | {"so", "nor", "neither", "than", "as", "to"}
_BEFORE_QUESTIONS = REPLIES | OPENERS
_PARTS = NUMBER_WORDS | {"one", "some", "most", "both", "none"}
_ANYTHING = frozenset(
    "all anybody anyone anything everybody everyone everything somebody someone something".split()
)
_MEASURES = frozenset("big far high large late long many much often old soon".split())
_WH_PHRASE = 3  # words between a question word and its auxiliary: "how much of it do you"
_NOUN_PHRASE = 5  # words of a subject, its article included


def begins(low: Sequence[str], k: int) -> bool:
    """Whether the words from here on could be a new clause: its subject and its verb, or a question."""
    last = min(len(low) - 1, k + FAR)
    while k < last and low[k] in _LEADERS:
        k += 1
    if low[k : k + 2] == ["i", "mean"] and k + 2 < len(low):
        k += 2
    return (
        _has_subject(low, k)
        or asking(low, k)
        or low[k] == "let's"
        or (low[k] == "please" and k + 1 < len(low) and low[k + 1] in _REQUESTED)
        or _occasion(low, k)
        or _noun_subject(low, k)
        or part_subject(low, k)
        or _orders(low, k)
    )


def _has_subject(low: Sequence[str], k: int) -> bool:
    if low[k] == "that's" and word_at(low, k - 1) in _ANYTHING:
        return False  # "everything that's broken"
    if low[k] in CONTRACTED:
        return k + 1 < len(low)
    if low[k] not in SUBJECTS:
        return False
    verb = _verb_after(low, k)
    if verb >= len(low) or (verb == k + 1 and low[k] in ("it", "that", "you") and inverted(low, verb)):
        return False  # the object of what stands before a question: "send it does she"
    if low[k] in POINTING:
        return low[verb] in _POINTED_AT
    return low[verb] in (_OF_HIM if low[k] in LIKE_HE else _OF_ME)


def _verb_after(low: Sequence[str], k: int) -> int:
    k += 1
    last = min(len(low), k + FAR)
    while k < last and low[k] in ADVERBS:
        k += 1
    return k


def asking(low: Sequence[str], k: int) -> bool:
    """Whether a question starts here, by the order of its words."""
    return asks_for(low, k) or (k + 2 < len(low) and inverted(low, k) and not _named_before(low, k))


def inverted(low: Sequence[str], k: int) -> bool:
    """An auxiliary before its subject, "do I", "can you", "is it"."""
    aux, subject = low[k].removesuffix("n't"), word_at(low, k + 1)
    if aux != low[k] and subject == "i":
        return False  # "seven who haven't I don't mind"
    if aux in ("do", "have"):
        return subject in ("i", "you", "we", "they")
    if aux in ("are", "were"):
        return subject in ("you", "we", "they", "there")
    if aux in ("does", "has", "is", "was"):
        return subject in _INVERTED_SINGULAR
    return low[k] in _MODAL and subject in _INVERTED


def _named_before(low: Sequence[str], k: int) -> bool:
    """Whether a subject or a question word stands before the auxiliary: "the view is that"."""
    if word_at(low, k - 1) in _NO_INVERSION_AFTER:
        return True
    if low[k].startswith(("is", "was", "are", "were")) and low[k + 1] in ("that", "this", "there", "it"):
        return k > 0 and low[k - 1] not in _BEFORE_QUESTIONS
    return any(word in QUESTION_WORDS for word in low[max(0, k - _WH_PHRASE) : k])


def asks_for(low: Sequence[str], k: int) -> bool:
    """A question word, and after a few words an auxiliary before its subject: "how much do we"."""
    if low[k] in WH_CONTRACTED:
        return k + 1 < len(low) and low[k + 1 : k + 3] != ["it", "called"]
    if low[k] not in QUESTION_WORDS:
        return False
    if low[k] in ("what", "how") and word_at(low, k + 1) == "about":
        return k + 2 < len(low)
    for place in range(k + 1, min(k + 2 + _WH_PHRASE, len(low))):
        if low[place] in SUBJECTS | QUESTION_WORDS:
            return False
        if low[place] in AUXILIARIES:
            return inverted(low, place) or _asks_for_noun(low, k, place)
    return False


def _asks_for_noun(low: Sequence[str], k: int, place: int) -> bool:
    """Whether the question word is the subject, or is asked about: "what didn't go", "how are the"."""
    if place > k + 1:
        return _asks_which(low, k, place)
    verb, following = low[k + 1], word_at(low, k + 2)
    if low[k] in ("who", "what") and verb in MODALS:
        return following in BASES
    return low[k] in ("who", "how", "what") and verb in TO_BE and bool(following)


def _asks_which(low: Sequence[str], k: int, place: int) -> bool:
    """Whether what is asked about follows its verb: "what floor is the flat", "how long is your lease"."""
    counted = low[k] == "how" and low[k + 1] in _MEASURES
    named = low[k] in ("what", "which") and low[k + 1] not in VERB_FORMS | PREPOSITIONS
    asked = place == k + 2 and (counted or named) and low[place] in TO_BE
    return asked and word_at(low, place + 1) in ARTICLES


def _occasion(low: Sequence[str], k: int) -> bool:
    """Whether "last time we …" starts here."""
    named = low[k] in ("last", "next") and word_at(low, k + 1) == "time"
    if not named or k + 2 >= len(low):
        return False
    return _has_subject(low, k + 2) or part_subject(low, k + 2)


def _noun_subject(low: Sequence[str], k: int) -> bool:
    """An article, a few words and a verb that only a subject can have: "the client actually clapped"."""
    if low[k] not in ARTICLES:
        return False
    if word_at(low, k + 1).endswith("'s") and _is_verbal(low, k + 2):
        return True
    for place in range(k + 2, min(k + 1 + _NOUN_PHRASE, len(low))):
        word = low[place]
        if word in _SINGULAR or (word.endswith("'s") and _is_verbal(low, place + 1)):
            return True
        if word in _NO_NOUNS:
            return False
        if low[place - 1] != "of" and (
            word in INFLECTED or (low[place - 1] in ADVERBS and word.endswith("ed"))
        ):
            return True
    return False


def _is_verbal(low: Sequence[str], k: int) -> bool:
    """Whether the "'s" before is a verb: "the mayor's going", "the paper's due"."""
    return k < len(low) and (low[k] in _AFTER_IS or low[k].endswith("ing"))


def part_subject(low: Sequence[str], k: int) -> bool:
    """Whether a part is the subject: "two of the chains are", "most of them were"."""
    if low[k] not in _PARTS or word_at(low, k + 1) != "of" or k + 2 >= len(low):
        return False
    return low[k + 2] in OBJECTS or _noun_subject(low, k + 2)


def _orders(low: Sequence[str], k: int) -> bool:
    """A verb without a subject after "it's personal data": "upload it here"."""
    if k + 2 >= len(low) or low[k] not in BASES or low[k + 1] not in ("it", "them", "me", "us"):
        return False
    before = low[max(0, k - _NOUN_PHRASE) : k]
    is_ = next((j for j, word in enumerate(before) if word in _IS), len(before))
    return len(before) - is_ - 1 > 0 and not any(word in GO_ON for word in before[is_ + 1 :])
