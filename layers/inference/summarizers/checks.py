"""What comparing a sentence that a network wrote with what it was written from finds out."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from summarizers.verbs import base_of
from summarizers.wording import TOLD
from summarizers.words import DATE_WORDS, NUMBER_WORDS, STOP_WORDS, stem, words

_PLAIN = STOP_WORDS | TOLD
_NUMBERS = NUMBER_WORDS | DATE_WORDS | frozenset("first second third may".split())
_NEGATIONS = frozenset("no not never none nothing nobody without cannot neither nor".split())
_DANGLING = frozenset(
    """
        a an and are as at because but by can could for from has have if in into is it's mr mrs ms dr my of
        on or should than that the their to was were who will with would your
    """.split()
)
_ENDING = frozenset("are for is it's of on to was were".split())  # "Ana asks what the number is."
_JOINING = frozenset("and to point or".split())
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")
_ODD_MARKS = re.compile(r",\s*,|[.?!]\s+[a-z]")
_SHORTEST = 4  # words of a complete sentence
_OFTEN = 3  # how many times a word is said in a sentence that goes round in circles


def is_complete(sentence: str) -> bool:
    """Has some words, ends as a sentence ends, and leaves no bracket or quotation mark open."""
    found = words(sentence)
    return (
        sentence.endswith((".", "!", "?"))
        and len(found) >= _SHORTEST
        and (found[-1] not in _DANGLING or (found[-1] in _ENDING and "asks" in found))
        and _ODD_MARKS.search(sentence) is None
        and sentence.count('"') % 2 == 0
        and sentence.count("(") == sentence.count(")")
    )


def starts_with(sentence: str, speakers: Collection[str]) -> bool:
    """The subject is one of these speakers."""
    return any(re.match(rf"{re.escape(name)}(?!\w)", sentence, re.IGNORECASE) for name in speakers)


def tells_self(sentence: str, speakers: Collection[str]) -> bool:
    """Somebody is named again before two other words have come between, as in "Anh tells Anh"."""
    return any(
        re.search(
            rf"(?<!\w){re.escape(name)}(?:\W+\w+){{0,2}}\W+{re.escape(name)}(?!\w)", sentence, re.IGNORECASE
        )
        for name in speakers
    )


def unsupported_numbers(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Numbers, days and months of the sentence that nobody said."""
    said = set(spoken)
    return {word for word in words(sentence) if (word[0].isdigit() or word in _NUMBERS) and word not in said}


def unsupported_words(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Words of the sentence that carry meaning, are no verbs of telling, and that nobody said in any form."""
    said = {stem(base_of(word)) for word in spoken}
    return {word for word in words(sentence) if word not in _PLAIN and stem(base_of(word)) not in said}


def unsupported_names(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Names that nobody said just so: "German" for "Germany"."""
    said = {word.removesuffix("'s") for word in spoken}
    return {word for word in words(" ".join(_NAME.findall(sentence))) if word.removesuffix("'s") not in said}


def repeats(sentence: str) -> bool:
    """A word three times, or two words in the same order twice."""
    found = words(sentence)
    content = [word for word in found if word not in STOP_WORDS]
    pairs = [pair for pair in pairwise(found) if not set(pair) <= STOP_WORDS]
    return len(set(pairs)) < len(pairs) or max(Counter(content).values(), default=0) >= _OFTEN


def without_names(sentence: str, speakers: Collection[str]) -> str:
    """The sentence without these names."""
    for name in sorted(speakers, key=len, reverse=True):
        sentence = re.sub(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", " ", sentence, flags=re.IGNORECASE)
    return sentence


def asks(told: Sequence[str]) -> bool:
    """Whether words, from the verb on, tell a question."""
    return bool(told) and (told[0] in ("asks", "wonders") or list(told[:3]) == ["wants", "to", "know"])


def amounts(found: Sequence[str]) -> Iterator[str]:
    """Whole amounts, "forty to forty-five thousand", as they were said."""
    for is_amount, run in groupby(
        found, key=lambda word: word in _NUMBERS or word in _JOINING or word[0].isdigit()
    ):
        amount = " ".join(run).strip()
        if is_amount and not set(amount.split()) <= _JOINING:
            yield amount


def negated(found: Collection[str]) -> bool:
    """Whether anything is denied in words."""
    return any(word in _NEGATIONS or word.endswith("n't") for word in found)
