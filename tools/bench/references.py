"""Conversations and what people wrote of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.train import corpora


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation, what people wrote of it, and the utterances at which they saw its topics begin."""

    utterances: tuple[corpora.Utterance, ...]
    references: tuple[str, ...]
    topics: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """A test set and the words that an extract of one of its conversations may have."""

    name: str
    cases: Sequence[Case]
    words: int


def dialogsum(data: Path, limit: int | None) -> Corpus:
    """DialogSum's test set: 500 dialogues, three references each."""
    found: dict[tuple[corpora.Turn, ...], list[str]] = {}
    for dialogue in corpora.dialogsum(data, "test"):
        found.setdefault(dialogue.turns, []).append(dialogue.summary or "")
    cases = [Case(_said(turns), tuple(references)) for turns, references in found.items()]
    return Corpus("DialogSum test", cases[:limit], 40)


def qmsum(data: Path, limit: int | None) -> Corpus:
    """QMSum's validation set: whole meetings, a summary of each, and where their topics begin."""
    cases = []
    for row in corpora.rows(data, "qmsum.val"):
        turns = [corpora.Turn(turn["speaker"], corpora.tidy(turn["text"])) for turn in row["turns"]]
        begins = {int(first) for topic in row["topics"] for first, _ in topic["relevant_text_span"]}
        reference = corpora.tidy(row["general"][0]["answer"])
        cases.append(Case(_said(turns), (reference,), tuple(sorted(begins))))
    return Corpus("QMSum validation", cases[:limit], 120)


def _said(turns: Sequence[corpora.Turn]) -> tuple[corpora.Utterance, ...]:
    return tuple(corpora.Utterance(turn.text, turn.speaker) for turn in turns)
