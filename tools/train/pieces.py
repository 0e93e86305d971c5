"""Pieces of conversations for the infilling stage: consecutive utterances, rendered, 16 to 88 tokens."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from summarizers.rendering import MARK, MAX_SPEAKERS, Line, render

from tools.train import corpora
from tools.train.vocabulary import encode_lines

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tokenizers import Tokenizer

    from tools.train.material import Material

SHORTEST, LENGTHS = 16, (32, 48, 64, 88)


def pieces(material: Material, tokenizer: Tokenizer, chance: random.Random) -> Iterator[list[list[int]]]:
    """Lines of token ids, piece by piece, from all corpora that may be used."""
    data = material.data
    sources: list[Iterator[corpora.Dialogue]] = [
        islice(corpora.unsummarised(data), 0, None, 4),
        islice(corpora.crd3(data, "train", 0.9), 0, 800),
        *material.summarised(),
    ]
    for dialogue in chain(*sources):
        speakers = dict.fromkeys(turn.speaker for turn in dialogue.turns)
        if len(speakers) <= MAX_SPEAKERS:
            window = render([Line(turn.speaker, turn.text, marked=True) for turn in dialogue.turns])
            yield from _cut(
                encode_lines(tokenizer, [line.removeprefix(f"{MARK} ") for line in window.lines]), chance
            )


def _cut(lines: list[list[int]], chance: random.Random) -> Iterator[list[list[int]]]:
    piece: list[list[int]] = []
    room = chance.choice(LENGTHS)
    for line in lines:
        if piece and sum(map(len, piece)) + len(line) > room:
            if sum(map(len, piece)) >= SHORTEST:
                yield piece
            piece, room = [], chance.choice(LENGTHS)
        piece.append(line[:room])
