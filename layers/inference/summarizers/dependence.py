"""Whether a sentence is understood by itself, or only beside another: what it answers or points back to.

A sentence of a conversation may be glued from several, its parts.
"""

from summarizers.disfluency import fluent
from summarizers.features import is_small_talk
from summarizers.references import is_fragment, lacks_noun, names_what, takes_up
from summarizers.sentences import parts
from summarizers.words import content_words, words

_SAYS_LITTLE = 3  # content words up to which an answer's first part does
_GOES_ON = 6  # content words of a second part of such an answer
_TOLD_WHOLE = 2  # parts that an answer may have to be told whole with its question


def said(text: str) -> list[str]:
    """The parts of a sentence, fluent, small talk left out."""
    return [fluent(part) for part in parts(text) if not is_small_talk(words(part))]


def says(text: str) -> bool:
    """More than one word that means something."""
    return len(content_words(text)) > 1


def says_little(text: str) -> bool:
    """Whether an answer begins with few words and says hardly more: "We have twenty."."""
    found = parts(text)
    if len(found) > _TOLD_WHOLE:
        return False
    first, *others = [len(content_words(part)) for part in found] or [0]
    return first <= _SAYS_LITTLE and sum(others) <= _GOES_ON


def lacks(text: str) -> bool:
    """Whether what is told of a sentence stands for something that another one names."""
    found = said(text)
    return bool(found) and lacks_noun(found[0])


def is_answer(text: str, question: str) -> bool:
    """Whether a sentence is a fragment that only its question makes a statement, or goes on from one."""
    found = said(text)
    opens = bool(found) and is_fragment(found[0], question)
    if not opens or len(found) == 1:
        return opens
    goes_on = takes_up(found[1]) and names_what(found[0], found[1])
    return goes_on or is_fragment(found[1], question)
