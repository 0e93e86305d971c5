"""Pairs for the summarizing task: a whole short conversation, nothing marked, and its summary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizers.rendering import MAX_SPEAKERS, Line, Mentions, render_whole

from tools.train.alignment import is_supported, sentences
from tools.train.naming import named
from tools.train.pairs import ADDRESSED, Pair, address

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tools.train.corpora import Dialogue

LONGEST_SUMMARY = 100
"""Tokens that the network may write."""
NAMED = 0.6
"""Share of conversations whose speakers get the names that the conversation calls them by."""

_ARTICLE = re.compile(r"\b[Tt]he (?=\[unused)")


def from_dialogue(dialogue: Dialogue, chance: random.Random) -> Iterator[Pair]:
    """At most one pair, its summary without the sentences that name or count what nobody said."""
    if chance.random() < NAMED:
        dialogue = named(dialogue)
    if chance.random() < ADDRESSED:
        dialogue = replace(dialogue, turns=tuple(address(dialogue.turns, chance)))
    pair = summary_pair(dialogue)
    if pair:
        kept = [told for told in sentences(pair.sentence) if is_supported(told, pair.lines)]
        if kept:
            yield replace(pair, sentence=" ".join(kept))


def summary_pair(dialogue: Dialogue) -> Pair | None:
    """The whole conversation and its summary as it is; None without one, or with too many speakers."""
    speakers = list(dict.fromkeys(turn.speaker for turn in dialogue.turns))
    if not dialogue.summary or len(speakers) > MAX_SPEAKERS:
        return None
    whole = render_whole([Line(turn.speaker, turn.text, marked=False) for turn in dialogue.turns])
    token_of = {name: token for token, name in whole.names.items()}
    told = [sentence[:1].upper() + sentence[1:] for sentence in sentences(dialogue.summary)]
    text = _ARTICLE.sub("", Mentions(speakers).replace(" ".join(told), token_of))
    return Pair(dialogue.id, whole.lines, text)
