"""Questions in the third person: the order of a statement, after "asks"."""

from collections.abc import Sequence
from itertools import pairwise

from summarizers.agreement import ADVERBS, next_verb
from summarizers.others import is_several
from summarizers.persons import SPEAKER, Persons, UnsureError
from summarizers.statements import DETERMINERS, SUBJECTS
from summarizers.verbs import (
    AUXILIARIES,
    BASES,
    INFLECTED,
    MODALS,
    PARTICIPLES,
    PASTS,
    TO_BE,
    past,
    third_person,
)
from summarizers.words import EMPTY_WORDS, QUESTION_WORDS

_TAGS = ("right", "correct", "yes", "okay", "no")
_TAGGED = 5  # words of a statement with a question tag ("..., right?")
_OPENING = 5  # words among which the auxiliary of a question stands ("how many of them do you have")
_PHRASE = 7  # words of a noun phrase; longer ones hide clauses
# "Can you see it" asks whether, "can you send it" asks for it.
_NO_REQUEST = frozenset("have see hear be say mind prefer like want".split())
_STATES = frozenset("crazy joking kidding mad okay ready serious sure".split())
# With these the predicate of "is the wheel off" begins.
_PLACES = frozenset("at by for from here in off on out over there to under up with without".split())
_OPEN = frozenset(", and or of from in at with for on to by about enough too so not there here".split())
_SUBJECT = 3  # words of a subject; longer ones hide their end
# After these "'s" is "does" where a verb follows that says what is paid.
_AMOUNTS = (["what"], ["how", "much"])
# Subjects that may go on: "what is that thing".
_POINTING = frozenset("there this that these those".split())


def question(tokens: Sequence[str], persons: Persons) -> list[str]:
    """Words of the sentence that tells a question; raises UnsureError."""
    persons.name_speaker()
    low = [token.lower() for token in tokens]
    if is_several(low) or low[-4:-2] == [",", "do"] or low[-3:-1] == [",", "do"]:
        raise UnsureError  # "what is it, do you know"
    if len(low) >= _TAGGED and low[-2] == "," and low[-1] in _TAGS:
        tokens, low = tokens[:-2], low[:-2]
    if (
        low[1:3] == ["i", "ask"]
        and low[0] in ("can", "may")
        and low[3:4]
        and low[3] in QUESTION_WORDS | {"whether", "if"}
    ):
        return [SPEAKER, "asks", *persons.clause(tokens[3:])]
    if low[:2] == ["shall", "i"] and low[2:3] and low[2] in BASES:
        persons.acts = True
        return [SPEAKER, "offers", "to", *persons.clause(tokens[2:])]
    if low[1:4] == ["you", "tell", "me"] and low[4:5] and low[4] in QUESTION_WORDS | {"whether", "if"}:
        return [SPEAKER, "asks", *persons.clause(tokens[4:])]
    if low[0] in ("how", "what") and low[1] == "about" and low[2] not in SUBJECTS:
        known = low[2] in DETERMINERS - {"a", "an", "some"} or any(word.endswith("'s") for word in low)
        persons.acts = low[0] == "what" or known  # who asks is the subject
        asks = ["asks", "about"] if low[0] == "what" or known else ["suggests"]
        return [SPEAKER, *asks, *persons.clause(tokens[2:])]
    if any(low[k] in ("and", "or") and low[k + 1] in QUESTION_WORDS for k in range(1, len(low) - 1)):
        raise UnsureError  # a second question, inverted too
    if low[0] in QUESTION_WORDS:
        return _wh_question(tokens, low, persons)
    if low[0] in AUXILIARIES:
        return _yes_no_question(tokens, low, persons)
    raise UnsureError


def _yes_no_question(tokens: Sequence[str], low: list[str], persons: Persons) -> list[str]:
    if low[0] in ("can", "could", "would", "will") and low[1] == "you" and persons.has_addressee:
        verb = 3 if low[2] in ("please", "just", "maybe") else 2
        if low[verb:] and low[verb] in BASES - _NO_REQUEST:
            return [SPEAKER, "asks", persons.name_addressee(), "to", *persons.clause(tokens[verb:])]
    size = 1 if low[1] in SUBJECTS else _subject_size(tokens[1:], low[0])
    if not size or low[0].endswith("n't"):
        raise UnsureError  # "didn't you sign it" is no open question
    return _asks(["whether"], tokens[1 : 1 + size], low[0], tokens[1 + size :], persons)


