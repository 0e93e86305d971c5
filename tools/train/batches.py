"""Examples as token ids, made new in every epoch, and the batches they are read in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from tools.train.vocabulary import END, FIRST_SPEAKER, LAST_SPEAKER, MARK_ID, MASK, PAD, START, join_source

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Example = tuple[list[int], list[int]]
"""Source and target, both from [CLS] to [SEP]."""

TARGET_LENGTH = 64
LONGEST_SPAN = 5
ONE_LINE = 0.5
"""Share of the pieces of which one line is to be restored, not all."""
MASKED_SHARES = (0.0, 0.1, 0.25, 0.35)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources (B, S) and targets (B, T), int64, padded with [PAD]."""

    source: torch.Tensor
    target: torch.Tensor


def read_pairs(path: Path) -> list[Example]:
    """The (source, target) pairs that `prepare` wrote, one JSON array of both a line."""
    with path.open(encoding="utf-8") as lines:
        return [(source, target) for source, target in map(json.loads, lines)]


def read_pieces(path: Path) -> list[list[list[int]]]:
    """The pieces of conversations that `prepare` wrote: each a list of lines of token ids."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rewriting_examples(pairs: Iterable[Example], chance: random.Random) -> list[Example]:
    """The pairs with the numbering of their speakers shuffled, so that a speaker token has no habits."""
    return [renumber(pair, chance) for pair in pairs]


def infilling_examples(pieces: Iterable[list[list[int]]], chance: random.Random) -> list[Example]:
    """Pieces with spans masked; to be restored is the whole piece, or a marked line of it.

    Text infilling is BART's (Lewis et al., 2020, arXiv:1910.13461): a span is replaced by one [MASK].
    """
    examples = []
    for piece in pieces:
        lines = [list(line) for line in piece]
        share = chance.choice(MASKED_SHARES)
        if chance.random() < ONE_LINE and len(lines) > 1:
            number = chance.randrange(len(lines))
            target = [START, *lines[number][: TARGET_LENGTH - 2], END]
            noisy = [mask_spans(line, share, chance) for line in lines]
            noisy[number].insert(0, MARK_ID)
        else:
            target = join_source(lines)
            noisy = [mask_spans(line, share, chance) for line in lines]
        examples.append(renumber((join_source(noisy), target), chance))
    return examples


def mask_spans(line: list[int], share: float, chance: random.Random) -> list[int]:
    """`line` with about this share of its tokens in spans of 1 to 5 that became one [MASK] each."""
    noisy: list[int] = []
    position = 0
    while position < len(line):
        if chance.random() < share / 3:
            noisy.append(MASK)
            position += chance.randint(1, LONGEST_SPAN)
        else:
            noisy.append(line[position])
            position += 1
    return noisy


def renumber(example: Example, chance: random.Random) -> Example:
    """The example with its speaker tokens permuted at random."""
    tokens = list(range(FIRST_SPEAKER, LAST_SPEAKER + 1))
    chance.shuffle(tokens)
    source, target = (
        [tokens[token - FIRST_SPEAKER] if FIRST_SPEAKER <= token <= LAST_SPEAKER else token for token in side]
        for side in example
    )
    return source, target


def batches(examples: list[Example], tokens: int, chance: random.Random) -> Iterator[Batch]:
    """Batches of about `tokens` source tokens each, of sources of similar length, in random order."""
    order = sorted(range(len(examples)), key=lambda number: len(examples[number][0]) + 8 * chance.random())
    groups: list[list[int]] = [[]]
    for number in order:
        longest = max([len(examples[number][0]), *(len(examples[other][0]) for other in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(number)
    chance.shuffle(groups)
    for group in groups:
        yield collate([examples[number] for number in group])


def collate(examples: list[Example]) -> Batch:
    """Pad the examples to a batch."""
    return Batch(_pad([source for source, _ in examples]), _pad([target for _, target in examples]))


def _pad(sequences: list[list[int]]) -> torch.Tensor:
    longest = max(map(len, sequences))
    return torch.tensor([sequence + [PAD] * (longest - len(sequence)) for sequence in sequences])
