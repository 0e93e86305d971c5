"""Invented conversations in which readers marked what they want to be told, and what leans on what."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.train.scorer import Utterance

TALKS = Path(__file__).parent / "talks.jsonl"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as its readers marked it.

    topic: their title. short, minutes: the utterances, by number, that they want in a summary of a few lines,
    and in minutes beside them. needs: of each sentence, the earlier ones without which it is not understood;
    None of small talk, which nobody judged. until: of sentences that do not hold at the end, the later one
    that changes that.
    """

    topic: str
    utterances: Sequence[Utterance]
    short: frozenset[int]
    minutes: frozenset[int]
    needs: Sequence[frozenset[int] | None]
    until: Mapping[int, int]


def read_talks(path: Path = TALKS) -> list[Talk]:
    """Conversations, a JSON object a line: the marks of `Talk`, and ``utterances``: speaker and text."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [
        Talk(
            entry["topic"],
            [Utterance(text, speaker) for speaker, text in entry["utterances"]],
            frozenset(entry["short"]),
            frozenset(entry["minutes"]),
            [None if marks is None else frozenset(marks) for marks in entry["needs"]],
            {int(index): later for index, later in entry["until"].items()},
        )
        for entry in entries
    ]