def _subject_size(tokens: Sequence[str], auxiliary: str) -> int:
    """How many words the subject after an auxiliary has, a name or "the old server"; 0 where that is open."""
    low = [token.lower() for token in tokens]
    if any(word in ("and", "or") and after in AUXILIARIES for word, after in pairwise(low)):
        return 0  # another question
    if tokens[0][:1].isupper() and tokens[0][1:].islower():
        return 1 if low[1:] and not tokens[1][:1].isupper() and _may_follow(low[1], auxiliary) else 0
    size = next((k for k, word in enumerate(low) if k > 1 and _may_follow(word, auxiliary)), 0)
    subject, rest = low[:size], low[size + 1 :]
    # "The gate at the end still broken", "the hall big enough for us": nobody knows where predicates begin.
    place = low[size] in _PLACES
    later = place and any(_may_follow(word, auxiliary) for word in rest if word not in _PLACES)
    unclear = not subject or subject[-1] in EMPTY_WORDS - {"one"} or not _OPEN.isdisjoint(subject)
    known = low[0] in DETERMINERS - {"a", "an", "some", "any"}
    return 0 if unclear or not known or size > _SUBJECT or later else size


def _may_follow(word: str, auxiliary: str) -> bool:
    """Whether a predicate may begin with a word after the auxiliary and the subject."""
    if auxiliary in TO_BE:
        return word in PARTICIPLES | ADVERBS | _PLACES or word.endswith("ed") or _is_doing(word)
    if auxiliary in ("has", "have", "had"):
        return word in PARTICIPLES | {"got"}
    return word in BASES


def _is_doing(word: str) -> bool:
    return word.endswith("ing") and not {word[:-3], word[:-3] + "e", word[:-4]}.isdisjoint(BASES)


def _wh_question(tokens: Sequence[str], low: list[str], persons: Persons) -> list[str]:
    place = next((k for k, word in enumerate(low[:_OPENING]) if k and word in AUXILIARIES), None)
    if place is not None and low[place + 1 :] and low[place + 1] in SUBJECTS:
        subject, rest = tokens[place + 1 : place + 2], tokens[place + 2 :]
        if low[place] in TO_BE and (_is_state(low[:place], low[place + 2 :]) or low[place + 2 :] == ["look"]):
            raise UnsureError
        does = low[place] == "is" and low[:place] in _AMOUNTS and next_verb(low, place + 1) == "cost"
        if low[place + 1] in _POINTING and rest and rest[0] != ",":
            raise UnsureError
        return _asks(tokens[:place], subject, "does" if does else low[place], rest, persons)
    if low[0] in ("who", "what") and _asks_for_subject(low[1:]):
        return [SPEAKER, "asks", *persons.clause(tokens)]
    if place == 1 and low[0] != "who" and low[1] in TO_BE and _is_noun_phrase(low[2:]):
        return [SPEAKER, "asks", low[0], *persons.clause(tokens[2:]), low[1]]
    raise UnsureError


def _asks(
    head: Sequence[str], subject: Sequence[str], auxiliary: str, rest: Sequence[str], persons: Persons
) -> list[str]:
    """Undo the inversion: "do you have" ▸ "you have", "will it take" ▸ "it will take"."""
    if [word.lower() for word in subject] == ["i"]:
        if auxiliary != "should":
            raise UnsureError  # "Liam asks whether Liam can"
        persons.acts = True
        return [SPEAKER, "asks", *head, "to", *persons.clause(rest)]
    clause = [*subject, auxiliary, *rest]
    low = [word.lower() for word in rest]
    if auxiliary in ("does", "did") and any(
        word in ("and", "or") and low[k + 1] in BASES for k, word in enumerate(low[:-1])
    ):
        raise UnsureError  # "did you fall or twist it": the second verb changes too
    if auxiliary in ("do", "does", "did"):
        place = next((k for k, word in enumerate(rest) if word.lower() not in ADVERBS), None)
        if place is None or rest[place].lower() not in BASES:
            raise UnsureError
        verb = rest[place].lower()
        form = {"do": verb, "does": third_person(verb), "did": past(verb)}[auxiliary]
        clause = [*subject, *rest[:place], form, *rest[place + 1 :]]
    return [SPEAKER, "asks", *head, *persons.clause(clause)]


def _asks_for_subject(low: list[str]) -> bool:
    """Whether the question word is the subject, so that nothing is inverted: "who will handle it"."""
    if low[0] in TO_BE:
        return next_verb(low, 0).endswith("ing")
    if low[0] in MODALS:
        return next_verb(low, 0) in BASES
    return low[0] in INFLECTED - {"does", "did"}


def _is_state(head: list[str], rest: list[str]) -> bool:
    """Whether "what" asks for nothing, and another question follows it: "what are you serious"."""
    return head == ["what"] and len(rest) == 1 and rest[0] in _STATES


def _is_noun_phrase(low: list[str]) -> bool:
    """Whether this is a noun phrase and nothing else, as far as its words show."""
    verbal = AUXILIARIES | PARTICIPLES | PASTS
    return (
        1 < len(low) <= _PHRASE
        and low[0] in DETERMINERS
        and not any(word in verbal or word.endswith("ing") or word == "," for word in low[1:])
    )
