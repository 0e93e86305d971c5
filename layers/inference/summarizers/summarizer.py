"""Transcript ▸ summary."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from summarizers.abstractive import Abstract
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read, select
from summarizers.features import Conversation, features
from summarizers.fitted import Fitted
from summarizers.importance import columns
from summarizers.imports import FETCHED, imported_for
from summarizers.manifest import locate
from summarizers.merit import Merits
from summarizers.pretrained import Pretrained
from summarizers.registry import Model, model_named
from summarizers.rewriter import Rewriter
from summarizers.salience import salience
from summarizers.shared import Networks, gather
from summarizers.table_encoder import TableEncoder
from summarizers.types import Coverage, Order, Segment, Summary, Utterance


class Summarizer:
    """One of the registry's models with its networks open, for any number of conversations."""

    def __init__(self, model: Model, models_dir: Path, fetched_dir: Path) -> None:
        self.model = model
        self._confidence = Confidence(models_dir, model)
        self._fitted = Fitted.load(models_dir, model.name)
        brought = imported_for(models_dir, model.name)
        rewrites = model.beams and not brought
        # One after the other: side by side is no faster, and each thread keeps memory of its own.
        encoder = (SentenceEncoder if model.embeds else TableEncoder)(locate(models_dir, "minilm"))
        rewriter = Rewriter(locate(models_dir, "rewriter"), model) if rewrites else None
        writer = (
            Pretrained(brought.locate(models_dir, fetched_dir), beams=brought.beams, windows=brought.windows)
            if brought
            else None
        )
        self._networks = Networks(encoder, rewriter, writer)

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
        order = Order(utterances, extractive=extractive, abstractive=abstractive)
        return self._summary(order, self._networks)

    def summarize_batch(self, orders: Sequence[Order]) -> list[Summary | Exception]:
        """Summarize conversations at the same time, each to its summary or to the exception that ended it.

        The networks read and write for all of them together, which is faster than for one after the other
        and takes the memory of all. A summary may differ in a sentence from that of its conversation alone:
        the integers in which the networks calculate are scaled to the largest number of what goes together.
        """
        meeting, seat = gather(self._networks, len(orders))

        def attend(number: int, order: Order) -> Summary:
            try:
                return self._summary(order, seat(number))
            finally:
                meeting.leave()

        with ThreadPoolExecutor(len(orders)) as threads:
            works = [threads.submit(attend, number, order) for number, order in enumerate(orders)]
        return [_outcome(work) for work in works]

    def _summary(self, order: Order, networks: Networks) -> Summary:
        utterances, extractive = order.utterances, order.extractive
        conversation = read(utterances, networks.encoder)
        coverage = Coverage(len({sentence.utterance for sentence in conversation.sentences}), len(utterances))
        if not conversation.sentences:
            empty = () if order.abstractive else None
            return Summary(() if extractive else None, empty, empty, coverage)
        found = features(conversation)
        scores = self._confidence.probabilities(conversation, found)
        rated = salience(conversation)
        chosen = (
            tuple(
                _segment(conversation, index, float(scores[index]))
                for index in select(conversation, scores, rated)
            )
            if extractive
            else None
        )
        if not order.abstractive:
            return Summary(chosen, None, None, coverage)
        merits = Merits(conversation, rated, columns(found, scores, rated), scores, self._fitted.importance)
        abstract = Abstract(conversation, merits, self._fitted, self.model, networks)
        written = networks.writer.write(conversation) if networks.writer else {}
        return Summary(chosen, abstract.long(written), abstract.short(), coverage)


def _outcome(work: Future[Summary]) -> Summary | Exception:
    fault = work.exception()
    if fault is None:
        return work.result()
    if isinstance(fault, Exception):
        return fault
    raise fault


def _segment(conversation: Conversation, index: int, score: float) -> Segment:
    sentence = conversation.sentences[index]
    utterance = conversation.utterances[sentence.utterance]
    return Segment(
        sentence.text, score, (sentence.utterance,), utterance.start, utterance.end, utterance.speaker
    )
