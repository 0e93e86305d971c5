"""Conversations with what each of their sentences is worth to a summary: what the scorers learn from."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from summarizers.extractive import Encoder, read
from summarizers.features import Conversation

from tools.train import corpora
from tools.train.oracle import oracle, worth
from tools.train.scorer import EVERY

Floats = NDArray[np.float32]

LONGEST = 400
"""Sentences of a stretch; longer ones are left out, for a batch is padded to its longest."""


def conversations(
    examples: Iterable[corpora.Dialogue], encoder: Encoder, *, soft: float = 0.0
) -> Iterator[tuple[Conversation, Floats]]:
    """Conversations and which of their sentences an oracle takes.

    soft: the share of a label that is instead how much of the reference the sentence has by itself.
    """
    for number, example in enumerate(examples):
        conversation = read([corpora.Utterance(turn.text, turn.speaker) for turn in example.turns], encoder)
        texts, reference = [sentence.text for sentence in conversation.sentences], example.summary or ""
        if (number + 1) % (4 * EVERY) == 0:
            print(f"{number + 1} conversations read", flush=True)
        if 1 < len(texts) <= LONGEST:
            alone = worth(texts, reference)
            labels = soft * alone / max(float(alone.max()), 1e-6)
            labels[oracle(texts, reference, length_cost=0.1, content_only=True)] += 1 - soft
            yield conversation, np.asarray(labels, np.float32)
