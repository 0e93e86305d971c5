"""Tells sentences of a conversation in the third person, by rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizers.advice import advises
from summarizers.corrections import takes_back
from summarizers.disfluency import fluent, unhesitant
from summarizers.features import Conversation
from summarizers.interruptions import breaks_off, interrupted, unbroken, uncut
from summarizers.language import is_english
from summarizers.names import UNNAMED, capital, display
from summarizers.narration import Statement, Told
from summarizers.participants import Participants
from summarizers.pieces import ended, is_scrap, is_short, pieces
from summarizers.pronouns import I_WE, YOU
from summarizers.replies import is_reply, without_reply
from summarizers.reported_speech import Report, quote, report
from summarizers.sentences import parts
from summarizers.spelling import Spelling
from summarizers.spoken import bare, plain, requested
from summarizers.statements import has_verb
from summarizers.verbs import BASES
from summarizers.vocatives import introduces
from summarizers.words import words

_FIGURE = re.compile(
    r"(?:(?:about|around|roughly|only|just|almost|nearly) )?[$£€]?(?:\d[\d,.]*\w*|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|a hundred)\b"
    r"(?: [\w-]+)*[.!]?",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|in case)\b", re.IGNORECASE)
_THEN = re.compile(r"^then,? (?=(?:i|we)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is quoted and as it is told, and whom it speaks to where that is certain."""

    spoken: str
    told: str
    addressee: str | None

    def without_then(self) -> "_Said":
        """What opens with "then we" or "then I" without that "then"."""
        return replace(self, spoken=_without_then(self.spoken), told=_without_then(self.told))


class Teller:
    """Knows who takes part in a conversation and how its words are written.

    rewrites: whether anything but quotations can be told, for it is known who speaks, and in English.
    """

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.participants = Participants(conversation)
        self.spelling = Spelling(conversation, self.participants.speakers)
        self.english = is_english(conversation)
        self._interrupted = interrupted(conversation.utterances)
        self.rewrites = bool(self.participants.speakers) and self.english

    def tell(self, index: int) -> Told:
        """One sentence of the conversation.

        Without speakers the sentence itself is the text (who "I" is, nobody can tell); in another language
        than English it is quoted.
        """
        text, label = self.text(index), self.conversation.speaker(index)
        said = self.pieces(text, label)
        said = [piece for piece in said if not introduces(piece, label)] or said
        said = [piece for piece in said if not is_reply(piece)] or said
        if not self.participants.speakers:
            return Told((Statement(label, " ".join(map(ended, map(fluent, said)))),), quoted=False)
        if not self.rewrites:
            return Told((Statement(label, f"{display(label)}: “{text}”"),), quoted=True)
        if self.stays(index):
            return Told((self.verbatim([index]),), quoted=True, corrected=True)
        return self.told(said, index)

    def text(self, index: int) -> str:
        """A sentence without what is broken off in it."""
        text = unbroken(self.conversation.sentences[index].text)
        return (uncut(text) or f"{text}…") if self._is_cut(index) else text

    def _is_cut(self, index: int) -> bool:
        sentences = self.conversation.sentences
        turn = sentences[index].utterance
        last = index + 1 == len(sentences) or sentences[index + 1].utterance != turn
        return last and turn in self._interrupted

    def stays(self, index: int) -> bool:
        """Whether a sentence is quoted in any case: it mends itself, advises, or breaks off."""
        said = parts(self.conversation.sentences[index].text)
        broken = breaks_off(self.text(index))
        return broken or takes_back(said, [*map(words, said)]) or advises(self.conversation, index)

    def verbatim(self, indices: Sequence[int]) -> Statement:
        """Sentences of one turn as they were said, replies and second thoughts too."""
        said = [piece for k in indices for piece in parts(self.text(k))]
        text = " ".join(ended(unhesitant(piece)) for piece in self.spelling.cased(said))
        label = self.conversation.speaker(indices[0])
        return Statement(label, capital(quote(text, display(label))))

    def pieces(self, text: str, label: str | None) -> list[str]:
        """The pieces of a text that say something, in the case of the conversation."""
        return self.spelling.cased(pieces(text, label, self.participants.mentions))

    def told(
        self, said: Sequence[str], index: int, partner: str | None = None, *, whole: bool = False
    ) -> Told:
        """Pieces of a sentence. partner: with whom its speaker talks, if nobody is called by name before.

        whole: fragments are told too.
        """
        label = self.conversation.speaker(index)
        partner = self.participants.called(index) or partner or self.participants.partner(index)
        given = [self._given(piece, label, partner) for piece in said]
        if not self._is_conditioned(index):
            given = [piece.without_then() for piece in given]
        made = [(piece.spoken, self._reported(piece, label)) for piece in given]
        if made and said[-1].endswith("…") and self._is_cut(index):  # only the words themselves are certain
            made[-1] = (said[-1], Report(quote(said[-1], display(label)), quoted=True))
        if whole:
            made = [(text, _counted(text, display(label)) or told) for text, told in made]
        elif not all(told.quoted for _, told in made):
            made = [
                (text, (self._phrase(text, label) if told.quoted else None) or told)
                for text, told in made
                if not told.quoted or not is_scrap(text)
            ]
        statements: list[Statement] = []
        for quoted, group in groupby(made, key=lambda pair: pair[1].quoted):
            row = list(group)
            if quoted:
                text = quote(" ".join(ended(spoken) for spoken, _ in row), display(label))
                statements.append(Statement(label, capital(text)))
            else:
                statements += [Statement(label, capital(told.text), told.clause) for _, told in row]
        return Told(tuple(statements), any(told.quoted for _, told in made))

    def _is_conditioned(self, index: int) -> bool:
        """Whether a condition stands in a sentence or right before it, which its "then" takes up."""
        return any(
            _IF.search(sentence.text)
            for sentence in self.conversation.sentences[max(0, index - 1) : index + 1]
        )

    def _given(self, piece: str, label: str | None, partner: str | None) -> _Said:
        said, addressee = self.participants.addressed(piece, label, partner)
        # "Those need paying, Ana" asks her for it.
        asked = requested(said) if addressee is not None and said != piece else None
        return _Said(bare(said), asked or without_reply(plain(said)), addressee)

    def _reported(self, piece: _Said, label: str | None) -> Report:
        name = display(label)
        unknown = name == UNNAMED and I_WE & set(words(piece.spoken))
        if unknown or introduces(piece.spoken, label):
            return Report(quote(piece.spoken, name), quoted=True)
        audience = self.participants.lectures(label)
        return report(self.spelling.lowered(piece.told), name, piece.addressee, audience=audience)

    def _phrase(self, text: str, label: str | None) -> Report | None:
        """Words without a verb need no quotation marks: "Ana says Friday by eleven"."""
        found = words(text)
        persons = (I_WE | YOU) & {part for word in found for part in (word, word.partition("'")[0])}
        clausal = not found or has_verb(found) or found[0] in BASES
        if clausal or persons or text.endswith("?") or not is_short(text):
            return None
        clause = ended(self.spelling.lowered(text.rstrip(" .!")))
        return Report(f"{display(label)} says {clause}", quoted=False, clause=clause)


def _without_then(text: str) -> str:
    return capital(_THEN.sub("", text))


def _counted(text: str, name: str) -> Report | None:
    """An answer that is a figure needs no quotation marks: "Ana says 40 pounds"."""
    if _FIGURE.fullmatch(text) is None or not is_short(text) or (I_WE | YOU) & set(words(text)):
        return None
    clause = f"{text[:1].lower()}{text[1:].rstrip(' .!')}."
    return Report(f"{name} says {clause}", quoted=False, clause=clause)
