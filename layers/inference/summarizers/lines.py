"""The lines of a summary: a sentence, and with it those of its neighbours that it is understood by."""

import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizers.answers import agreed, exchange, lead
from summarizers.courtesies import is_courtesy
from summarizers.dependence import is_answer, lacks, said, says, says_little
from summarizers.exchanges import Question
from summarizers.features import Conversation
from summarizers.merit import Merits
from summarizers.narration import Told
from summarizers.references import leans, names_what, points_back
from summarizers.salience import Salience
from summarizers.sentences import parts
from summarizers.settled import corrected, haggled
from summarizers.teller import Teller
from summarizers.words import words

Floats = NDArray[np.float32]

_EXCHANGE = 70  # words that a question may have together with its answer
_ANTECEDENT = 30  # words that what a sentence points back to may have
_FEW_WORDS = 4  # up to which an answer is not understood without its question
_PROMISED = re.compile(r"(?:I|we)(?:['’]ll| will| can| could|['’]m going to| am going to)\b", re.IGNORECASE)


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
    """Those of one conversation."""

    def __init__(
        self, conversation: Conversation, scores: Floats, salience: Salience, teller: Teller
    ) -> None:
        self.conversation = conversation
        self.teller = teller
        self.merits = Merits(conversation, scores, salience)
        self._scores = scores
        self._salience = salience
        self._exchanges = salience.exchanges

    def of(self, index: int) -> Line:
        """A sentence with the question it answers, the answer it gets, or those who agree."""
        return (self._joined(index) if self.teller.rewrites else None) or self.plain(index)

    def plain(self, index: int) -> Line:
        """A sentence with those who agree to it, and with the one before it if it points back to that."""
        told = self.teller.tell(index)
        corrections = self._exchanges.corrections(index)
        if corrections and self.teller.rewrites:
            return self._line((index, *corrections), corrected(self.teller, index, corrections), index)
        agreeing = self._exchanges.agreeing(index)
        before = self._antecedent(index)
        if before is None:
            line = self._line((index,), told, index, agreeing)
            dangling = self.merits.dangling(told, index) if self.teller.rewrites else 0.0
            return replace(line, merit=line.merit - dangling)
        both = Told((*before.statements, *told.statements), told.quoted)
        return self._line((index - 1, index), both, index, agreeing)

    def _joined(self, index: int) -> Line | None:
        """A sentence with what was said to it; None where it stands by itself."""
        haggling = self._exchanges.hagglings.of(index)
        if haggling:
            return self._line(haggling, haggled(self.teller, haggling), index)
        answered = self._exchanges.answer_after(index)
        found = self._exchange(*answered, index) if answered is not None else None
        if found is not None:
            return found
        question = self._exchanges.question_before(index)
        if question is not None and self._needs(question, index):
            found = self._exchange(question, index, index)
        return found or self._continued(index) or self._promised(index)

    def _antecedent(self, index: int) -> Told | None:
        """What the speaker said right before a sentence that points back to it, if it can be told."""
        if not self._in_one_turn(index):
            return None
        text, before = self._text(index), self._text(index - 1)
        points = points_back(text) or lacks(text)
        if not self.teller.rewrites or not points or not says(before):
            return None
        told = self.teller.tell(index - 1)
        return None if told.quoted or before.endswith("?") or len(words(told.text)) > _ANTECEDENT else told

    def _exchange(self, question: Question, answer: int, index: int) -> Line | None:
        """A question and its answer; None where that is too long."""
        told = exchange(self.teller, question, answer, self._exchanges.polarity(question, answer))
        if len(words(told.text)) > _EXCHANGE:
            return None
        before = lead(self.teller, question)
        if before is None:
            line = self._line((question.index, answer), told, index, self._accepting(told, answer))
        else:
            told = replace(told, statements=(*before[1].statements, *told.statements))
            line = self._line(tuple(sorted({before[0], question.index, answer})), told, index)
        if not is_answer(self._text(answer), question.text):
            return line
        # It is worth what its answer is, however little the question says.
        return replace(line, merit=line.merit + self.merits.lost(line.indices, answer))

    def _accepting(self, told: Told, answer: int) -> dict[str, int]:
        """Who agrees to an answer; after "asks whether" a "yes" would seem to be an answer too."""
        return {} if " asks whether " in told.text else self._exchanges.agreeing(answer)

    def _continued(self, index: int) -> Line | None:
        """A sentence that points back to a fragment of its turn, with that and the question it answers."""
        if not self._in_one_turn(index):
            return None
        question = self._exchanges.question_before(index - 1)
        if question is None or not points_back(self._text(index)):
            return None
        if not is_answer(self._text(index - 1), question.text):
            return None
        found = self._exchange(question, index - 1, index)
        if found is None:
            return None
        told = self.teller.tell(index)
        both = Told((*found.told.statements, *told.statements), found.told.quoted or told.quoted)
        return self._line((*found.indices, index), both, index)

    def _promised(self, index: int) -> Line | None:
        """A promise about "it" with what another speaker said right before, if that names what it is."""
        text = self._text(index)
        if not index or self._in_one_turn(index) or not lacks(text):
            return None
        asked, promise, own = self._text(index - 1), said(text)[0], self.teller.tell(index)
        alone = self.conversation.speaker(index - 1) == self.conversation.speaker(index)
        if alone or own.quoted or asked.endswith("?") or not _PROMISED.match(promise) or lacks(asked):
            return None
        told = self.teller.tell(index - 1)
        if told.quoted or len(words(told.text)) > _ANTECEDENT or not names_what(asked, promise):
            return None
        both = Told((*told.statements, *own.statements), quoted=False)
        return self._line((index - 1, index), both, index, self._exchanges.agreeing(index))

    def _needs(self, question: Question, index: int) -> bool:
        """Whether the answer is not understood without its question."""
        tokens, text = self.conversation.tokens[index], self._text(index)
        decides = self._salience.outcome[index] > 0  # or promises something
        return (
            leans(tokens)
            or (not decides and says_little(text))
            or len(tokens) <= _FEW_WORDS
            or bool(self._exchanges.polarity(question, index))
            or (lacks(text) and names_what(question.text, said(text)[0]))
            or is_answer(text, question.text)
            or self.teller.tell(index).quoted
        )

    def _in_one_turn(self, index: int) -> bool:
        """Whether the sentence before was said in the same turn."""
        sentences = self.conversation.sentences
        return index > 0 and sentences[index - 1].utterance == sentences[index].utterance

    def _text(self, index: int) -> str:
        return self.conversation.sentences[index].text

    def _line(
        self, indices: tuple[int, ...], spoken: Told, index: int, agreeing: dict[str, int] | None = None
    ) -> Line:
        """What is told for the sake of a sentence. agreeing: who agrees to it, and in which utterances."""
        if not agreeing or any(map(is_courtesy, parts(self._text(index)))):
            agreeing = {}  # "let's start" agrees to the start
        told = agreed(spoken, list(agreeing)) if agreeing and self.teller.rewrites else spoken
        utterances = {self.conversation.sentences[k].utterance for k in indices} | {*agreeing.values()}
        rows = list(indices)
        return Line(
            indices,
            tuple(sorted(utterances)),
            told,
            float(max(self._scores[rows])),
            self.merits.of(indices, spoken, told, index, agreed=bool(agreeing)),
            float(max(self._salience.outcome[rows])),
            float(max(self._salience.matter[rows])),
            self._salience.signs[index].recap,
        )
