"""Pairs for the rewriting stage: a window of a conversation and one sentence of reported speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.rendering import MAX_SPEAKERS, Line, Mentions, render, window_of

from tools.train.alignment import align, is_faithful, sentences
from tools.train.corpora import Turn

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from tools.train.corpora import Dialogue

TWO = 2
ADDRESSED, INTRUDED = 0.3, 0.15
"""Shares of windows with a name called inside an utterance, and with a bystander's utterance at an end."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A rendered window and the sentence to write of its marked lines, both with speaker tokens."""

    origin: str
    lines: tuple[str, ...]
    sentence: str


def from_summary(
    dialogue: Dialogue, coverage: float, chance: random.Random, bystander: Turn | None = None
) -> Iterator[Pair]:
    """A pair for each sentence of the dialogue's summary that a few utterances cover and vouch for."""
    speakers = list(dict.fromkeys(turn.speaker for turn in dialogue.turns))
    if not dialogue.summary or len(speakers) > MAX_SPEAKERS:
        return
    whole = render([Line(turn.speaker, turn.text, marked=True) for turn in dialogue.turns])
    token_of = {name: token for token, name in whole.names.items()}
    mentions = Mentions(speakers)
    for sentence in sentences(dialogue.summary):
        told = mentions.replace(sentence, token_of)
        marked, share = align(whole.lines, told)
        if marked and share >= coverage:
            pair = window_pair(dialogue, marked, sentence, chance, bystander)
            if pair:
                yield pair


def window_pair(
    dialogue: Dialogue,
    marked: Sequence[int],
    sentence: str,
    chance: random.Random,
    bystander: Turn | None = None,
) -> Pair | None:
    """The pair of the marked turns' window and `sentence`; None if the window does not vouch for it."""
    places = window_of(marked, len(dialogue.turns))
    turns = [dialogue.turns[place] for place in places]
    if chance.random() < ADDRESSED:
        turns = address(turns, chance)
    lines = [
        Line(turn.speaker, turn.text, marked=place in marked)
        for place, turn in zip(places, turns, strict=True)
    ]
    if bystander and chance.random() < INTRUDED:
        lines.insert(
            chance.choice([0, len(lines)]),
            Line(f"bystander {bystander.speaker}", bystander.text, marked=False),
        )
    window = render(lines, roster=dict.fromkeys(turn.speaker for turn in dialogue.turns))
    token_of = {name: token for token, name in window.names.items()}
    mentions = Mentions(list(dict.fromkeys(turn.speaker for turn in dialogue.turns)))
    if not set(mentions.found(sentence)) <= set(token_of):
        return None
    told = mentions.replace(sentence, token_of)
    told = told.replace("The [unused", "[unused").replace("the [unused", "[unused")
    chosen = [line for line, spoken in zip(window.lines, lines, strict=True) if spoken.marked]
    return Pair(dialogue.id, window.lines, told) if is_faithful(told, window.lines, chosen) else None


def address(turns: Sequence[Turn], chance: random.Random) -> list[Turn]:
    """The turns, in one of which the other of two speakers is called by name."""
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    if len(speakers) != TWO:
        return list(turns)
    number = chance.randrange(len(turns))
    turn = turns[number]
    other = speakers[turn.speaker == speakers[0]]
    texts = [f"{other}, {turn.text}"]
    if turn.text.endswith((".", "?", "!")):
        texts += [f"Hi {other}, {turn.text}", f"{turn.text[:-1]}, {other}{turn.text[-1]}"]
    return [*turns[:number], Turn(turn.speaker, chance.choice(texts)), *turns[number + 1 :]]
