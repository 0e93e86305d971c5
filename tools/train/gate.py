"""Which of the network's own sentences about whole conversations could be read, and how many are right.

`list_sentences` has a network summarize conversations that it never saw, and writes down every sentence with
what speaks for it. A person reads each beside its conversation and fills in the verdict: right, slip, wrong.
`measure` tells how many of those that pass a gate are right.
"""

from __future__ import annotations

import csv
import json
import math
import re
from dataclasses import asdict, dataclass, fields, replace
from itertools import islice
from typing import TYPE_CHECKING

from summarizers.checks import repeats
from summarizers.rendering import Line, Window, render, render_whole, restore, window_of
from summarizers.seq2seq import Seq2Seq
from summarizers.tokens import WordPiece
from summarizers.truecase import spaced
from summarizers.words import SMALL_TALK, STOP_WORDS, stem, words

from tools.train import corpora
from tools.train.alignment import REPORTING, align
from tools.train.naming import named
from tools.train.vocabulary import join_source
from tools.train.wholes import LONGEST_SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BEAMS = 4
STRETCH = 380
"""Pieces of a long conversation that the network summarizes at a time."""
PER_LINE = 4
"""Pieces that a line has beside those of its words."""
SPEAKER = re.compile(r"\[unused\d+\]")
ENDS = (".", "?", "!")
ABBREVIATED = frozenset("mr mrs ms dr st".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and what speaks for it.

    `sources` is empty where the conversation must not be quoted. `unsaid`: content words that
    nobody said. `repeated`: 1 if it repeats itself. `own`: share of its content words that its subject said
    in the lines it rests on. `margin`, `near`: how much likelier it is, in nats, than about other speakers,
    read off the whole conversation and off those lines alone, marked as for rewriting. `level`: mean
    log-probability of its tokens there.
    """

    conversation: str
    number: int
    verdict: str
    unsaid: int
    repeated: int
    own: float
    margin: float
    near: float
    level: float
    text: str
    sources: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The least that a sentence needs to be let through."""

    own: float
    margin: float
    near: float
    level: float

    def passes(self, candidate: Candidate) -> bool:
        """Whether nothing speaks against a sentence, and enough for it."""
        return (
            not candidate.unsaid
            and not candidate.repeated
            and candidate.own >= self.own
            and candidate.margin >= self.margin
            and candidate.near >= self.near
            and candidate.level >= self.level
        )


GATES = {
    "none": Gate(-1.0, -math.inf, -math.inf, -math.inf),
    "loose": Gate(0.5, 0.0, 0.0, -1.5),
    "middle": Gate(0.99, 0.3, 3.0, -1.0),
    "strict": Gate(0.99, 1.0, 5.0, -0.9),
}


def list_sentences(folder: Path, data: Path, talks: Path, out: Path, dialogues: int) -> None:
    """Write the sentences about the first `dialogues` of DialogSum's validation set and about all `talks`.

    `talks` is a folder of requests to the API. DialogSum is not to be quoted: what is to be read of it comes
    into a second file, `….private.tsv`.
    """
    examiner = Examiner(folder)
    found: list[Candidate] = []
    for dialogue in islice(corpora.dialogsum(data, "validation"), dialogues):
        found += examiner.candidates(dialogue.id, named(dialogue).turns)
    for path in sorted(talks.glob("*.json")):
        turns = [
            corpora.Turn(entry.get("speakerId", ""), entry["text"])
            for entry in json.loads(path.read_text(encoding="utf-8"))["summaryData"]
        ]
        for first, stretch in examiner.stretches(turns):
            found += examiner.candidates(f"{path.stem}/{first}", stretch)
    _write(out.with_suffix(".private.tsv"), found)
    own = [one if "/" in one.conversation else replace(one, sources="") for one in found]
    _write(out, own)
    print(f"{len(found)} sentences in {out}")


def measure(verdicts: Path) -> str:
    """A table: of the sentences with a verdict, how many pass each gate, and how many of those are right."""
    with verdicts.open(encoding="utf-8", newline="") as file:
        read = [_candidate(row) for row in csv.DictReader(file, delimiter="\t") if row["verdict"]]
    lines = [f"{'gate':<8}{'of':>5}{'pass':>6}{'right':>7}{'slip':>6}{'wrong':>7}"]
    for name, gate in GATES.items():
        passed = [candidate.verdict for candidate in read if gate.passes(candidate)]
        counts = "".join(
            f"{passed.count(verdict):>{width}}"
            for verdict, width in (("right", 7), ("slip", 6), ("wrong", 7))
        )
        lines.append(f"{name:<8}{len(read):>5}{len(passed):>6}{counts}")
    return "\n".join(lines)


class Examiner:
    """Asks a network about what it writes itself."""

    def __init__(self, folder: Path) -> None:
        self._network, self._tokens = Seq2Seq(folder), WordPiece(folder)

    def stretches(self, turns: Sequence[corpora.Turn]) -> Iterator[tuple[int, list[corpora.Turn]]]:
        """A long conversation in parts that the network can read, each with the number of its first turn."""
        part: list[corpora.Turn] = []
        first = held = 0
        for number, turn in enumerate(turns):
            size = len(self._tokens.encode(turn.text)) + PER_LINE
            if part and held + size > STRETCH:
                yield first, part
                part, first, held = [], number, 0
            part.append(turn)
            held += size
        if part:
            yield first, part

    def candidates(self, conversation: str, turns: Sequence[corpora.Turn]) -> Iterator[Candidate]:
        """Every sentence of the network's summary; none where it cannot read the conversation whole."""
        lines = [Line(turn.speaker, turn.text, marked=False) for turn in turns]
        window = render_whole(lines)
        source = join_source(self._tokens.encode_batch(window.lines))
        if len(source) > self._network.positions:
            return
        allowed = [[self._tokens.id_of(token) for token in window.names]]
        (written,) = self._network.generate(
            [source], beams=BEAMS, max_new_tokens=LONGEST_SUMMARY, allowed=allowed
        )
        for number, (first, last) in enumerate(self._sentences(written.tokens)):
            before, said = written.tokens[:first], written.tokens[first:last]
            text = spaced(self._tokens.decode(said), window.lines)
            meant, spoken = content(text), [roots(line) for line in window.lines]
            places, _ = align(window.lines, text)
            subject = f"{text.split(' ')[0]}:"
            own = meant & {
                root for place in places if window.lines[place].startswith(subject) for root in spoken[place]
            }
            margin, _ = self._judged(source, window, before, said)
            near, level = self._near(lines, window, places, said) if places else (-math.inf, -math.inf)
            yield Candidate(
                conversation,
                number,
                "",
                unsaid=len(meant - set().union(*spoken)),
                repeated=int(repeats(SPEAKER.sub(" ", text))),
                own=len(own) / max(1, len(meant)),
                margin=margin,
                near=near,
                level=level,
                text=restore(text, window.names),
                sources=" / ".join(f"{turns[k].speaker}: {turns[k].text}" for k in places),
            )

    def _sentences(self, tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
        """First and last + 1 of each sentence that has an end."""
        first, before = 0, ""
        for place, token in enumerate(tokens):
            piece = self._tokens.decode([token])
            if piece in ENDS and before not in ABBREVIATED:
                yield first, place + 1
                first = place + 1
            before = piece

    def _near(
        self, lines: Sequence[Line], window: Window, places: Sequence[int], said: tuple[int, ...]
    ) -> tuple[float, float]:
        """Margin and level where the sentence's lines alone are shown."""
        part = render(
            [
                Line(lines[place].speaker, lines[place].text, marked=place in places)
                for place in window_of(places, len(lines))
            ],
            roster=window.names.values(),
        )
        token_of = {name: self._tokens.id_of(token) for token, name in part.names.items()}
        renamed = {self._tokens.id_of(token): token_of.get(name) for token, name in window.names.items()}
        if any(token in renamed and renamed[token] is None for token in said):
            return -math.inf, -math.inf
        told = tuple(renamed.get(token) or token for token in said)
        return self._judged(join_source(self._tokens.encode_batch(part.lines)), part, (), told)

    def _judged(
        self, source: Sequence[int], window: Window, before: tuple[int, ...], said: tuple[int, ...]
    ) -> tuple[float, float]:
        """Margin over the likeliest of the same sentence about others, and mean log-probability of it all."""
        others = mistaken(said, [self._tokens.id_of(token) for token in window.names])
        scores = self._network.score(source, [before + said, *(before + other for other in others)])
        margin = float(scores[0] - scores[1:].max()) if others else 0.0
        return margin, float(scores[0]) / (len(before) + len(said) + 1)


def roots(text: str) -> set[str]:
    """The words of a text in any form; speaker tokens are none."""
    return {stem(word) for word in words(SPEAKER.sub(" ", text))}


def content(text: str) -> set[str]:
    """What a sentence means beyond that somebody said it."""
    found = words(SPEAKER.sub(" ", text))
    return {stem(word) for word in found if word not in STOP_WORDS | SMALL_TALK | REPORTING}


def mistaken(said: tuple[int, ...], speakers: Iterable[int]) -> list[tuple[int, ...]]:
    """The sentence with one of its speakers exchanged for another, or in another's place."""
    others = list(speakers)
    found: dict[tuple[int, ...], None] = {}
    for old in sorted(set(said) & set(others)):
        for new in others:
            for roles in ({old: new, new: old}, {old: new}):
                found[tuple(roles.get(token, token) for token in said)] = None
    found.pop(said, None)
    return list(found)


def _write(path: Path, candidates: Iterable[Candidate]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Candidate)], delimiter="\t")
        table.writeheader()
        table.writerows(
            {name: f"{value:.2f}" if isinstance(value, float) else value for name, value in row.items()}
            for row in map(asdict, candidates)
        )


def _candidate(row: dict[str, str]) -> Candidate:
    return Candidate(
        conversation=row["conversation"],
        number=int(row["number"]),
        verdict=row["verdict"],
        unsaid=int(row["unsaid"]),
        repeated=int(row["repeated"]),
        own=float(row["own"]),
        margin=float(row["margin"]),
        near=float(row["near"]),
        level=float(row["level"]),
        text=row["text"],
        sources=row["sources"],
    )
