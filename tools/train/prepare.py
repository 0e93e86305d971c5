"""From corpora to the token ids that the stages read.

`pieces.jsonl` is for infilling. `train.jsonl` and `test.jsonl` have a window and a sentence each,
`wholes.jsonl` and `wholes.test.jsonl` a whole conversation and its summary.
"""

from __future__ import annotations

import json
import random
from itertools import chain, islice
from typing import TYPE_CHECKING

from tools.train import corpora
from tools.train.acts import from_acts
from tools.train.pairs import from_summary
from tools.train.pieces import pieces
from tools.train.reported import from_rules
from tools.train.vocabulary import END, START, encode_lines, join_source, load_tokenizer
from tools.train.wholes import from_dialogue, summary_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tokenizers import Tokenizer

    from tools.train.material import Material
    from tools.train.pairs import Pair

WINDOW_LENGTHS = 140, 48
WHOLE_LENGTHS = 512, 128
"""Most tokens of a source and of what is to be written of it."""
MOST_PIECES = 60_000
COVERAGE = 0.6
RULES_FROM_EACH = 2_500
RULES_SHARE = 0.15


def prepare(material: Material, out: Path, *, seed: int) -> None:
    """Write the examples of both stages to `out`.

    Raises:
        FileNotFoundError: the folder lacks a corpus.

    """
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    chance = random.Random(seed)  # noqa: S311 - augmentation, nothing secret
    conversations = list(pieces(material, tokenizer, chance))
    chance.shuffle(conversations)
    _write(out / "pieces.jsonl", conversations[:MOST_PIECES])
    training = _encoded(_training_pairs(material, chance), tokenizer, WINDOW_LENGTHS)
    chance.shuffle(training)
    _write(out / "train.jsonl", training)
    unseen = list(material.unseen())
    pairs = chain.from_iterable(from_summary(dialogue, COVERAGE, chance) for dialogue in unseen)
    _write(out / "test.jsonl", _encoded(pairs, tokenizer, WINDOW_LENGTHS))
    wholes = chain.from_iterable(from_dialogue(dialogue, chance) for dialogue in material.wholes())
    summaries = _encoded(wholes, tokenizer, WHOLE_LENGTHS)
    chance.shuffle(summaries)
    _write(out / "wholes.jsonl", summaries)
    references = (pair for pair in map(summary_pair, unseen) if pair)
    _write(out / "wholes.test.jsonl", _encoded(references, tokenizer, WHOLE_LENGTHS))


def _training_pairs(material: Material, chance: random.Random) -> Iterator[Pair]:
    bystanders: list[corpora.Turn] = []
    for dialogue in chain.from_iterable(material.summarised()):
        yield from from_summary(dialogue, COVERAGE, chance, chance.choice(bystanders) if bystanders else None)
        bystanders = [*bystanders[-200:], *dialogue.turns[:2]]
    for dialogue in islice(corpora.sgd(material.data, "train"), 0, None, 8):
        yield from from_acts(dialogue, chance)
    for dialogues in (corpora.unsummarised(material.data), *material.summarised()):
        found = (pair for dialogue in dialogues for pair in from_rules(dialogue, RULES_SHARE, chance))
        yield from islice(found, RULES_FROM_EACH)


def _encoded(
    pairs: Iterable[Pair], tokenizer: Tokenizer, longest: tuple[int, int]
) -> list[tuple[list[int], list[int]]]:
    """Source and target ids of the pairs that are not too long."""
    encoded = []
    for pair in pairs:
        source = join_source(encode_lines(tokenizer, list(pair.lines)))
        target = [START, *encode_lines(tokenizer, [pair.sentence])[0], END]
        if len(source) <= longest[0] and len(target) <= longest[1]:
            encoded.append((source, target))
    return encoded


def _write(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
