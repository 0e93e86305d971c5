"""Invented conversations, what readers want to be told of them, what leans on what, and how minutes tell it.

What is fitted to their marks sees them as a summarizer does.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Encoder, read
from summarizers.features import Conversation, features
from summarizers.importance import columns
from summarizers.manifest import locate
from summarizers.registry import Model
from summarizers.salience import Salience, salience
from summarizers.table_encoder import TableEncoder

from tools.train import manifest
from tools.train.corpora import Utterance

Floats = NDArray[np.float32]

TALKS = Path(__file__).parent / "talks.jsonl"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as its readers marked it.

    topic: their title. short, minutes: the utterances, by number, that they want in a summary of a few lines,
    and in minutes beside them. needs: of each sentence, the earlier ones without which it is not understood;
    None of small talk, which nobody judged. until: of sentences that do not hold at the end, the later one
    that changes that. told: how minutes tell each sentence so that it is understood by itself; None of what
    they leave out. Where nobody marked anything, only topic, utterances and told are there.
    """

    topic: str
    utterances: Sequence[Utterance]
    short: frozenset[int]
    minutes: frozenset[int]
    needs: Sequence[frozenset[int] | None]
    until: Mapping[int, int]
    told: Sequence[str | None]


def read_talks(path: Path = TALKS) -> list[Talk]:
    """All conversations, a JSON object a line: what `Talk` has, and ``utterances``: speaker and text."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [
        Talk(
            entry["topic"],
            [Utterance(text, speaker) for speaker, text in entry["utterances"]],
            frozenset(entry.get("short", [])),
            frozenset(entry.get("minutes", [])),
            [None if marks is None else frozenset(marks) for marks in entry.get("needs", [])],
            {int(index): later for index, later in entry.get("until", {}).items()},
            entry["told"],
        )
        for entry in entries
    ]


def marked_talks() -> list[Talk]:
    """The conversations in which readers marked what they want, and what leans on what."""
    return [talk for talk in read_talks() if talk.needs]


@dataclass(frozen=True, slots=True)
class Observed:
    """A conversation as a summarizer sees it: with its signs, scores (n,) and columns (n, columns)."""

    conversation: Conversation
    encoder: Encoder
    salience: Salience
    scores: Floats
    columns: Floats


def observe(talk: Talk, model: Model, models: Path) -> Observed:
    """Read a conversation as a model does; models: the folder of all networks."""
    encoder = (SentenceEncoder if model.embeds else TableEncoder)(locate(models, "minilm"))
    conversation = read(talk.utterances, encoder)
    rated, found = salience(conversation), features(conversation)
    scores = Confidence(models, model).probabilities(conversation, found)
    return Observed(conversation, encoder, rated, scores, columns(found, scores, rated))


def publish(
    folder: Path, arrays: dict[str, Any], card: str, metrics: dict[str, float], *, talks: Sequence[Talk]
) -> None:
    """Write what is fitted to the marks of these talks, with its card, and record it in the manifest."""
    folder.mkdir(exist_ok=True)
    np.savez(folder / f"{folder.name}.npz", **arrays)
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    source = f"fitted by tools/train/{folder.name}.py to {len(talks)} invented conversations"
    manifest.record(folder, licence="MIT", source=source, metrics=metrics)
