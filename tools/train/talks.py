"""Invented conversations in which readers marked what they want to be told, and what leans on what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.train.scorer import Utterance

TALKS = Path(__file__).parent / "talks.jsonl"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as its readers marked it.

    short, minutes: the utterances, by number, that they want in a summary of a few lines, and in minutes
    beside them. needs: of each sentence, the earlier ones without which it is not understood; None of small
    talk, which nobody judged.
    """

    utterances: Sequence[Utterance]
    short: frozenset[int]
    minutes: frozenset[int]
    needs: Sequence[frozenset[int] | None]


def read_talks(path: Path = TALKS) -> list[Talk]:
    """Conversations, a JSON object a line: ``utterances`` (speaker, text), and the marks of `Talk`."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [
        Talk(
            [Utterance(text, speaker) for speaker, text in entry["utterances"]],
            frozenset(entry["short"]),
            frozenset(entry["minutes"]),
            [None if marks is None else frozenset(marks) for marks in entry["needs"]],
        )
        for entry in entries
    ]
