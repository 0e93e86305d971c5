"""Tells sentences of a conversation in the third person, by rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from summarizers.disfluency import fluent
from summarizers.features import Conversation, is_small_talk
from summarizers.names import display
from summarizers.rendering import Mentions
from summarizers.reported_speech import Report, quote, report
from summarizers.sentences import parts
from summarizers.truecase import TrueCase
from summarizers.verbs import BASES, PASTS
from summarizers.vocatives import without_calls
from summarizers.words import NUMBER_WORDS, SMALL_TALK, STOP_WORDS, content_words, words

_ENGLISH = 0.3  # share of English function words from which a conversation is taken for English
_COMMON = (
    STOP_WORDS | SMALL_TALK | NUMBER_WORDS | BASES | PASTS | frozenset("next last previous several".split())
)
_FEW = 8  # words from which a language can be told
_SHOUTED = 0.8  # share of capital letters in text that is all capitals but for a name
_FULL = 5  # words from which a part counts although its words carry little meaning
_FRAGMENT = 5  # words up to which a part that can only be quoted is left out beside others


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as the summary tells it; quoted where no rule could put it into the third person."""

    text: str
    quoted: bool


class Teller:
    """Knows who takes part in a conversation and how its words are written."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        labels = (utterance.speaker for utterance in conversation.utterances if utterance.text.strip())
        self.speakers = list(dict.fromkeys(label for label in labels if label and label.strip()))
        self.english = _english(conversation)
        self.rewrites = bool(self.speakers) and self.english
        self._caseless = _caseless(conversation)
        texts = [] if self._caseless else [sentence.text for sentence in conversation.sentences]
        self.cases = TrueCase([*(f"a {speaker}" for speaker in self.speakers), *texts])
        self._mentions = Mentions(self.speakers)

    def tell(self, index: int, *, adds: bool = False) -> Told:
        """One sentence of the conversation. adds: the one told before is the same speaker's.

        Without speakers the sentence itself is the text (who "I" is, nobody can tell); in another language
        than English it is quoted.
        """
        sentence = self._conversation.sentences[index]
        pieces = _telling(parts(sentence.text))
        if self._caseless:
            pieces = [self.cases.sentence(piece.lower()) for piece in pieces]
        label = self._conversation.utterances[sentence.utterance].speaker
        if not self.speakers:
            return Told(" ".join(map(_ended, map(fluent, pieces))), quoted=False)
        if not self.rewrites:
            return Told(f"{display(label)}: “{sentence.text}”", quoted=True)
        return self._told(list(self._reports(pieces, label, adds=adds)))

    def _told(self, reports: list[tuple[str, bool]]) -> Told:
        return Told(" ".join(text for text, _ in reports), any(quoted for _, quoted in reports))

    def _reports(self, pieces: list[str], label: str | None, *, adds: bool) -> Iterator[tuple[str, bool]]:
        """Text and whether it is quoted; quotations that follow each other are one."""
        name = display(label)
        said = [
            (fluent(words_), addressee)
            for words_, addressee in (self._addressed(piece, label) for piece in pieces)
        ]
        made = self._made(said, name, adds=adds)
        if not all(told.quoted for _, told in made):
            said = [
                pair
                for pair, (_, told) in zip(said, made, strict=True)
                if not told.quoted or not _fragment(pair[0])
            ]
            made = self._made(said, name, adds=adds)
        for quoted, group in groupby(made, key=lambda pair: pair[1].quoted):
            row = list(group)
            if quoted:
                yield _capital(quote(" ".join(_ended(said) for said, _ in row), name)), True
            else:
                for _, told in row:
                    yield _capital(told.text), False

    def _made(self, said: list[tuple[str, str | None]], name: str, *, adds: bool) -> list[tuple[str, Report]]:
        return [
            (text, report(self._lowered(text), name, addressee, adds=adds or number > 0))
            for number, (text, addressee) in enumerate(said)
        ]

    def _addressed(self, piece: str, label: str | None) -> tuple[str, str | None]:
        """The sentence without the name it calls, and whom it speaks to where that is certain."""
        piece, called = without_calls(piece, label, self._mentions)
        if called is None and label and len(self.speakers) == 2:  # noqa: PLR2004 - a dialogue
            called = next(speaker for speaker in self.speakers if speaker != label)
        return piece, display(called) if called else None

    def _lowered(self, said: str) -> str:
        """A first word that is no name loses its capital letter, for it comes to stand inside."""
        first = said.split(maxsplit=1)[0] if said else ""
        word = re.sub(r"['’].*|\W+$", "", first)
        common = word.lower() in _COMMON or self.cases.is_written_small(word)
        return (
            said[:1].lower() + said[1:] if common and word != "I" and not self.cases.is_name(word) else said
        )


def _telling(pieces: list[str]) -> list[str]:
    """The pieces that say something; all where none does."""
    return (
        [piece for piece in pieces if len(content_words(piece)) > 1 or len(words(piece)) >= _FULL]
        or [piece for piece in pieces if not is_small_talk(words(piece))]
        or pieces
    )


def _fragment(text: str) -> bool:
    return len(words(text)) <= _FRAGMENT


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?…。؟！？\"”'" else text.rstrip(",;:-—–") + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _english(conversation: Conversation) -> bool:
    said = [word for tokens in conversation.tokens for word in tokens]
    known = sum(word in STOP_WORDS or word in SMALL_TALK for word in said)
    return known >= _ENGLISH * len(said) or (len(said) < _FEW and all(word.isascii() for word in said))


def _caseless(conversation: Conversation) -> bool:
    """Whether a recogniser wrote everything small, or somebody everything large."""
    letters = [letter for sentence in conversation.sentences for letter in sentence.text if letter.isalpha()]
    large = sum(letter.isupper() for letter in letters)
    return large in (0, len(letters)) or large > _SHOUTED * len(letters)
