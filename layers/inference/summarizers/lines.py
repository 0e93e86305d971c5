"""The lines of a summary: which sentences are told, and with what of their neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizers.answers import exchange, lead
from summarizers.chapters import Chapter
from summarizers.clarity import slips
from summarizers.courtesies import is_courtesy
from summarizers.disfluency import fluent
from summarizers.exchanges import Question
from summarizers.extractive import ranked
from summarizers.features import Conversation, is_small_talk
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.references import is_fragment, lacks_noun, names_what, takes_up
from summarizers.registry import Model
from summarizers.rewriter import Rewriter
from summarizers.salience import Salience, leans, points_back
from summarizers.sentences import parts
from summarizers.settled import corrected, haggled
from summarizers.statements import has_verb
from summarizers.teller import Teller
from summarizers.vocatives import introduces
from summarizers.words import content_words, listed, words

Floats = NDArray[np.float32]

_FEWEST, _MOST = 2, 10  # lines in a chapter
_SMALL, _PER_MORE, _MORE = 200, 90, 3  # words of a talk beyond which so many each give a line more, at most
_AT_LENGTH = 2  # chapters that are told at length; of more, each gets less, so that an hour is a page
_TRAINED = 0.8  # what the trained score counts beside what minutes are read for
_USUAL = 0.6  # score of the best sentences of a short conversation
_LONG = 300  # sentences of a conversation that counts as long
_MOST_LIFTED = 2.5  # times
_QUOTED = 0.12  # how much likelier a sentence must be to be told although it can only be quoted
_POINTLESS = -0.2  # what a sentence is worth that spoils the other half of its exchange
_EMPTY = 0.4  # the same where hardly a word means anything
_UNANSWERED = 0.3  # the same of a question without its answer
_LENGTHY = 0.003  # the same for each word beyond those of an ordinary sentence
_ORDINARY = 25  # words
_CONSIDERED = 3  # sentences looked at for each that is told
_EXCHANGE = 70  # words that a question may have together with its answer
_ANTECEDENT = 30  # words that what a sentence points back to may have
_OPENING_CLAUSE = re.compile(r"^(?:when|if|as|since|because|after|before|while) [^,]*,", re.IGNORECASE)
_PROMISED = re.compile(r"(?:I|we)(?:['’]ll| will| can| could|['’]m going to| am going to)\b", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    r"(?:one|another|the others?|both|some|most) (?:is|was|are|were|ha[sd])\b", re.IGNORECASE
)
_SLIP, _MOST_SLIPS = 0.12, 2  # how much less for each slip of the tongue, and how many count
_OUTDATED = 1.0  # how much less a sentence is worth that holds no longer
_DANGLING = 0.15  # how much less a sentence is worth that points back to what is not told
_LACKING = 0.3  # the same of one whose "it" or "this one" nothing told explains
_IDLE = 1.0  # the same of courtesies
_FEW_SAID = 6  # words up to which a quotation, with its speaker, is a fragment
_SAYS_LITTLE = 3  # content words up to which the same holds
_GOES_ON = 6  # content words of a second sentence of such an answer
_TOLD_WHOLE = 2  # sentences that an answer may have to be told whole with its question
_FEW_WORDS = 4  # up to which an answer is not understood without its question


@dataclass(frozen=True, slots=True)
class Line:
    """What the summary tells of one sentence, or of one and the sentence that it answers.

    indices: of the sentences told. utterances: what it rests on, those who agree included. merit: how much
    it belongs into the summary. outcome, matter, recap: see `Salience`.
    """

    indices: tuple[int, ...]
    utterances: tuple[int, ...]
    told: Told
    score: float
    merit: float
    outcome: float
    matter: float
    recap: bool = False


class Lines:
    """Chooses and tells the lines of one conversation."""

    def __init__(
        self,
        conversation: Conversation,
        scores: Floats,
        salience: Salience,
        teller: Teller,
    ) -> None:
        self._conversation = conversation
        self._scores = scores
        self._salience = salience
        self._worth = _TRAINED * _level(scores) + salience.worth
        self._exchanges = salience.exchanges
        self._outdated = self._exchanges.withdrawals.outdated
        self._teller = teller

    def chosen(
        self, chapter: Chapter, taken: Sequence[int], model: Model, rewriter: Rewriter | None
    ) -> list[Line]:
        """The chapter's best lines in order. taken: sentences that are told already."""
        size = float(self._conversation.lengths[chapter.first : chapter.last].sum())
        brief = min(1.0, (_AT_LENGTH / len(self._conversation.chapters)) ** 0.5)
        dense = min(_MORE, max(0.0, (size - _SMALL) / _PER_MORE)) if brief == 1 else 0.0
        wanted = max(_FEWEST, min(_MOST, round((1 + model.sentences * size**0.5) * brief + dense)))
        part = slice(chapter.first, chapter.last)
        candidates: list[Line] = []
        used = set(taken)
        for index in ranked(self._conversation, self._worth, part, taken):
            if candidates and (
                len(candidates) == _CONSIDERED * wanted or is_small_talk(self._conversation.tokens[index])
            ):
                break
            line = self._line(index)
            if used & set(line.indices) and index not in used:
                line = self._plain(index)  # the other half of its exchange is told already
            if not used & set(line.indices):
                candidates.append(line)
                used |= set(line.indices)
        lines = self._rewritten(candidates, wanted, rewriter)
        best = sorted(lines, key=lambda line: line.merit, reverse=True)[:wanted]
        worth_it = [line for line in best if line.merit > 0] or best[:1]
        return sorted(worth_it, key=lambda line: line.indices)

    def _line(self, index: int) -> Line:
        """A sentence with the question it answers, the answer it gets, or those who agree."""
        if self._teller.rewrites:
            haggling = self._exchanges.hagglings.of(index)
            if haggling:
                return self._of(haggling, haggled(self._teller, haggling), index, {})
            answered = self._exchanges.answer_after(index)
            if answered is not None:
                told = self._exchange(*answered, index)
                if told is not None:
                    return told
            question = self._exchanges.question_before(index)
            if question is not None and self._needs(question, index):
                exchange = self._exchange(question, index, index)
                if exchange is not None:
                    return exchange
            exchange = self._continued(index) or self._promised(index)
            if exchange is not None:
                return exchange
        return self._plain(index)

    def _plain(self, index: int) -> Line:
        """A sentence with those who agree to it, and with the one before it if it points back to that."""
        told = self._teller.tell(index)
        corrections = self._exchanges.corrections(index)
        if corrections and self._teller.rewrites:
            return self._of((index, *corrections), corrected(self._teller, index, corrections), index, {})
        agreeing = self._exchanges.agreeing(index)
        before = self._antecedent(index)
        if before is None:
            line = self._of((index,), told, index, agreeing)
            dangling = self._dangling(told, index) if self._teller.rewrites else 0.0
            return replace(line, merit=line.merit - dangling)
        both = Told((*before.statements, *told.statements), told.quoted)
        return self._of((index - 1, index), both, index, agreeing)

    def _antecedent(self, index: int) -> Told | None:
        """What the speaker said right before a sentence that points back to it, if it can be told."""
        sentences = self._conversation.sentences
        if not index or sentences[index - 1].utterance != sentences[index].utterance:
            return None
        points = points_back(sentences[index].text) or self._lacks(index)
        if not self._teller.rewrites or not points or not self._says(index - 1):
            return None
        told = self._teller.tell(index - 1)
        asks = sentences[index - 1].text.endswith("?")
        return None if told.quoted or asks or len(words(told.text)) > _ANTECEDENT else told

    def _exchange(self, question: Question, answer: int, index: int) -> Line | None:
        """A question and its answer; None where that is too long, or the question is a request."""
        told = exchange(self._teller, question, answer, self._exchanges.polarity(question, answer))
        if told is None or len(words(told.text)) > _EXCHANGE:
            return None
        before = lead(self._teller, question)
        if before is None:
            line = self._of((question.index, answer), told, index, self._accepting(told, answer))
            return self._worthy(line, question, answer)
        told = replace(told, statements=(*before[1].statements, *told.statements))
        indices = tuple(sorted({before[0], question.index, answer}))
        return self._worthy(self._of(indices, told, index, {}), question, answer)

    def _accepting(self, told: Told, answer: int) -> dict[str, int]:
        """Who agrees to an answer; after "asks whether" a "yes" would seem to be an answer too."""
        return {} if " asks whether " in told.text else self._exchanges.agreeing(answer)

    def _worthy(self, line: Line, question: Question, answer: int) -> Line:
        """An exchange whose answer is a fragment is worth what that is, however little the question says."""
        worths = self._worth[list(line.indices)]
        lost = float(self._worth[answer] - worths.min()) if worths.min() < _POINTLESS else 0.0
        return replace(line, merit=line.merit + lost) if self._answers(question, answer) else line

    def _continued(self, index: int) -> Line | None:
        """A sentence that points back to a fragment of its turn, with that and the question it answers."""
        sentences = self._conversation.sentences
        if not index or sentences[index - 1].utterance != sentences[index].utterance:
            return None
        question = self._exchanges.question_before(index - 1)
        if (
            question is None
            or not points_back(sentences[index].text)
            or not self._answers(question, index - 1)
        ):
            return None
        exchange = self._exchange(question, index - 1, index)
        if exchange is None:
            return None
        told = self._teller.tell(index)
        both = Told((*exchange.told.statements, *told.statements), exchange.told.quoted or told.quoted)
        return self._of((*exchange.indices, index), both, index, {})

    def _promised(self, index: int) -> Line | None:
        """A promise about "it" with what another speaker said right before, if that names what it is."""
        sentences = self._conversation.sentences
        if (
            not index
            or sentences[index - 1].utterance == sentences[index].utterance
            or not self._lacks(index)
        ):
            return None
        asked, own = sentences[index - 1].text, self._teller.tell(index)
        speakers = {self._conversation.utterances[sentences[k].utterance].speaker for k in (index - 1, index)}
        promises = _PROMISED.match(self._said(index)[0])
        if len(speakers) == 1 or own.quoted or asked.endswith("?") or not promises or self._lacks(index - 1):
            return None
        told = self._teller.tell(index - 1)
        if told.quoted or len(words(told.text)) > _ANTECEDENT or not names_what(asked, self._said(index)[0]):
            return None
        both = Told((*told.statements, *own.statements), quoted=False)
        return self._of((index - 1, index), both, index, self._exchanges.agreeing(index))

    def _answers(self, question: Question, index: int) -> bool:
        """Whether a sentence is a fragment that only its question makes a statement, or goes on from one."""
        said = self._said(index)
        opens = bool(said) and is_fragment(said[0], question.text)
        if not opens or len(said) == 1:
            return opens
        goes_on = takes_up(said[1]) and names_what(said[0], said[1])
        return goes_on or is_fragment(said[1], question.text)

    def _lacks(self, index: int) -> bool:
        """Whether what is told of a sentence stands for something that another one names."""
        said = self._said(index)
        return bool(said) and lacks_noun(said[0])

    def _said(self, index: int) -> list[str]:
        """The sentences that one is glued from, small talk left out."""
        said = parts(self._conversation.sentences[index].text)
        return [fluent(part) for part in said if not is_small_talk(words(part))]

    def _dangling(self, told: Told, index: int) -> float:
        """How much less a sentence is worth for what it points back to, if that is not told with it."""
        said = self._said(index)
        first = words(told.statements[0].text)
        kept = bool(said) and set(words(said[0])[-2:]) <= set(first)  # else it is not told
        return _DANGLING * _dangling(told) + _LACKING * (kept and self._lacks(index))

    def _idle(self, index: int) -> bool:
        """Whether nothing but courtesies is said."""
        said = parts(self._conversation.sentences[index].text)
        return any(map(is_courtesy, said)) and all(
            is_courtesy(part) or is_small_talk(words(part)) for part in said
        )

    def _says(self, index: int) -> bool:
        """More than one word that means something."""
        return len(content_words(self._conversation.sentences[index].text)) > 1

    def _introduces(self, index: int) -> bool:
        """Whether all that is said is who speaks."""
        sentence = self._conversation.sentences[index]
        label = self._conversation.utterances[sentence.utterance].speaker
        if sentence.utterance <= 1 and not has_verb(words(sentence.text)):
            return True  # "Hello, Gary's Plumbing."
        return all(introduces(part, label) or is_small_talk(words(part)) for part in parts(sentence.text))

    def _asks(self, index: int) -> bool:
        """Whether a question stands at the end of the sentence, or all but ends its turn."""
        text = self._conversation.sentences[index].text
        return text.endswith("?") or self._exchanges.answer_after(index) is not None

    def _needs(self, question: Question, index: int) -> bool:
        """Whether the answer is not understood without its question."""
        tokens = self._conversation.tokens[index]
        return (
            leans(tokens)
            or self._says_little(index)
            or len(tokens) <= _FEW_WORDS
            or bool(self._exchanges.polarity(question, index))
            or (self._lacks(index) and names_what(question.text, self._said(index)[0]))
            or self._answers(question, index)
            or self._teller.tell(index).quoted
        )

    def _says_little(self, index: int) -> bool:
        """Whether the answer is no decision or promise and begins with few words: "We have twenty."."""
        said = parts(self._conversation.sentences[index].text)
        if self._salience.outcome[index] > 0 or len(said) > _TOLD_WHOLE:
            return False
        first, *others = [len(content_words(part)) for part in said] or [0]
        return first <= _SAYS_LITTLE and sum(others) <= _GOES_ON

    def _of(self, indices: tuple[int, ...], told: Told, index: int, agreeing: dict[str, int]) -> Line:
        score = float(max(self._scores[list(indices)]))
        worths = self._worth[list(indices)]
        worth = float(worths.min() if worths.min() < _POINTLESS else worths.max())
        asks = len(indices) == 1 and self._asks(index)
        if any(map(is_courtesy, parts(self._conversation.sentences[index].text))):
            agreeing = {}  # "let's start" agrees to the start
        said = len(words(told.text))
        if agreeing and self._teller.rewrites:
            told = _agreed(told, list(agreeing))
        length = len(words(told.text))
        empty = not any(self._says(k) for k in indices) or self._introduces(index)
        empty = empty or (told.quoted and len(indices) == 1 and said <= _FEW_SAID)
        garbled = min(_MOST_SLIPS, slips(fluent(self._conversation.sentences[index].text)))
        merit = worth - _EMPTY * empty - _QUOTED * told.quoted - _LENGTHY * max(0, length - _ORDINARY)
        merit -= _SLIP * garbled + _OUTDATED * any(k in self._outdated for k in indices)
        merit -= _IDLE * all(map(self._idle, indices))
        return Line(
            indices,
            tuple(
                sorted({self._conversation.sentences[k].utterance for k in indices} | set(agreeing.values()))
            ),
            told,
            score,
            merit - _UNANSWERED * (asks and not agreeing),
            float(max(self._salience.outcome[list(indices)])),
            float(max(self._salience.matter[list(indices)])),
            bool(self._salience.recap[index]),
        )

    def _rewritten(self, lines: list[Line], wanted: int, rewriter: Rewriter | None) -> list[Line]:
        """Lines with the network's text in place of the quotations that it can tell.

        It tries only those that would be among the best if they were told.
        """
        if rewriter is None or not self._teller.rewrites or not lines:
            return lines
        least = sorted((line.merit for line in lines), reverse=True)[:wanted][-1]
        tried = [
            line.indices[0]
            for line in lines
            if line.told.quoted
            and not line.told.corrected
            and len(line.utterances) == 1
            and line.merit + _QUOTED >= least
        ]
        written = rewriter.rewrite(self._conversation, self._teller, tried)
        return [
            replace(line, told=written[line.indices[0]], merit=line.merit + _QUOTED)
            if line.indices[0] in written and len(line.utterances) == 1
            else line
            for line in lines
        ]


