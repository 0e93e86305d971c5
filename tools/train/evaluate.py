"""How good a rewriting network is, on conversations that it never saw: numbers, and sentences to read.

The numbers do not replace reading: a sentence may name the right people and say the wrong thing of them.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rouge_score.rouge_scorer import RougeScorer

from tools.train import alignment, batches, losses
from tools.train.vocabulary import END, FIRST_SPEAKER, LAST_SPEAKER, PAD, START, load_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from summarizers.seq2seq import Seq2Seq

LONGEST = 48


@dataclass(frozen=True, slots=True)
class Report:
    """Measured over all windows, greedy search; every figure but the first is a share or in 0…1."""

    nats_per_token: float
    speakers_right: float
    """Windows whose reference is likelier than the same sentence with speakers exchanged or replaced."""
    supported: float
    """Sentences whose every name and number stands in the window."""
    of_marked: float
    """Sentences that start with the speaker of a marked line."""
    to_themselves: float
    """Sentences that have somebody tell themselves ("X tells X")."""
    rouge_l: float


def evaluate(
    network: Seq2Seq, examples: Path, sentences: Path | None, *, limit: int, beams: int = 1
) -> Report:
    """Measure a network on the first `limit` examples.

    `sentences`: where to write each window with its reference and what the network made of it.
    """
    tokenizer = load_tokenizer()
    pairs = batches.read_pairs(examples)[:limit]
    made = network.generate(
        [source for source, _ in pairs],
        beams=beams,
        max_new_tokens=LONGEST,
        allowed=[{token for token in source if _is_speaker(token)} for source, _ in pairs],
    )
    chance = random.Random(0)  # noqa: S311 - which wrong speakers, nothing secret
    rouge = RougeScorer(["rougeL"], use_stemmer=True)
    rows: list[list[float]] = []
    nats, preferences = 0.0, []
    texts = []
    for (source, target), written in zip(pairs, made, strict=True):
        wrong = losses.wrong_speakers(batches.collate([(source, target)]), chance)
        others = [_plain(mistaken.tolist()) for _, mistaken in wrong]
        right, *scores = network.score(source, [_plain(target), *others])
        nats -= float(right)
        preferences += [bool(right > score) for score in scores]
        lines = [tokenizer.decode(line, skip_special_tokens=False) for line in _lines(source)]
        sentence = tokenizer.decode(written.tokens, skip_special_tokens=False)
        reference = tokenizer.decode(_plain(target), skip_special_tokens=False)
        rows.append([*_checks(lines, sentence), rouge.score(reference, sentence)["rougeL"].fmeasure])
        texts.append("\n".join([*lines, f"  reference: {reference}", f"  network:   {sentence}", ""]))
    if sentences:
        sentences.write_text("\n".join(texts), encoding="utf-8")
    supported, of_marked, to_themselves, rouge_l = (
        sum(column) / len(rows) for column in zip(*rows, strict=True)
    )
    return Report(
        nats_per_token=nats / sum(len(target) - 1 for _, target in pairs),
        speakers_right=sum(preferences) / max(1, len(preferences)),
        supported=supported,
        of_marked=of_marked,
        to_themselves=to_themselves,
        rouge_l=rouge_l,
    )


def show(report: Report) -> str:
    """The report, one figure a line."""
    return "\n".join(f"{name:>16} {value:.3f}" for name, value in asdict(report).items())


def _checks(lines: list[str], sentence: str) -> list[float]:
    text = " ".join(lines)
    numbers = {word for word in sentence.split() if word.isdigit()}
    supported = alignment.speakers_in(sentence) <= alignment.speakers_in(text) and numbers <= set(
        text.split()
    )
    marked = {alignment.speaker_of(line.replace(" :", ":")) for line in lines if "[unused40]" in line}
    words = sentence.split()
    told = bool(words) and words[0] in marked
    again = words[:1] == words[2:3] and words[1] in {"tells", "asks", "advises", "thanks", "wants"}
    return [float(supported), float(told), float(again)]


def _lines(source: list[int]) -> list[list[int]]:
    lines: list[list[int]] = [[]]
    for token in source[1:]:
        if token == END:
            lines.append([])
        elif token != PAD:
            lines[-1].append(token)
    return lines[:-1]


def _is_speaker(token: int) -> bool:
    return FIRST_SPEAKER <= token <= LAST_SPEAKER


def _plain(tokens: list[int]) -> list[int]:
    return [token for token in tokens if token not in {PAD, START, END}]
