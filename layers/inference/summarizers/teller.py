"""Tells sentences of a conversation in the third person, by rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizers.clarity import slips
from summarizers.corrections import slots, takes_back
from summarizers.courtesies import is_courtesy
from summarizers.disfluency import fluent, unhesitant
from summarizers.exchanges import Question
from summarizers.features import Conversation, is_small_talk
from summarizers.haggling import ACCEPTS
from summarizers.names import UNNAMED, capital, display
from summarizers.narration import Statement, narrate
from summarizers.references import lacks_noun, takes_up
from summarizers.rendering import EVERYDAY, Mentions
from summarizers.reported_speech import Report, quote, report
from summarizers.salience import is_about_talk
from summarizers.sentences import parts
from summarizers.spoken import bare, plain, requested
from summarizers.truecase import TrueCase
from summarizers.verbs import BASES, PASTS
from summarizers.vocatives import introduces, set_apart, without_calls
from summarizers.words import NUMBER_WORDS, SMALL_TALK, STOP_WORDS, content_words, words

_ENGLISH = 0.3  # share of English function words from which a conversation is taken for English
_COMMON = (
    STOP_WORDS
    | SMALL_TALK
    | NUMBER_WORDS
    | BASES
    | PASTS
    | frozenset("next last previous several neither either".split())
)
_FEW = 8  # words from which a language can be told
_FIGURE = re.compile(
    r"(?:(?:about|around|roughly|only|just|almost|nearly) )?[$£€]?(?:\d[\d,.]*\w*|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|a hundred)\b"
    r"(?: [\w-]+)*[.!]?",
    re.IGNORECASE,
)
_SHOUTED = 0.8  # share of capital letters in text that is all capitals but for a name
_FULL = 5  # words from which a part counts although its words carry little meaning
# Without punctuation nothing else tells that these open a sentence and are no part of it.
_OPENERS = re.compile(r"^(?:(?:so|well|um|uh|yeah|yes|okay|ok|right|and|but|lovely|now|oh)\s+)+(?=\w+\s+\w+)")
# "I do, they took a photo": what is left of the answer when its yes or no is told.
_AFFIRMS = re.compile(
    r"^(?:(?:yes|yeah|no|sure|oh)[,.]? )*"
    r"(?:(?:i|we) (?:do|did|have|am|are|will|can)|it (?:is|does|did))(?:n't)?[,.] (?=\w)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"(?:(?<=\bi agree)|(?<=\bi disagree)),?(?: u[mh]+,?)? (?=(?:i|it|we|you|that|he|she|they|the)\b)",
    re.IGNORECASE,
)
# What follows is no statement, and what goes before in "don't post it please it's private".
_REQUESTED = re.compile(
    r",? (?:and|so|but),?(?: u[mh]+,?)? (?=please\b)"
    r"|(?<=\w) please (?=(?:i|it|we|that|he|she|they)(?:'\w+)? )",
    re.IGNORECASE,
)
# No "yes" answers this, "Sure" to "can you tell me how" goes without saying.
_ASKS_FOR = re.compile(r" asks (?:what|who|which|where|when|why|how|whose)\b")
_FIRST_PERSON = frozenset("i i'm i'll i've i'd me my mine we our us".split())
_YOU = frozenset("you you're you'll you've you'd your yours yourself yourselves".split())
_FEW_SPEAKERS = 3
_DIALOGUE = 2  # speakers
_TO_A_ROOM = re.compile(
    r"\b(?:good (?:morning|afternoon|evening)|hello|hi|welcome),? "
    r"(?:everybody|everyone|all|folks|class|students|ladies and gentlemen)\b",
    re.IGNORECASE,
)
_POINTING = frozenset("that it this they those these".split())
_SUBJECT, _LEAD = 3, 30  # words among which a question's subject stands; words of what it points to, at most
_NEAR = 3  # sentences before, among which the question stands that is answered
_ASKS_ADVICE = re.compile(
    r"\bshould (?:i|you|one|people|they|somebody|someone)\b|\b(?:advice|advise|recommend|suggest|tips?)\b"
    r"|\bwhat would you (?:do|say|tell)\b|\bhow (?:do|can) i\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:(?:well|honestly|hmm|yes|no),? )*(?:i'd|i would) (?!like|love|rather|prefer|be|need|have|want)"
    r"|(?:(?:well|honestly|hmm|yes|no),? )*you(?:'d| should| could| can| need| want)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:well,? )?you (?:do|can|have to|get|need to|just|learn|don't|can't)\b", re.IGNORECASE
)
_HAGGLED = 60  # words of a haggling that are quoted
_MEANT = 4  # words from which a sentence of common words means something, "I'll do that myself"
_ANSWERING = 2  # sentences of an answer that are told with its question
_FRAGMENT = 7  # words up to which a part that can only be quoted is left out beside others


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary tells of a sentence; quoted where no rule could put it into the third person.

    corrected: a quotation that stays one, for it takes back what it said first.
    """

    statements: tuple[Statement, ...]
    quoted: bool
    corrected: bool = False

    @property
    def text(self) -> str:
        """The statements as one text."""
        return narrate(self.statements)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is quoted and as it is told, and whom it speaks to where that is certain."""

    spoken: str
    told: str
    addressee: str | None


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
        self._names = {word for speaker in self.speakers for word in words(speaker)}
        self.cases = TrueCase([*self._labels(), *texts])
        self._mentions = Mentions(self.speakers)
        # Of two who speak one may talk to a room: "Good morning, everybody".
        self._lecturers = {
            utterance.speaker
            for utterance in conversation.utterances
            if len(self.speakers) == _DIALOGUE and _TO_A_ROOM.search(utterance.text)
        }

    def _labels(self) -> list[str]:
        """Labels as they stand inside sentences; only names where the talk has no capital letters."""
        labels = ([word for word in label.split() if len(word) > 1] for label in self.speakers)
        return [f"a {' '.join(row)}" for row in labels if row and not (self._caseless and _is_ordinary(row))]

    def tell(self, index: int) -> Told:
        """One sentence of the conversation.

        Without speakers the sentence itself is the text (who "I" is, nobody can tell); in another language
        than English it is quoted.
        """
        sentence = self._conversation.sentences[index]
        label = self._conversation.utterances[sentence.utterance].speaker
        pieces = self._pieces(sentence.text, label)
        pieces = [piece for piece in pieces if not introduces(piece, label)] or pieces
        if not index or self._utterance(index - 1) != sentence.utterance:
            pieces = _understood(pieces)
        if not self.speakers:
            return Told((Statement(label, " ".join(map(_ended, map(fluent, pieces)))),), quoted=False)
        if not self.rewrites:
            return Told((Statement(label, f"{display(label)}: “{sentence.text}”"),), quoted=True)
        if self._stays(index):
            return Told((self._verbatim([index]),), quoted=True, corrected=True)
        return self._told(pieces, index)

    def corrected(self, index: int, corrections: Sequence[int]) -> Told:
        """A sentence, and as they were said those that put it right."""
        own = self._utterance(corrections[0]) == self._utterance(index)
        told = () if own else self.tell(index).statements
        said = [index, *corrections] if own else [*corrections]
        quotes = [
            self._verbatim(group) for group in (list(row) for _, row in groupby(said, key=self._utterance))
        ]
        return Told((*told, *quotes), quoted=True, corrected=True)

    def haggled(self, indices: Sequence[int]) -> Told:
        """What is haggled about, and as it was said how; of much of that, how it ends."""
        first, *others = indices
        groups = [list(row) for _, row in groupby(others, key=self._utterance)]
        kept: list[Statement] = []
        room = _HAGGLED
        for group in reversed(groups):
            text = " ".join(self._conversation.sentences[k].text for k in group)
            room -= len(words(text))
            if kept and room < 0:
                break
            kept.append(self._taken(group) or self._verbatim(group))
        return Told((*self.tell(first).statements, *reversed(kept)), quoted=True, corrected=True)

    def _taken(self, indices: Sequence[int]) -> Statement | None:
        """A turn that does no more than agree to what was named last."""
        text = " ".join(self._conversation.sentences[k].text for k in indices)
        if text.endswith("?") or content_words(text) or not ACCEPTS.match(text):
            return None
        label = self._speaker(indices[0])
        return Statement(label, f"{capital(display(label))} agrees.")

    def _utterance(self, index: int) -> int:
        return self._conversation.sentences[index].utterance

    def _quoted(self, label: str | None, text: str) -> Statement:
        return Statement(label, capital(quote(text, display(label))))

    def _stays(self, index: int) -> bool:
        """Whether a sentence is quoted, whatever the rules make of it: it mends itself, or advises."""
        said = parts(self._conversation.sentences[index].text)
        return takes_back(said, [*map(words, said)]) or self._advises(index)

    def _advises(self, index: int) -> bool:
        """Whether advice is given that was asked for, or what anybody does: "You do, but I'd wait"."""
        sentences, place = self._conversation.sentences, self._utterance(index)
        before = [k for k in range(max(0, index - _NEAR), index) if self._utterance(k) < place]
        if not before or self._speaker(before[-1]) == self._speaker(index):
            return False
        asked, said = parts(sentences[before[-1]].text)[-1], sentences[index].text.replace("’", "'")
        if not asked.endswith("?"):
            return False
        bids = (words(said) or [""])[0] in BASES | {"don't", "never"}
        advised = _ADVICE.match(said) is not None or bids
        return (advised and _ASKS_ADVICE.search(asked) is not None) or (
            _ANYBODY.match(said) is not None and "you" in words(asked)
        )

    def _verbatim(self, indices: Sequence[int]) -> Statement:
        """Sentences of one turn as they were said, replies and second thoughts too."""
        pieces = [piece for k in indices for piece in parts(self._conversation.sentences[k].text)]
        text = " ".join(_ended(unhesitant(piece)) for piece in self._cased(pieces))
        return self._quoted(self._speaker(indices[0]), text)

    def exchange(self, question: Question, answer: int, polarity: str) -> Told:
        """A question and its answer; a lone "yes" or "no" is said after it.

        polarity: whether the answer is "yes" or "no"; "" where it is neither.
        """
        asker = self._speaker(question.index)
        text = question.text.rstrip(" .!?") + "?"
        asked = self._told(self._pieces(text, asker), question.index, self._speaker(answer))
        opening = asked.text.removesuffix(".")
        answered = self._answer(answer, asker, "" if _ASKS_FOR.search(opening) else polarity)
        reply = _small(self._lowered(answered.text))
        joined = f"{opening} {answered.text}" if asked.quoted else f"{opening}; {reply}"
        return Told((Statement(None, joined),), asked.quoted or answered.quoted, answered.corrected)

    def lead(self, question: Question) -> tuple[int, Told] | None:
        """What was said right before a question that points to it or follows from a figure in it.

        "Thursday at ten. Would that suit you?" Also the index of its sentence.
        """
        sentences, first = self._conversation.sentences, question.index
        while first and sentences[first - 1].utterance == sentences[question.index].utterance:
            first -= 1
        said = [(k, part) for k in range(first, question.index + 1) for part in parts(sentences[k].text)]
        asked = (question.index, question.text)
        place = said.index(asked) if asked in said else 0
        if not place or said[place - 1][1].endswith("?") or is_small_talk(words(said[place - 1][1])):
            return None
        index, part = said[place - 1]
        points = _POINTING & set(words(question.text)[:_SUBJECT]) or lacks_noun(question.text)
        if not points and not (index == question.index and slots(words(part))):
            return None
        told = self._told(self._cased([part]), index)
        return None if told.quoted or len(words(told.text)) > _LEAD else (index, told)

    def _answer(self, index: int, asker: str | None, polarity: str) -> Told:
        name = display(self._speaker(index))
        sentence = self._conversation.sentences[index]
        if self._stays(index):
            return Told((self._verbatim([index]),), quoted=True, corrected=True)
        pieces = self._cased(parts(_AFFIRMS.sub("", sentence.text) if polarity else sentence.text))
        saying = [piece for piece in pieces if not piece.endswith("?") and not _is_empty(piece)]
        pieces = (saying or pieces)[:_ANSWERING]
        empty = all(is_small_talk(words(fluent(piece))) for piece in pieces)
        if polarity and empty:
            return Told((Statement(None, f"{capital(name)} says {polarity}."),), quoted=False)
        least = 2 if polarity else 1
        saying = [piece for piece in pieces if len(content_words(piece)) >= least]
        told = self._told(saying or pieces, index, asker, whole=True)
        first, *others = told.statements
        if not polarity:
            return told
        said = f"{capital(name)} says"
        if first.clause:
            opening = [Statement(None, f"{said} {polarity}: {first.clause}", first.clause)]
        elif first.text.startswith(f"{said}: "):
            opening = [replace(first, text=first.text.replace(said, f"{said} {polarity}", 1))]
        else:
            opening = [Statement(None, f"{said} {polarity}."), first]
        return Told((*opening, *(replace(other, speaker=None) for other in others)), told.quoted)

    def _pieces(self, text: str, label: str | None) -> list[str]:
        """The sentences of a text that say something, in the case of the conversation."""
        said = [
            opinion
            for part in set_apart(parts(text), label, self._mentions)
            for opinion in _OPINION.split(part)
        ]
        return self._cased(_telling([piece for part in said for piece in _REQUESTED.split(part)]))

    def _cased(self, pieces: list[str]) -> list[str]:
        if not self._caseless:
            return pieces
        return [self.cases.sentence(_OPENERS.sub("", piece.lower()) or piece) for piece in pieces]

    def _told(
        self, pieces: list[str], index: int, partner: str | None = None, *, whole: bool = False
    ) -> Told:
        """Pieces of a sentence. partner: with whom its speaker talks, where that is known.

        whole: fragments are told too.
        """
        label = self._speaker(index)
        partner = partner or (None if label in self._lecturers else self._between(index))
        name = display(label)
        said = [
            _Said(bare(words_), _asked(piece, words_, addressee) or plain(words_), addressee)
            for piece in pieces
            for words_, addressee in (self._addressed(piece, label, partner),)
        ]
        made = self._made(said, label)
        if whole:
            made = [(text, _counted(text, name) or told) for text, told in made]
        if not whole and not all(told.quoted for _, told in made):
            said = [
                piece
                for piece, (_, told) in zip(said, made, strict=True)
                if not told.quoted or not _fragment(piece.spoken)
            ]
            made = self._made(said, label)
        statements: list[Statement] = []
        for quoted, group in groupby(made, key=lambda pair: pair[1].quoted):
            row = list(group)
            if quoted:
                text = quote(" ".join(_ended(said) for said, _ in row), name)
                statements.append(Statement(label, capital(text)))
            else:
                statements += [Statement(label, capital(told.text), told.clause) for _, told in row]
        return Told(tuple(statements), any(told.quoted for _, told in made))

    def _between(self, index: int) -> str | None:
        """The one speaker whose turns are right before and right after this sentence's."""
        utterances, place = self._conversation.utterances, self._conversation.sentences[index].utterance
        around = {utterances[k].speaker for k in (place - 1, place + 1) if 0 <= k < len(utterances)}
        both = 0 < place < len(utterances) - 1 and len(around) == 1
        return around.pop() if both and utterances[place].speaker not in around else None

    def _speaker(self, index: int) -> str | None:
        return self._conversation.utterances[self._conversation.sentences[index].utterance].speaker

    def _made(self, said: list[_Said], label: str | None) -> list[tuple[str, Report]]:
        """What was said and how it is told."""
        return [(piece.spoken, self._reported(piece, label)) for piece in said]

    def _reported(self, piece: _Said, label: str | None) -> Report:
        name = display(label)
        unknown = name == UNNAMED and _FIRST_PERSON & set(words(piece.spoken))
        if unknown or introduces(piece.spoken, label):
            return Report(quote(piece.spoken, name), quoted=True)
        audience = label in self._lecturers
        return report(self._lowered(piece.told), name, piece.addressee, audience=audience)

    def _addressed(self, piece: str, label: str | None, partner: str | None) -> tuple[str, str | None]:
        """The sentence without the name it calls, and whom it speaks to where that is certain."""
        piece, called = without_calls(piece, label, self._mentions)
        # In a meeting "you" may be all of them, unless somebody is asked.
        to_all = len(self.speakers) > _FEW_SPEAKERS and not piece.endswith("?") and _YOU & set(words(piece))
        about = bool(partner and Mentions([partner]).found(piece))  # nobody is told of themselves by name
        called = called or (None if to_all or about else partner)
        alone = label is None or label in self._lecturers
        if called is None and not about and not alone and len(self.speakers) == _DIALOGUE:
            called = next(speaker for speaker in self.speakers if speaker != label)
        return piece, display(called) if called else None

    def _lowered(self, said: str) -> str:
        """A first word that is no name loses its capital letter, for it comes to stand inside."""
        first = said.split(maxsplit=1)[0] if said else ""
        word = re.sub(r"['’].*|\W+$", "", first)
        named = word.lower() in self._names and word[:1].isupper()
        small = word.lower().split("-")[0]
        common = not named and (small in _COMMON or self.cases.is_written_small(word))
        return (
            said[:1].lower() + said[1:] if common and word != "I" and not self.cases.is_name(word) else said
        )


