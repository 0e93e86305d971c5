"""Where a clause starts within a sentence, and what its subject is, as far as words show."""

from summarizers.agreement import ADVERBS, CONJUNCTIONS
from summarizers.verbs import BASES, INFLECTED, VERB_FORMS

# After other verbs "you" is their object, and a verb after it stays bare: "I'll help you move".
CLAUSAL = frozenset(
    """assume believe bet feel figure guess hope imagine know mean promise realize recommend say see
    suggest suppose think thought said knew felt hoped meant understand understood wish""".split()
)
GOVERNING = (BASES | INFLECTED) - CLAUSAL
_OTHER_SUBJECTS = frozenset(
    "we you he she they it that this there who which because if when so while".split()
)
# Clauses after these are part of a sentence whose subject is still in mind.
_SUBORDINATORS = frozenset(
    """that if when because so while since although though unless until till before after whether once as
    how what where why who which""".split()
)
SUBJECTS = frozenset(
    """we you he she it they there this that who which everyone everybody someone somebody nobody
    anyone anybody everything nothing""".split()
)
_BEFORE_THAT = frozenset("about after at before for in of on to with".split())
# "That" may be left out after these too: "I'm worried I'm late".
_BEFORE_CLAUSES = frozenset(
    """told decided worried sure glad afraid happy realised realized remember remembered forgot noticed admit
    heard confirm confirmed agree agreed""".split()
)


def subject_of(low: list[str], k: int) -> int:
    """The place of the word before a verb and its adverbs."""
    subject = k - 1
    while subject > 0 and low[subject] in ADVERBS:
        subject -= 1
    return subject


def may_be_subject(low: list[str], k: int) -> bool:
    """Whether a word opens another clause, or is its subject; "it" after a verb is none."""
    if low[k] in _OTHER_SUBJECTS - SUBJECTS:
        return True
    return low[k] in _OTHER_SUBJECTS and (low[k + 1] in VERB_FORMS or low[k + 1] in ADVERBS)


def is_dependent(low: list[str], k: int) -> bool:
    """Whether the clause of a subject is part of another, or the main clause after a subordinate one."""
    before = k - 1
    while before > 0 and (low[before] in ADVERBS or low[before] == ","):
        before -= 1
    if before > 0 and low[before : before + 2] == ["that", ","] and low[before - 1] in _BEFORE_THAT:
        return False  # "I don't pay for that, I'm honest"
    if before < 0:
        return True  # what somebody thinks, "Liam thinks they can"
    if low[before] in _SUBORDINATORS | CLAUSAL | _BEFORE_CLAUSES:
        return True
    return low[0] in _SUBORDINATORS - {"so"} and low[before] not in CONJUNCTIONS


def clause_start(low: list[str], k: int) -> int | None:
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
    if low[j] in SUBJECTS and verbal:
        return True
    if low[j] not in SUBJECTS and low[j].partition("'")[0] in SUBJECTS:
        return True  # "it's my turn"
    opens = low[j] in _SUBORDINATORS or low[j] in CONJUNCTIONS or low[j] in (",", "than", "like")
    if between:
        # "I'd like to change my room" goes on with what the speaker does.
        return opens and not verbal and between[0] != "to" and any(word in VERB_FORMS for word in between)
    whole = low[k] == "my" and has_predicate(_clause_of(low, k))  # "my car broke"
    return (low[j] in _SUBORDINATORS and low[k] == "my") or ((opens or low[j] in CLAUSAL) and whole)


def _noun_subject(low: list[str], k: int) -> bool:
    """Whether the clause opens with a noun phrase and a verb before a place: "the dog broke my arm"."""
    return low[0] in ("the", "a", "an", "your", "our", "my", "this", "that") and any(
        word in VERB_FORMS for word in low[1:k]
    )


def _clause_of(low: list[str], k: int) -> list[str]:
    """The words from a place to the end of its clause."""
    ends = (j for j in range(k + 1, len(low)) if low[j] == "," or low[j] in CONJUNCTIONS | _SUBORDINATORS)
    return low[k : next(ends, len(low))]


def last_clause(low: list[str]) -> list[str]:
    """The words after the last comma or conjunction, one at the very end aside."""
    end = len(low) - (low[-1:] == [","])
    starts = (k + 1 for k in range(end) if low[k] in CONJUNCTIONS or low[k] == ",")
    return low[max(starts, default=0) : end]


def has_predicate(low: list[str]) -> bool:
    """Whether words have a verb that is not their first."""
    return any(word in VERB_FORMS or word.endswith(("'s", "'re")) for word in low[1:])
