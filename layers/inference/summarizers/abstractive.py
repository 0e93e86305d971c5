"""Abstractive summaries: what was said, told by somebody who listened.

`long` has one text per chapter, made of the chapter's best sentences; `short` says in a line what the
conversation is about and in a second one what came of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from summarizers.chapters import Chapter
from summarizers.extractive import ranked
from summarizers.features import Conversation, is_small_talk
from summarizers.names import display, familiar, short_names
from summarizers.registry import Model
from summarizers.rewriter import Rewriter
from summarizers.sentences import parts
from summarizers.teller import Teller, Told
from summarizers.titles import Embed, Topics, listed, title
from summarizers.types import Passage, Segment, span

Floats = NDArray[np.float32]

_MOST = 6  # sentences in a chapter
_QUOTED = 0.12  # how much likelier a sentence must be to be told although it can only be quoted
_CONSIDERED = 3  # sentences looked at for each that is told
_BRIEF = 8  # sentences; what a shorter conversation is about, its best sentence says
_LENGTHY = 0.15  # how much likelier a line must be to be the outcome although it has a sentence more
_OUTCOME = 0.3  # how much likelier the last sentence of a conversation is its outcome than the first
_TOPICS = 3  # named in the short summary
_NAMED = 4  # speakers named in the short summary; of more, the first and how many others


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the summary, the sentence of the conversation that it tells, and its score."""

    index: int
    told: Told
    score: float
    by_rule: bool = True


class Abstract:
    """The abstractive summary of one conversation."""

    def __init__(
        self,
        conversation: Conversation,
        scores: Floats,
        embed: Embed,
        model: Model,
        rewriter: Rewriter | None = None,
    ) -> None:
        """rewriter: tries what no rule can rewrite; without one, that stays quoted."""
        self._model = model
        self._rewriter = rewriter
        self._conversation = conversation
        self._scores = scores
        self._teller = Teller(conversation)
        self._short_names = short_names(map(display, self._teller.speakers))
        chapters = conversation.chapters
        rated = list(zip((s.text for s in conversation.sentences), scores.tolist(), strict=True))
        texts = [rated[c.first : c.last] for c in chapters]
        centroids = np.stack([conversation.embeddings[c.first : c.last].mean(axis=0) for c in chapters])
        self._topics = Topics(texts, centroids, embed, self._teller.cases, self._teller.speakers)
        self._lines: list[list[Line]] = []
        taken: list[int] = []
        for chapter in chapters:
            self._lines.append(self._chosen(chapter, taken))
            taken += [line.index for line in self._lines[-1]]

    def long(self, written: Mapping[int, Passage] = MappingProxyType({})) -> tuple[Segment, ...]:
        """One segment per chapter, in order. ``written``: chapters, by number, that are told already."""
        segments = []
        for number, (chapter, lines) in enumerate(zip(self._conversation.chapters, self._lines, strict=True)):
            passage = written.get(number) or (self._passage(lines) if lines else None)
            if passage is None:
                continue  # all of it repeats what other chapters say
            terms = self._topics.of_chapter(number, 2) if self._teller.english else []
            start, end = self._span(chapter.first, chapter.last - 1)
            text = familiar(passage.text, self._short_names)
            segments.append(Segment(text, passage.score, passage.sources, start, end, title=title(terms)))
        return tuple(segments)

    def _passage(self, lines: list[Line]) -> Passage:
        sources = sorted({self._utterance(line.index) for line in lines})
        return Passage(self._text(lines), float(np.mean([line.score for line in lines])), tuple(sources))

    def short(self) -> tuple[Segment, ...]:
        """A line on what the conversation is about, where that can be named, and one on what came of it."""
        lines = [line for chapter in self._lines for line in chapter]
        best = max(lines, key=self._as_outcome)
        start, end = self._span(0, len(self._conversation.sentences) - 1)
        outcome = Segment(best.told.text, best.score, (self._utterance(best.index),), start, end)
        about = self._about(start, end)
        return (outcome,) if about is None else (about, outcome)

    def _as_outcome(self, line: Line) -> float:
        """How well a line says what came of it all: told rather than quoted, in one sentence, and late."""
        place = line.index / len(self._conversation.sentences)
        sentences = len(parts(line.told.text))
        return _merit(line) + _OUTCOME * place - _QUOTED * line.told.quoted - _LENGTHY * (sentences - 1)

    def _about(self, start: float | None, end: float | None) -> Segment | None:
        names = [display(speaker) for speaker in self._teller.speakers]
        terms = self._topics.of_conversation(_TOPICS)
        if (
            not self._teller.rewrites
            or len(names) == 1
            or not terms
            or len(self._conversation.sentences) < _BRIEF
        ):
            return None
        who = listed(
            names if len(names) <= _NAMED else [*names[: _NAMED - 2], f"{len(names) - _NAMED + 2} others"]
        )
        naming = [
            k
            for k, sentence in enumerate(self._conversation.sentences)
            if any(term.text.lower() in sentence.text.lower() for term in terms)
        ]
        sources = sorted({self._utterance(k) for k in naming})
        what = listed([f"{term.article} {term.text}".strip() for term in terms])
        text = f"{who[:1].upper()}{who[1:]} discuss {what}."
        return Segment(text, float(self._scores[naming].max()), tuple(sources), start, end)

    def _chosen(self, chapter: Chapter, taken: Sequence[int]) -> list[Line]:
        """The chapter's best sentences in order; rather one that can be told than one that must be quoted."""
        size = float(self._conversation.lengths[chapter.first : chapter.last].sum())
        wanted = max(1, min(_MOST, round(self._model.sentences * size**0.5)))
        candidates: list[Line] = []
        for index in ranked(self._conversation, self._scores, slice(chapter.first, chapter.last), taken):
            if candidates and (
                len(candidates) == _CONSIDERED * wanted or is_small_talk(self._conversation.tokens[index])
            ):
                break
            candidates.append(Line(index, self._teller.tell(index), float(self._scores[index])))
        best = sorted(self._rewritten(candidates, wanted), key=_merit, reverse=True)[:wanted]
        return sorted(best, key=lambda line: line.index)

    def _rewritten(self, lines: list[Line], wanted: int) -> list[Line]:
        """Lines with the network's text in place of the quotations that it can tell.

        It tries only those that would be among the best if they were told.
        """
        if self._rewriter is None or not self._teller.rewrites or not lines:
            return lines
        least = sorted(map(_merit, lines), reverse=True)[:wanted][-1]
        tried = [line.index for line in lines if line.told.quoted and line.score >= least]
        written = self._rewriter.rewrite(self._conversation, self._teller, tried)
        return [
            replace(line, told=written[line.index], by_rule=False) if line.index in written else line
            for line in lines
        ]

    def _text(self, lines: Sequence[Line]) -> str:
        told, before = [], None
        for line in lines:
            speaker = self._conversation.utterances[self._utterance(line.index)].speaker
            adds = before is not None and speaker == before and line.by_rule
            told.append(self._teller.tell(line.index, adds=True).text if adds else line.told.text)
            before = speaker
        return " ".join(told)

    def _utterance(self, index: int) -> int:
        return self._conversation.sentences[index].utterance

    def _span(self, first: int, last: int) -> tuple[float | None, float | None]:
        return span(self._conversation.utterances, self._utterance(first), self._utterance(last))


def _merit(line: Line) -> float:
    return line.score - _QUOTED * line.told.quoted
