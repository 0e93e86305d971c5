"""The lines of a summary: a sentence, and with it those of its neighbours that it is understood by."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizers.answers import agreed, exchange, is_told, lead
from summarizers.courtesies import is_courtesy
from summarizers.dependence import is_answer, lacks, said, says_little
from summarizers.exchanges import Exchanges, Question
from summarizers.grounding import Grounding
from summarizers.leaning import Leaning
from summarizers.merit import Merits
from summarizers.narration import Told
from summarizers.references import leans, names_what
from summarizers.sentences import parts
from summarizers.settled import corrected, haggled
from summarizers.teller import Teller
from summarizers.words import words

Floats = NDArray[np.float32]

_EXCHANGE = 70  # words that a question may have together with its answer
_UNWANTED = 0.1  # merit of a line that gives no context
_LIKELY = 0.3  # how likely a line must need another one to be told with it
_BACK = 2  # lines that one may be told with, each for the sake of the next
_NEAR = 4  # sentences before one among which those stand that it puts right
_FEW_WORDS = 4  # up to which an answer is not understood without its question


@dataclass(frozen=True)
class Line:
    """What the summary tells of one sentence, or of one and the sentence that it answers.

    indices: of the sentences told. utterances: what it rests on, those who agree included. merit: how much
    it belongs into minutes. gist: the same of a summary of a few lines. outcome, matter: see `Salience`.
    needs: how likely it is not understood without an earlier sentence, by the index of that. context: the
    lines before it that tell what it most likely needs, and what that needs.
    """

    indices: tuple[int, ...]
    utterances: tuple[int, ...]
    told: Told
    score: float
    merit: float
    gist: float
    outcome: float
    matter: float
    needs: Mapping[int, float] = field(default_factory=dict)
    context: tuple["Line", ...] = ()

    @cached_property
    def size(self) -> int:
        """Words told."""
        return len(words(self.told.text))

    def untold(self, told: Collection[int]) -> float:
        """How likely it is not understood where these sentences are told."""
        return sum(likely for index, likely in self.needs.items() if index not in told)


class Unit(NamedTuple):
    """Sentences that are told together, by index: one, or a question and its answer."""

    indices: tuple[int, ...]
    told: Told


class Lines:
    """Those of one conversation."""

    def __init__(self, teller: Teller, merits: Merits, leaning: Leaning, grounding: Grounding) -> None:
        self.teller = teller
        self.merits = merits
        self._leaning = leaning
        self._conversation = teller.conversation
        self._salience = merits.salience
        self._exchanges: Exchanges = merits.salience.exchanges
        self._grounding = grounding
        self._alone = cache(self._told)

    def of(self, index: int) -> Line:
        """A sentence with the question it answers, its answer or those who agree, and its context."""
        return self._in_context(self._alone(self._head(index)))

    def plain(self, index: int) -> Line:
        """A sentence without its question or answer, which another line tells."""
        return self._in_context(self._line(self._plain(index), index))

    def _head(self, index: int) -> int:
        """The sentence for whose sake another is told: what it puts right, leads up to or agrees to."""
        for k in range(max(0, index - _NEAR), index):
            if index in self._exchanges.corrections(k):
                return k
        question = self._exchanges.question_before(index)
        answered = self._exchanges.answer_after(question.index) if question is not None else None
        if question is not None and answered is not None and answered[1] > index:
            return question.index  # "I'd love to tell you. Six weeks, if it holds."
        own = self._conversation.sentences[index].utterance
        agreed_to = question is not None and own in self._exchanges.agreeing(question.index).values()
        return question.index if question is not None and agreed_to else index

    def _told(self, index: int) -> Line:
        return self._line(self._unit(index) or self._plain(index), index)

    def _unit(self, index: int) -> Unit | None:
        """A sentence with what was said to it; None where it stands by itself."""
        if not self.teller.rewrites:
            return None
        haggling = self._exchanges.hagglings.of(index)
        if haggling:
            return Unit(haggling, haggled(self.teller, haggling))
        answered = self._exchanges.answer_after(index)
        found = self._exchange(*answered) if answered is not None else None
        if found is not None:
            return found
        question = self._exchanges.question_before(index)
        return (
            self._exchange(question, index) if question is not None and self._needs(question, index) else None
        )

    def _plain(self, index: int) -> Unit:
        """A sentence, with what puts it right."""
        corrections = self._exchanges.corrections(index)
        if corrections and self.teller.rewrites:
            return Unit((index, *corrections), corrected(self.teller, index, corrections))
        told = self.teller.tell(index)
        if self.teller.rewrites and not told.corrected and self._leans([index], told):
            whole = Told((self.teller.verbatim([index]),), quoted=True)
            if len(parts(self._text(index))) > 1 and not self._leans([index], whole):
                told = whole  # a fragment that is not told says what it is about
        return Unit((index,), told)

    def _exchange(self, question: Question, answer: int) -> Unit | None:
        """A question and its answer; None where that is too long."""
        told = exchange(self.teller, question, answer, self._exchanges.polarity(question, answer))
        if len(words(told.text)) > _EXCHANGE:
            return None
        before = lead(self.teller, question)
        if before is None:
            return Unit((question.index, answer), told)
        told = replace(told, statements=(*before[1].statements, *told.statements))
        return Unit(tuple(sorted({before[0], question.index, answer})), told)

    def _needs(self, question: Question, index: int) -> bool:
        """Whether the answer is not understood without its question."""
        tokens, text = self._conversation.tokens[index], self._text(index)
        decides = self._salience.outcome[index] > 0  # or promises something
        told = self.teller.tell(index)
        return (
            leans(tokens)
            or (not decides and says_little(text))
            or len(tokens) <= _FEW_WORDS
            or bool(self._exchanges.polarity(question, index))
            or (lacks(text) and names_what(question.text, said(text)[0]))
            or is_answer(text, question.text)
            or told.quoted
            or self._leans([index], told)
        )

    def _leans(self, indices: Sequence[int], *told: Told) -> bool:
        """Whether what is told of sentences is not understood by itself."""
        heard = {word.partition("'")[0] for k in indices for word in self._conversation.tokens[k]}
        text = " ".join(each.text for each in told)
        return self._grounding.leans(text, heard) or (
            len(indices) == 1 and self._grounding.lacks_purpose(text)
        )

    def _in_context(self, line: Line) -> Line:
        """The line with those before it that it most likely needs."""
        context: tuple[Line, ...] = ()
        for _ in range(_BACK if self.teller.rewrites else 0):
            first = (*context, line)[0]
            before = max(first.needs, key=first.needs.__getitem__, default=None)
            if before is None or first.needs[before] < _LIKELY:
                break
            found = self._alone(before)
            if found.indices[-1] >= first.indices[0]:
                found = self._line(self._plain(before), before)
            if found.indices[-1] >= first.indices[0] or found.merit < _UNWANTED:
                break
            context = (found, *context)
        return replace(line, context=context)

    def _agreeing(self, unit: Unit, index: int) -> dict[str, int]:
        """Who agrees to what is told, and in which utterances."""
        if not self.teller.rewrites or any(map(is_courtesy, parts(self._text(index)))):
            return {}  # "let's start" agrees to the start
        if len(unit.indices) == 1:
            return self._exchanges.agreeing(index) if not self._exchanges.corrections(index) else {}
        if unit.told.corrected or len(unit.indices) > 2 or " asks whether " in unit.told.text:  # noqa: PLR2004
            return {}  # after "asks whether" a "yes" would seem to be an answer too
        return self._exchanges.agreeing(unit.indices[-1])

    def _line(self, unit: Unit, index: int) -> Line:
        agreeing = self._agreeing(unit, index)
        if agreeing and len(unit.indices) == 1 and not is_told(unit.told, self._text(index)):
            unit = Unit(unit.indices, Told((self.teller.verbatim(unit.indices),), quoted=True))
        replies = {who: self._exchanges.turn(utterance)[0] for who, utterance in agreeing.items()}
        told = agreed(self.teller, unit.told, replies) if agreeing else unit.told
        sentences, rows = self._conversation.sentences, list(unit.indices)
        faults = self.merits.faults(unit.indices, unit.told, told, index, agreed=bool(agreeing))
        return Line(
            unit.indices,
            tuple(sorted({sentences[k].utterance for k in rows} | {*agreeing.values()})),
            told,
            float(max(self.merits.scores[rows])),
            float(self.merits.minutes[rows].sum()) - faults,
            float(max(self.merits.gist[rows])) - faults,
            float(max(self._salience.outcome[rows])),
            float(max(self._salience.matter[rows])),
            self._needed(rows),
        )

    def _needed(self, indices: Sequence[int]) -> Mapping[int, float]:
        """What sentences that are told together need, by index."""
        needed: defaultdict[int, float] = defaultdict(float)
        for index in indices:
            for before, likely in self._leaning.on(index).items():
                if before not in indices:
                    needed[before] += likely
        most = max(1.0, sum(needed.values()))
        return {before: likely / most for before, likely in needed.items()}

    def _text(self, index: int) -> str:
        return self._conversation.sentences[index].text
