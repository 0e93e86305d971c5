"""From corpora to the token ids that both stages read: `pieces.jsonl`, `train.jsonl` and `test.jsonl`."""

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tokenizers import Tokenizer

    from tools.train.pairs import Pair

LONGEST_SOURCE, LONGEST_TARGET = 140, 48
MOST_PIECES = 60_000
COVERAGE = 0.6
RULES_FROM_EACH = 2_500
RULES_SHARE = 0.15


def prepare(data: Path, out: Path, *, permissive: bool, seed: int) -> None:
    """Write the examples of both stages to `out`; `permissive` leaves DialogSum (non-commercial) out.

    Raises:
        FileNotFoundError: `data` lacks a corpus.

    """
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    chance = random.Random(seed)  # noqa: S311 - augmentation, nothing secret
    conversations = list(pieces(data, tokenizer, chance, permissive=permissive))
    chance.shuffle(conversations)
    _write(out / "pieces.jsonl", conversations[:MOST_PIECES])
    training = _encoded(_training_pairs(data, chance, permissive=permissive), tokenizer)
    chance.shuffle(training)
    _write(out / "train.jsonl", training)
    unseen = corpora.qmsum(data, "val") if permissive else corpora.dialogsum(data, "test")
    pairs = chain.from_iterable(from_summary(dialogue, COVERAGE, chance) for dialogue in unseen)
    _write(out / "test.jsonl", _encoded(pairs, tokenizer))


def _training_pairs(data: Path, chance: random.Random, *, permissive: bool) -> Iterator[Pair]:
    bystanders: list[corpora.Turn] = []
    for dialogue in chain(
        corpora.qmsum(data, "train"), [] if permissive else corpora.dialogsum(data, "train")
    ):
        yield from from_summary(dialogue, COVERAGE, chance, chance.choice(bystanders) if bystanders else None)
        bystanders = [*bystanders[-200:], *dialogue.turns[:2]]
    for dialogue in islice(corpora.sgd(data, "train"), 0, None, 8):
        yield from from_acts(dialogue, chance)
    spoken = [corpora.unsummarised(data), corpora.qmsum(data, "train")]
    if not permissive:
        spoken.append(corpora.dialogsum(data, "train"))
    for dialogues in spoken:
        found = (pair for dialogue in dialogues for pair in from_rules(dialogue, RULES_SHARE, chance))
        yield from islice(found, RULES_FROM_EACH)


def _encoded(pairs: Iterable[Pair], tokenizer: Tokenizer) -> list[tuple[list[int], list[int]]]:
    """Source and target ids of the pairs that are not too long."""
    pairs = list(pairs)
    encoded = []
    for pair in pairs:
        source = join_source(encode_lines(tokenizer, list(pair.lines)))
        target = [START, *encode_lines(tokenizer, [pair.sentence])[0], END]
        if len(source) <= LONGEST_SOURCE and len(target) <= LONGEST_TARGET:
            encoded.append((source, target))
    return encoded


def _write(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
