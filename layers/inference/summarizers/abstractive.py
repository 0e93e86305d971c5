"""Abstractive summaries: what was said, told by somebody who listened.

`long` has one text per chapter, made of the chapter's best lines; `short` is composed of the best lines of
all: what it was about and what came of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from summarizers.chapters import Chapter
from summarizers.choice import chosen
from summarizers.features import Conversation
from summarizers.fitted import Fitted
from summarizers.gist import gist
from summarizers.grounding import Grounding
from summarizers.leaning import Leaning
from summarizers.lines import Line, Lines
from summarizers.merit import Merits
from summarizers.names import display, familiar, short_names
from summarizers.narration import narrate
from summarizers.registry import Model
from summarizers.shared import Networks
from summarizers.teller import Teller
from summarizers.titles import title
from summarizers.topics import topics_of
from summarizers.types import Passage, Segment, span
from summarizers.words import content_words, stem

Floats = NDArray[np.float32]

_OPENING = 4  # sentences at the start of a chapter in which what it is about is announced
_OFTEN = 3  # times that another announced topic must be named in its chapter to be what it is about
_NEAR = 1  # sentences further on


class Abstract:
    """The abstractive summary of one conversation."""

    def __init__(
        self,
        conversation: Conversation,
        merits: Merits,
        fitted: Fitted,
        model: Model,
        networks: Networks,
    ) -> None:
        """networks: their rewriter tries what no rule can rewrite; without one, that stays quoted."""
        self._conversation = conversation
        self._teller = Teller(conversation)
        self._short_names = short_names(map(display, self._teller.participants.speakers))
        grounding = Grounding(self._teller.spelling.cases, self._teller.participants.speakers)
        leaning = Leaning(conversation, merits.salience, grounding, merits.seen, fitted.links)
        lines = Lines(self._teller, merits, leaning, grounding)
        chapters = conversation.chapters
        self._lines: list[list[Line]] = []
        taken: list[int] = []
        for chapter in chapters:
            self._lines.append(chosen(lines, chapter, taken, model, networks.rewriter))
            taken += [index for line in self._lines[-1] for index in line.indices]
        self._headings = fitted.headings
        self._topics = topics_of(conversation, merits.minutes, networks.encoder.embed, self._teller)

    def long(self, written: Mapping[int, Passage] = MappingProxyType({})) -> tuple[Segment, ...]:
        """One segment per chapter, in order. ``written``: chapters, by number, that are told already."""
        segments = []
        for number, (chapter, lines) in enumerate(zip(self._conversation.chapters, self._lines, strict=True)):
            passage = written.get(number) or (self._passage(lines) if lines else None)
            if passage is None:
                continue  # all of it repeats what other chapters say
            heading = self._title(number, chapter) if self._teller.english else None
            start, end = self._span(chapter.first, chapter.last - 1)
            segments.append(self._segment(passage, start, end, heading))
        return tuple(segments)

    def short(self) -> tuple[Segment, ...]:
        """One line or two for the whole conversation: the point of it, and what comes next."""
        start, end = self._span(0, len(self._conversation.sentences) - 1)
        passages = gist(self._lines, len(self._conversation.sentences))
        return tuple(self._segment(self._passage(lines), start, end) for lines in passages if lines)

    def _title(self, number: int, chapter: Chapter) -> str | None:
        """The topic that opens the chapter or is spoken of most, and the term that stands for it best."""
        said = Counter(
            stem(word) for row in self._conversation.tokens[chapter.first : chapter.last] for word in row
        )
        opening = [
            (
                topic.index - chapter.first < _OPENING,
                sum(said[stem(word)] for word in content_words(topic.topic)),
                topic.topic,
            )
            for topic in self._conversation.announced
            if chapter.first <= topic.index < chapter.last
        ]
        best = max(opening, default=(False, 0, ""))
        announced = [best[2]] if best[0] or best[1] > _OFTEN else []
        terms = self._topics.of_chapter(number, self._headings)
        if best[0]:
            terms.sort(key=lambda term: -term.weight)  # what opens the chapter is known
        elif announced:
            announced = [*(term.text for term in terms if term.opens), *announced]
        return title(terms, announced)

    def _passage(self, lines: Sequence[Line]) -> Passage:
        text = " ".join(
            narrate([statement for line in group for statement in line.told.statements])
            for group in _neighbours(lines)
        )
        sources = sorted({utterance for line in lines for utterance in line.utterances})
        return Passage(text, float(np.mean([line.score for line in lines])), tuple(sources))

    def _segment(
        self, passage: Passage, start: float | None, end: float | None, heading: str | None = None
    ) -> Segment:
        text = familiar(passage.text, self._short_names)
        return Segment(text, passage.score, passage.sources, start, end, title=heading)

    def _span(self, first: int, last: int) -> tuple[float | None, float | None]:
        sentences = self._conversation.sentences
        return span(self._conversation.utterances, sentences[first].utterance, sentences[last].utterance)


def _neighbours(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in order, those together that stand next to each other in the conversation.

    What was said minutes apart makes another sense in one sentence.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.indices[0] - groups[-1][-1].indices[-1] <= _NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
