"""Chosen sentences: every system's cut to the same number of words.

Speakers stand before their sentences, in every system alike, because references name them. Sentences are
taken in a system's order until the words are used up, then put in the order of the conversation.
"""

from collections.abc import Sequence

from summarizers.features import Conversation


def cut(conversation: Conversation, order: Sequence[int], words: int) -> str:
    """The text of the first sentences of an order, exactly so many words where there are as many."""
    taken: dict[int, list[str]] = {}
    left = words
    for index in order:
        if left <= 0:
            break
        taken[index] = f"{conversation.speaker(index)}: {conversation.sentences[index].text}".split()[:left]
        left -= len(taken[index])
    return " ".join(" ".join(taken[index]) for index in sorted(taken))
