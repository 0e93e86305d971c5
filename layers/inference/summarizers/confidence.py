"""How likely each sentence belongs in a summary, as a model's scoring networks together see it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizers.context import ContextScorer
from summarizers.extractive import Scorer
from summarizers.features import Conversation, features, with_embeddings
from summarizers.registry import Model
from summarizers.table_encoder import TableEncoder

Floats = NDArray[np.float32]

_CONTEXT = 2.0  # what each of the two networks that see the context counts beside the one that does not


class Confidence:
    """The scoring networks of a model.

    A model without the sentence encoder has only the network over word vectors. The others add the same over
    the encoder's vectors, and the plain scorer: networks that err differently err less together.
    """

    def __init__(self, scorers: Path, encoder: Path, model: Model) -> None:
        """scorers, encoder: folders of the scoring networks and of the sentence encoder."""
        self._model = model
        self._words = ContextScorer.load(scorers / "context_words.npz")
        self._table = TableEncoder(encoder) if model.embeds else None
        self._sentences = ContextScorer.load(scorers / "context_sentences.npz") if model.embeds else None
        self._plain = Scorer.load(scorers) if model.embeds else None
        with np.load(scorers / "calibration.npz") as arrays:
            self._slope, self._intercept = arrays[model.name].tolist()

    def probabilities(self, conversation: Conversation) -> Floats:
        """(n,): calibrated."""
        logits = self._slope * self.logits(conversation) + self._intercept
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def logits(self, conversation: Conversation) -> Floats:
        """(n,): log-odds before calibration."""
        members = self._model.members
        found = features(conversation)
        if self._table is None or self._sentences is None or self._plain is None:
            return self._words.logits(found, conversation.embeddings, members)
        texts = [sentence.text for sentence in conversation.sentences]
        by_words = replace(conversation, embeddings=self._table.embed(texts))
        plain = self._plain.judge(conversation, found)
        total = np.log(plain / (1 - plain))
        total += _CONTEXT * self._words.logits(with_embeddings(found, by_words), by_words.embeddings, members)
        total += _CONTEXT * self._sentences.logits(found, conversation.embeddings, members)
        return np.asarray(total / (1 + 2 * _CONTEXT), np.float32)
