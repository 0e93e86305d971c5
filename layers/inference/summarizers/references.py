"""Words that stand for something named elsewhere: without it a sentence is not understood."""

import re
from collections.abc import Sequence

from summarizers.statements import DETERMINERS, SUBJECTS, has_verb
from summarizers.verbs import AUXILIARIES, MODALS, PARTICIPLES, THIRD_PERSONS, VERB_FORMS
from summarizers.words import DATE_WORDS, SMALL_TALK, STOP_WORDS, content_words, words

_VERBS = VERB_FORMS | PARTICIPLES
_PREPOSITIONS = frozenset("about at for from in into of on to with without".split())
_DONE = frozenset("do does did done doing".split())  # "I'll do that today"
_NO_NOUNS = STOP_WORDS | SMALL_TALK | DATE_WORDS
_NOUNS = frozenset("assembly family supply reply fly bully belly".split())
_IDIOMS = frozenset("make makes made making".split())  # "make it to the party"
# After "one" without a noun of its own; "one week" and "one of them" have theirs.
_AFTER_ONE = _PREPOSITIONS | frozenset(
    """and but by up out off down now today tomorrow tonight this next then too instead before after left
    yesterday here there is was if when because as so that back over again either""".split()
) - {"of"}  # fmt: skip
_AFTER_THOSE = _AFTER_ONE | frozenset("first myself".split())
_SUBORDINATE = re.compile(r",?\s+(?:if|when|because|as|since|unless|but|until|so)\s", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\bhow (?:much|many|long|often|far|big|old|soon|late)\b|\bwhat (?:time|colou?r|size|price)\b|\bwhen\b",
    re.IGNORECASE,
)
_OPENERS = SMALL_TALK | frozenset("and but so then".split())
_POINTERS = frozenset(
    "he she it they that this those these him her them which either neither exactly same both".split()
)
_NUMERALS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty
    fifty sixty seventy eighty ninety""".split()
)  # that may open an answer
_FEW = 6  # content words of a sentence that says little without its noun
# "With those I'd take the smaller", "I agree with Ana", "one's four pounds and the other's six".
_LEANING = re.compile(
    r"^(?:so |and |but )*(?:with|for|on|of) (?:those|these|that|this)\b(?! \w+ing\b)"
    r"|^(?:i|we) (?:dis)?agree with \w+[.!]*$|^that's (?:a )?(?:better|good|great|nice) idea"
    r"|\bone(?:'s| is)\b.*\bthe other\b",
    re.IGNORECASE,
)
_ELLIPTICAL = re.compile(
    r"\b(?:i|we|you|he|she|they|it) (?:can|could|did|do|does|will|would|is|are|was|has|have|should)"
    r"(?:n['’]?t)?\s*[.!]*$|\b(?:i|we|you|he|she|they|it) (?:can['’]?t|cannot|won['’]?t)\s*[.!]*$",
    re.IGNORECASE,
)


def lacks_noun(said: str) -> bool:
    """Whether a sentence has an "it", "this one" or "those" and no noun before that it could stand for."""
    low = words(said)
    if _LEANING.search(said):
        return True
    if len(content_words(said)) > _FEW:
        return False  # whatever it is, much is said of it
    return any(_stands_alone(low, k) for k in range(len(low))) or _lacks_verb(said, low)


def names_what(question: str, said: str) -> bool:
    """Whether a question has a noun that the pronoun of its answer can stand for, several for "them"."""
    asked = words(question)
    several = any(word.endswith("s") and _names([word]) for word in asked)
    return _names(asked) and (several or "them" not in words(said))


def takes_up(said: str) -> bool:
    """Whether a sentence goes on about a thing of the one before it: "the school used it for a roof"."""
    low = [word.partition("'")[0] for word in words(said)]
    verb = next((k for k, word in enumerate(low) if word in _VERBS), len(low))
    objects = (k for k, word in enumerate(low) if k > verb and word in ("it", "them", "that"))
    return leans(low) or any(not _names(low[verb + 1 : k]) for k in objects)


def is_fragment(said: str, question: str) -> bool:
    """Whether an answer is no sentence: "212,000 pounds", "green", "forty return, if we book today"."""
    low = words(_SUBORDINATE.split(said, maxsplit=1)[0])
    counted = bool(low) and (low[0][:1].isdigit() or low[0] in _NUMERALS)
    return bool(low) and (not has_verb(low) or (counted and _AMOUNT.search(question) is not None))


def _stands_alone(low: Sequence[str], k: int) -> bool:
    before, after = low[k - 1] if k else "", low[k + 1] if k + 1 < len(low) else ""
    if low[k] in ("it", "them"):
        governed = before in _VERBS - AUXILIARIES - _IDIOMS or before in _PREPOSITIONS
        verbal = low[k] == "it" and (after in AUXILIARIES or after in THIRD_PERSONS)
        return governed and not verbal and not _names(low[:k])
    if low[k] == "that":
        return before in _DONE and (not after or after in _AFTER_ONE) and not _names(low[:k])
    if low[k] in ("one", "ones") and before in ("this", "that", "these", "those"):
        return after != "of" and not _names(low[: k - 1])
    if low[k] == "one":
        taken = before in _VERBS - AUXILIARIES or (k > 1 and low[k - 2] in ("a", "another", "the", "new"))
        return taken and (not after or after in _AFTER_ONE) and not _names(low[: max(0, k - 1)])
    if low[k] in ("those", "these"):
        return (not after or after in _AFTER_THOSE or after in AUXILIARIES) and not _names(low[:k])
    return False


def _names(low: Sequence[str]) -> bool:
    """Whether a noun is among the words, as far as they show."""
    return any(
        word not in _NO_NOUNS
        and word.partition("'")[0] not in SUBJECTS
        and (not word.endswith("ly") or word in _NOUNS)
        # "the train", "for support"
        and (
            (k and low[k - 1] in DETERMINERS | _PREPOSITIONS - {"to"})
            or (word not in _VERBS and not word.endswith("ing"))
        )
        for k, word in enumerate(low)
    )


def _lacks_verb(said: str, low: Sequence[str]) -> bool:
    """Whether the verb at the end is left out, and none was said that it could stand for: "so she can't"."""
    return _ELLIPTICAL.search(said) is not None and not any(
        word == "to" or word in MODALS or word.endswith("'ll") for word in low[:-2]
    )


def leans(tokens: Sequence[str]) -> bool:
    """Whether a sentence starts with a word for something that was said before it."""
    return next((word for word in tokens if word not in _OPENERS), "") in _POINTERS
