"""How much of what readers want to be told is told, beside other ways of choosing as many words.

The conversations in ``talks/`` name the utterances that a reader wants in a summary of few lines, ``short``,
and in minutes beside them, ``minutes``; nothing was fitted to them.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import read
from summarizers.features import Conversation
from summarizers.manifest import locate
from summarizers.registry import MODELS
from summarizers.summarizer import Summarizer
from summarizers.types import Segment
from summarizers.words import words

from tools.bench import baselines
from tools.bench.conversations import Utterance
from tools.bench.table import table

TALKS = Path(__file__).parent / "talks"
PEER = "mopsus"
"""Whose number of words the others get."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, and the utterances that are wanted of it in a few lines and in minutes."""

    utterances: Sequence[Utterance]
    short: frozenset[int]
    minutes: frozenset[int]


def run(models: Path) -> None:
    """Print the table."""
    talks = [_read(path) for path in sorted(TALKS.glob("*.json"))]
    encoder = SentenceEncoder(locate(models, "minilm"))
    conversations = [read(talk.utterances, encoder) for talk in talks]
    rows: list[list[str]] = []
    budgets: list[tuple[int, int]] = []
    for name in MODELS:
        summarizer = Summarizer.load(name, models)
        made = [summarizer.summarize(talk.utterances, extractive=False, abstractive=True) for talk in talks]
        sizes = [(_size(summary.short or ()), _size(summary.long or ())) for summary in made]
        told = [(_sources(summary.short or ()), _sources(summary.long or ())) for summary in made]
        rows.append(_row(name, talks, sizes, told))
        if name == PEER:
            budgets = sizes
    background = [[sentence.text for sentence in conversation.sentences] for conversation in conversations]
    for label, ranking in (
        ("the first sentences", baselines.lead),
        ("the longest sentences", baselines.longest),
        ("LexRank", baselines.lexrank(background)),
        ("random sentences", baselines.shuffled),
    ):
        told = [
            (_taken(conversation, order, short), _taken(conversation, order, long))
            for conversation, (short, long) in zip(conversations, budgets, strict=True)
            for order in (ranking(conversation),)
        ]
        rows.append(_row(label, talks, budgets, told))
    head = [
        f"{len(talks)} conversations",
        "words of `short`",
        "wanted facts in it",
        "words of `long`",
        "wanted facts in it",
        "wanted for minutes in it",
    ]
    print(table(head, rows), flush=True)


def _read(path: Path) -> Talk:
    found = json.loads(path.read_text(encoding="utf-8"))
    utterances = [
        Utterance(entry["text"], entry["speakerId"], entry["start"], entry["end"])
        for entry in found["summaryData"]
    ]
    return Talk(
        utterances, frozenset(found["short"]), frozenset(found["minutes"]) | frozenset(found["short"])
    )


def _row(
    label: str,
    talks: Sequence[Talk],
    sizes: Sequence[tuple[int, int]],
    told: Sequence[tuple[Collection[int], Collection[int]]],
) -> list[str]:
    in_short, in_long, of_minutes = (
        np.mean([len(wanted & set(found)) / len(wanted) for wanted, found in pairs])
        for pairs in (
            [(talk.short, short) for talk, (short, _) in zip(talks, told, strict=True)],
            [(talk.short, long) for talk, (_, long) in zip(talks, told, strict=True)],
            [(talk.minutes, long) for talk, (_, long) in zip(talks, told, strict=True)],
        )
    )
    short, long = np.mean(sizes, axis=0)
    return [label, f"{short:.0f}", f"{in_short:.0%}", f"{long:.0f}", f"{in_long:.0%}", f"{of_minutes:.0%}"]


def _size(segments: Sequence[Segment]) -> int:
    return sum(len(words(segment.text)) for segment in segments)


def _sources(segments: Sequence[Segment]) -> set[int]:
    return {source for segment in segments for source in segment.sources}


def _taken(conversation: Conversation, order: Sequence[int], room: int) -> set[int]:
    """The utterances of the sentences that fit into so many words, in the order of a ranking."""
    taken: set[int] = set()
    for index in order:
        size = int(conversation.lengths[index])
        if size <= room:
            taken.add(conversation.sentences[index].utterance)
            room -= size
    return taken
