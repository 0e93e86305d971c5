"""Pairs from the invented conversations: a sentence among what was said before it, and how minutes tell it.

The texts are decontextualised (Choi et al. 2021, doi:10.1162/tacl_a_00377): they say what "it" and "the other
one" stand for, and an answer is told together with what was asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.extractive import read
from summarizers.rendering import MAX_SPEAKERS, Mentions
from summarizers.windows import window_about

from tools.train.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.extractive import Encoder

    from tools.train.talks import Talk

HELD_OUT = 12
"""Of so many conversations that readers marked, one is not trained on."""


def held_out(talks: Sequence[Talk]) -> set[int]:
    """The conversations, by number, that the network never sees."""
    marked = [number for number, talk in enumerate(talks) if talk.needs]
    return {*marked[::HELD_OUT]}


def from_talk(talk: Talk, encoder: Encoder) -> Iterator[Pair]:
    """A pair for each sentence that is told, if all whom its text names are in its window."""
    conversation = read(talk.utterances, encoder)
    speakers = list(dict.fromkeys(turn.speaker for turn in talk.utterances if turn.speaker))
    if len(speakers) > MAX_SPEAKERS:
        return
    mentions = Mentions(speakers)
    for index, text in enumerate(talk.told):
        if text is None:
            continue
        window = window_about(conversation, speakers, index)
        token_of = {name: token for token, name in window.names.items()}
        if set(mentions.found(text)) <= set(token_of):
            yield Pair(talk.topic, window.lines, mentions.replace(text, token_of))
