"""How the words of a conversation are written, with capital letters or without any."""

import re
from collections.abc import Sequence

from summarizers.common_words import ORDINARY
from summarizers.features import Conversation
from summarizers.names import display
from summarizers.rendering import EVERYDAY
from summarizers.truecase import TrueCase
from summarizers.verbs import BASES, PASTS
from summarizers.words import NUMBER_WORDS, SMALL_TALK, STOP_WORDS, words

_COMMON = (
    STOP_WORDS
    | SMALL_TALK
    | NUMBER_WORDS
    | BASES
    | PASTS
    | frozenset("next last previous several neither either best worst least".split())
)
_SHOUTED = 0.8  # share of capital letters in text that is all capitals but for a name
# Without punctuation nothing else tells that these open a sentence and are no part of it.
_OPENERS = re.compile(r"^(?:(?:so|well|um|uh|yeah|yes|okay|ok|right|and|but|lovely|now|oh)\s+)+(?=\w+\s+\w+)")


class Spelling:
    """That of one conversation."""

    def __init__(self, conversation: Conversation, speakers: Sequence[str]) -> None:
        self._caseless = _is_caseless(conversation)
        self._names = {word for speaker in speakers for word in words(speaker)}
        texts = [] if self._caseless else [sentence.text for sentence in conversation.sentences]
        self.cases = TrueCase([*self._labels(speakers), *texts])

    def cased(self, pieces: list[str]) -> list[str]:
        """Sentences in the case that they would be written in."""
        if not self._caseless:
            return pieces
        return [self.cases.sentence(_OPENERS.sub("", piece.lower()) or piece) for piece in pieces]

    def lowered(self, said: str) -> str:
        """A first word that is no name loses its capital letter, for it comes to stand inside."""
        first, _, rest = said.partition(" ")
        word = re.sub(r"['’].*|\W+$", "", first)
        named = word.lower() in self._names and word[:1].isupper()
        small = word.lower().split("-")[0]
        # "Orchard Lane" is a name, and so may "Insurance House" be.
        ordinary = small in ORDINARY and (rest[:1].islower() or first != word)
        common = not named and (
            small in _COMMON or ordinary or self._caseless or self.cases.is_written_small(word)
        )
        return (
            said[:1].lower() + said[1:] if common and word != "I" and not self.cases.is_name(word) else said
        )

    def _labels(self, speakers: Sequence[str]) -> list[str]:
        """Labels as they stand inside sentences; only names where the talk has no capital letters."""
        labels = ([word for word in label.split() if len(word) > 1] for label in speakers)
        return [f"a {' '.join(row)}" for row in labels if row and not (self._caseless and _is_ordinary(row))]


def _is_ordinary(label: Sequence[str]) -> bool:
    """Whether words of a label, or all of it as a role, mean something else in speech: "Mark", "Nurse"."""
    words_ = {word.lower() for word in label}
    return not words_.isdisjoint(EVERYDAY | _COMMON) or display(" ".join(label)).startswith("the ")


def _is_caseless(conversation: Conversation) -> bool:
    """Whether a recogniser wrote everything small, or somebody everything large."""
    letters = [letter for sentence in conversation.sentences for letter in sentence.text if letter.isalpha()]
    large = sum(letter.isupper() for letter in letters)
    return large in (0, len(letters)) or large > _SHOUTED * len(letters)