def _is_ordinary(label: Sequence[str]) -> bool:
    """Whether words of a label, or all of it as a role, mean something else in speech: "Mark", "Nurse"."""
    words_ = {word.lower() for word in label}
    return not words_.isdisjoint(EVERYDAY | _COMMON) or display(" ".join(label)).startswith("the ")


def _telling(pieces: list[str]) -> list[str]:
    """The pieces that say something; all where none does."""
    pieces = [piece for piece in pieces if not is_about_talk(piece)] or pieces
    pieces = [piece for piece in pieces if not is_courtesy(piece)] or pieces
    pieces = [piece for piece in pieces if not slips(fluent(piece))] or pieces
    return (
        [piece for piece in pieces if len(content_words(piece)) > 1 or len(words(piece)) >= _FULL]
        or [piece for piece in pieces if not is_small_talk(words(piece))]
        or pieces
    )


def _understood(pieces: list[str]) -> list[str]:
    """The pieces of a turn's first sentence without an opening one about what nothing told has named."""
    rest = pieces[1:]
    standing = bool(rest) and not takes_up(rest[0]) and not lacks_noun(rest[0]) and not _is_empty(rest[0])
    return rest if standing and lacks_noun(fluent(pieces[0])) else pieces


def _asked(piece: str, said: str, addressee: str | None) -> str | None:
    """The request in "those need paying, Ana". said: the sentence without the name that it calls."""
    return requested(said) if addressee is not None and said != piece else None


