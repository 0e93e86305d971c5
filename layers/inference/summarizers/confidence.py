"""How likely each sentence belongs in a summary, as a model's scoring networks together see it."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarizers.context import ContextScorer
from summarizers.extractive import Scorer
from summarizers.features import Conversation, with_embeddings
from summarizers.manifest import locate
from summarizers.reader import Reader
from summarizers.registry import Model
from summarizers.table_encoder import TableEncoder

Floats = NDArray[np.float32]

_CONTEXT = 2.0  # what each of the two networks that see the context counts beside the one that does not
_READ = 3.0  # what the network over a reader's states counts beside all others together


class Confidence:
    """The scoring networks of a model with its calibration."""

    def __init__(self, models: Path, model: Model) -> None:
        """models: the folder of all networks."""
        self._judge = _judge(models, model)
        with np.load(locate(models, "extractive") / "calibration.npz") as arrays:
            self._slope, self._intercept = arrays[model.name].tolist()

    def probabilities(self, conversation: Conversation, found: Floats) -> Floats:
        """(n,): calibrated. found: the conversation's `features`."""
        logits = self._slope * self.logits(conversation, found) + self._intercept
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        """(n,): log-odds before calibration."""
        return self._judge.logits(conversation, found)


class _Judge(Protocol):
    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        """(n,): log-odds that each sentence belongs in a summary. found: `features`."""


class _ByWords:
    """The network over word vectors alone, which are the conversation's embeddings here."""

    def __init__(self, models: Path) -> None:
        self._words = ContextScorer.load(locate(models, "extractive") / "context_words.npz")

    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        return self._words.logits(found, conversation.embeddings)


class _InContext:
    """The plain scorer and networks over word vectors and the sentence encoder's.

    Networks that err differently err less together.
    """

    def __init__(self, models: Path) -> None:
        scorers = locate(models, "extractive")
        self._plain = Scorer.load(scorers)
        self._words = ContextScorer.load(scorers / "context_words.npz")
        self._sentences = ContextScorer.load(scorers / "context_sentences.npz")
        self._table = TableEncoder(locate(models, "minilm"))

    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        by_words = replace(
            conversation, embeddings=self._table.embed([sentence.text for sentence in conversation.sentences])
        )
        total = self._plain.logits(conversation, found)
        total += _CONTEXT * self._words.logits(with_embeddings(found, by_words), by_words.embeddings)
        total += _CONTEXT * self._sentences.logits(found, conversation.embeddings)
        return np.asarray(total / (1 + 2 * _CONTEXT), np.float32)


class _ByReading:
    """The network over the states of one that reads the conversation itself, and all the others."""

    def __init__(self, models: Path) -> None:
        folder = locate(models, "reader")
        self._others = _InContext(models)
        self._reader = Reader(folder, locate(models, "rewriter"))
        self._read = ContextScorer.load(folder / "scorer.npz")

    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        seen = np.concatenate([conversation.embeddings, self._reader.read(conversation)], axis=1)
        total = self._others.logits(conversation, found) + _READ * self._read.logits(found, seen)
        return np.asarray(total / (1 + _READ), np.float32)


def _judge(models: Path, model: Model) -> _Judge:
    if model.reads:
        return _ByReading(models)
    return _InContext(models) if model.embeds else _ByWords(models)
