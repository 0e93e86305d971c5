"""Transcript ▸ summary."""

from collections.abc import Sequence
from pathlib import Path

from summarizers.abstractive import Abstract
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Scorer, read, select
from summarizers.features import Conversation
from summarizers.imports import FETCHED, imported_for
from summarizers.manifest import locate
from summarizers.pretrained import Pretrained
from summarizers.registry import Model, model_named
from summarizers.rewriter import Rewriter
from summarizers.types import Coverage, Segment, Summary, Utterance


class Summarizer:
    """One of the registry's models with its networks open, for any number of conversations, one at a time."""

    def __init__(self, model: Model, models_dir: Path, fetched_dir: Path) -> None:
        self.model = model
        self._encoder = SentenceEncoder(locate(models_dir, "minilm"))
        self._scorer = Scorer.load(locate(models_dir, "extractive"))
        brought = imported_for(models_dir, model.name)
        self._pretrained = brought and Pretrained(
            brought.locate(models_dir, fetched_dir), beams=brought.beams, windows=brought.windows
        )
        rewrites = model.beams and not brought
        self._rewriter = Rewriter(locate(models_dir, "rewriter"), model) if rewrites else None

    @classmethod
    def load(cls, name: str, models_dir: Path, fetched_dir: Path = FETCHED) -> "Summarizer":
        """Open the networks of a model; raises UnknownModelError and ModelFileError.

        ``fetched_dir``: where imported networks lie that are too large for ``models_dir``.
        """
        return cls(model_named(name), models_dir, fetched_dir)

    def summarize(self, utterances: Sequence[Utterance], *, extractive: bool, abstractive: bool) -> Summary:
        """Summarize a conversation. Deterministic; time grows linearly with its length.

        Of a conversation in which nothing is said, every summary is empty.
        """
        conversation = read(utterances, self._encoder)
        coverage = Coverage(len({sentence.utterance for sentence in conversation.sentences}), len(utterances))
        if not conversation.sentences:
            empty = () if abstractive else None
            return Summary(() if extractive else None, empty, empty, coverage)
        scores = self._scorer.probabilities(conversation)
        chosen = (
            tuple(
                _segment(conversation, index, float(scores[index])) for index in select(conversation, scores)
            )
            if extractive
            else None
        )
        if not abstractive:
            return Summary(chosen, None, None, coverage)
        abstract = Abstract(conversation, scores, self._encoder.embed, self.model, self._rewriter)
        written = self._pretrained.write(conversation) if self._pretrained else {}
        return Summary(chosen, abstract.long(written), abstract.short(), coverage)


def _segment(conversation: Conversation, index: int, score: float) -> Segment:
    sentence = conversation.sentences[index]
    utterance = conversation.utterances[sentence.utterance]
    return Segment(
        sentence.text, score, (sentence.utterance,), utterance.start, utterance.end, utterance.speaker
    )