def _counted(text: str, name: str) -> Report | None:
    """An answer that is a figure needs no quotation marks: "Ana says 40 pounds"."""
    if _FIGURE.fullmatch(text) is None or len(words(text)) > _FRAGMENT:
        return None
    if {*_FIRST_PERSON, *_YOU} & set(words(text)):
        return None
    clause = f"{text[:1].lower()}{text[1:].rstrip(' .!')}."
    return Report(f"{name} says {clause}", quoted=False, clause=clause)


def _is_empty(piece: str) -> bool:
    """A word or two of agreement or surprise."""
    found = words(piece)
    return len(found) < _MEANT and is_small_talk(found)


def _fragment(text: str) -> bool:
    """A few words that propose nothing: what others agree to must be told."""
    said = words(text)
    return len(said) <= _FRAGMENT and said[:1] != ["let's"]


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?…。؟！？\"”'" else text.rstrip(",;:-—–") + "."


def _small(text: str) -> str:
    """A sentence after a semicolon: "The agent" loses its capital letter."""
    return text[:1].lower() + text[1:] if text.startswith("The ") else text


def _english(conversation: Conversation) -> bool:
    said = [word for tokens in conversation.tokens for word in tokens]
    known = sum(word in STOP_WORDS or word in SMALL_TALK for word in said)
    return known >= _ENGLISH * len(said) or (len(said) < _FEW and all(word.isascii() for word in said))


def _caseless(conversation: Conversation) -> bool:
    """Whether a recogniser wrote everything small, or somebody everything large."""
    letters = [letter for sentence in conversation.sentences for letter in sentence.text if letter.isalpha()]
    large = sum(letter.isupper() for letter in letters)
    return large in (0, len(letters)) or large > _SHOUTED * len(letters)