def _dangling(told: Told) -> float:
    """The share of the words that point back to something not told; what follows may stand by itself."""
    first = told.statements[0]
    said = first.clause or first.text.partition('"')[2] or first.text
    points = _ONE_OF_THEM.match(said) is not None or any(
        leans([word.partition("'")[0] for word in words(text)])  # "it's" too
        for text in (said, _OPENING_CLAUSE.sub("", said))
    )
    return points * len(words(first.text)) / max(1, sum(len(words(each.text)) for each in told.statements))


def _level(scores: Floats) -> Floats:
    """Scores of a long conversation, where each sentence is unlikely, on the level of a short one's."""
    if len(scores) < _LONG:
        return scores
    best = float(np.quantile(scores, 0.97))
    return np.asarray(scores * min(_MOST_LIFTED, max(1.0, _USUAL / max(best, 1e-3))), np.float32)


def _agreed(told: Told, speakers: Sequence[str]) -> Told:
    """What is told, and who agrees to it."""
    names = [display(speaker) for speaker in speakers]
    who = listed(names)
    asked = " asks whether " in told.text
    verb = ("say yes" if asked else "agree") if len(names) > 1 else ("says yes" if asked else "agrees")
    *others, last = told.statements
    if last.text.endswith('"'):
        text = f"{last.text} {capital(who)} {verb}."
    else:
        text = f"{last.text.rstrip('.')}; {who} {verb}."
    return Told((*others, Statement(last.speaker, text)), told.quoted)
