"""Reads the corpora that the networks learn from. None of them is part of this repository.

`--data` names a folder of gzip files with one JSON object a line: `dialogsum.{train,validation,test}`
(CC BY-NC-SA 4.0), `qmsum.{train,val}` (MIT), `crd3.{train,val}` (CC BY-SA 4.0), `sgd.{train,dev}`
(CC BY-SA 4.0) and `dialogues.train` (CC BY-SA 4.0 and CC BY 4.0), each named `….jsonl.gz`.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PERSON = re.compile(r"#\s*Person_?\s*(\d+)\s*#", re.IGNORECASE)
_MARKUP = re.compile(r"\{[^}]*\}|<[^>]*>|\([a-z ]{3,20}\)")
_APOSTROPHE = re.compile(r"\s*['\u2019]\s*(s|m|t|d|re|ve|ll)\b", re.IGNORECASE)
_BEFORE_POINT = re.compile(r"\s+([,.?!;:])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said; `acts` are SGD's annotations, (act, slot, values)."""

    speaker: str
    text: str
    acts: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation, or a stretch of one, with the summary that people wrote of it (None: nobody did)."""

    id: str
    turns: tuple[Turn, ...]
    summary: str | None = None
    services: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Utterance:
    """A corpus turn as the summarizers read it; corpora have no times."""

    text: str
    speaker: str | None
    start: float | None = None
    end: float | None = None


def tidy(text: str) -> str:
    """`text` as people write it: no transcription marks, no spaces before points and inside contractions."""
    text = _SPACE.sub(" ", _MARKUP.sub(" ", text)).strip()
    text = _APOSTROPHE.sub(lambda match: "'" + match.group(1).lower(), text)
    return _BEFORE_POINT.sub(r"\1", text)


def rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """The objects of one corpus file.

    Raises:
        FileNotFoundError: the folder has no such file.

    """
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def dialogsum(data: Path, split: str) -> Iterator[Dialogue]:
    """DialogSum; its speakers are called `#Person1#`, `#Person2#` and so on."""
    for row in rows(data, f"dialogsum.{split}"):
        turns = []
        for line in row["dialogue"].splitlines():
            speaker, _, text = line.partition(":")
            if text.strip():
                turns.append(Turn(_persons(speaker.strip()), tidy(_persons(text))))
        yield Dialogue(row["id"], tuple(turns), tidy(_persons(row["summary"])))


def qmsum(data: Path, split: str) -> Iterator[Dialogue]:
    """QMSum's specific questions: the turns that an answer rests on, and the answer."""
    for row in rows(data, f"qmsum.{split}"):
        for number, query in enumerate(row["specific"]):
            turns = [
                Turn(turn["speaker"], tidy(turn["text"]))
                for first, last in query["relevant_text_span"]
                for turn in row["turns"][int(first) : int(last) + 1]
            ]
            yield Dialogue(f"{row['id']}/{number}", tuple(turns), tidy(query["answer"]))


def crd3(data: Path, split: str, alignment: float) -> Iterator[Dialogue]:
    """Stretches of CRD3 whose summary is aligned at least this well, players named by their characters."""
    for row in rows(data, f"crd3.{split}"):
        if row["alignment"] >= alignment:
            turns = (Turn(_character(turn["speaker"]), tidy(turn["text"])) for turn in row["turns"])
            yield Dialogue(row["id"], tuple(turns), tidy(row["summary"]))


def sgd(data: Path, split: str) -> Iterator[Dialogue]:
    """SGD with every act of every turn; no summaries."""
    for row in rows(data, f"sgd.{split}"):
        turns = (
            Turn(
                turn["speaker"],
                tidy(turn["text"]),
                tuple((act, slot, tuple(values)) for _, act, slot, values in turn["actions"]),
            )
            for turn in row["turns"]
        )
        yield Dialogue(row["id"], tuple(turns), services=tuple(row["services"]))


def unsummarised(data: Path) -> Iterator[Dialogue]:
    """Dialogues between customers and agents; no summaries."""
    for row in rows(data, "dialogues.train"):
        yield Dialogue(row["id"], tuple(Turn(turn["speaker"], tidy(turn["text"])) for turn in row["turns"]))


def _persons(text: str) -> str:
    return _PERSON.sub(r"#Person\1#", text)


def _character(player: str) -> str:
    return _CHARACTERS.get(player.strip().lower(), player.strip())


# Summaries name the characters, transcripts the players: those who played one character most of the time.
_CHARACTERS = {
    "orion": "Tiberius",
    "travis": "Grog",
    "taliesin": "Percy",
    "marisha": "Keyleth",
    "ashley": "Pike",
    "sam": "Scanlan",
    "laura": "Vex",
    "liam": "Vax",
}
