"""Other ways of choosing sentences, all over the same sentences as ours."""

import random
from collections.abc import Callable, Sequence

import numpy as np
from lexrank import STOPWORDS, LexRank
from summarizers.features import Conversation

from tools.train.oracle import oracle

Ranking = Callable[[Conversation], list[int]]
"""The sentences of a conversation, the first to be taken first."""

SEED = 1


def lead(conversation: Conversation) -> list[int]:
    """The first sentences."""
    return list(range(len(conversation.sentences)))


def longest(conversation: Conversation) -> list[int]:
    """The longest sentences."""
    return [int(index) for index in np.argsort(-conversation.lengths, kind="stable")]


def shuffled(conversation: Conversation) -> list[int]:
    """Any sentences."""
    order = list(range(len(conversation.sentences)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a baseline
    return order


def lexrank(background: Sequence[Sequence[str]]) -> Ranking:
    """LexRank (Erkan and Radev 2004) of the package ``lexrank``, with word frequencies of such conversations.

    With the paper's threshold, 0.1; its continuous variant is far worse on meetings, where it prefers "Yeah."
    """
    model = LexRank(background, stopwords=STOPWORDS["en"])

    def rank(conversation: Conversation) -> list[int]:
        texts = [sentence.text for sentence in conversation.sentences]
        scores = np.nan_to_num(model.rank_sentences(texts, threshold=0.1, fast_power_method=True))
        return [int(index) for index in np.argsort(-scores, kind="stable")]

    return rank


def best(conversation: Conversation, references: Sequence[str]) -> list[int]:
    """What a greedy oracle chooses that knows the reference: the most that extraction can reach, about."""
    texts = [sentence.text for sentence in conversation.sentences]
    return oracle(texts, references[0])
