"""How good a rewriting network is, on conversations that it never saw: numbers, and sentences to read.

The numbers do not replace reading: a sentence may name the right people and say the wrong thing of them.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import torch
from rouge_score.rouge_scorer import RougeScorer
from torch.nn import functional
from transformers import BartForConditionalGeneration

from tools.train import alignment, batches, losses
from tools.train.vocabulary import END, FIRST_SPEAKER, LAST_SPEAKER, PAD, START, load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tools.train.batches import Batch

BATCH_TOKENS = 2_000
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
    checkpoint: Path, examples: Path, sentences: Path | None, *, limit: int, beams: int = 1
) -> Report:
    """Measure the network of a checkpoint folder on the first `limit` examples.

    `sentences`: where to write each window with its reference and what the network made of it.
    """
    network = BartForConditionalGeneration.from_pretrained(checkpoint).eval()
    tokenizer = load_tokenizer()
    pairs = batches.read_pairs(examples)[:limit]
    chance = random.Random(0)  # noqa: S311 - which wrong speakers, nothing secret
    rouge = RougeScorer(["rougeL"], use_stemmer=True)
    rows: list[list[float]] = []
    nats, preferences = [], []
    texts = []
    for batch in batches.batches(pairs, BATCH_TOKENS, chance):
        made = generate(network, batch, beams)
        nats += token_nats(network, batch).tolist()
        preferences += speaker_preferences(network, batch, chance)
        for source, target, tokens in zip(batch.source.tolist(), batch.target.tolist(), made, strict=True):
            lines = [tokenizer.decode(line, skip_special_tokens=False) for line in _lines(source)]
            sentence = tokenizer.decode(_plain(tokens), skip_special_tokens=False)
            reference = tokenizer.decode(_plain(target), skip_special_tokens=False)
            rows.append([*_checks(lines, sentence), rouge.score(reference, sentence)["rougeL"].fmeasure])
            texts.append("\n".join([*lines, f"  reference: {reference}", f"  network:   {sentence}", ""]))
    if sentences:
        sentences.write_text("\n".join(texts), encoding="utf-8")
    supported, of_marked, to_themselves, rouge_l = (
        sum(column) / len(rows) for column in zip(*rows, strict=True)
    )
    return Report(
        nats_per_token=sum(nats) / len(nats),
        speakers_right=sum(preferences) / max(1, len(preferences)),
        supported=supported,
        of_marked=of_marked,
        to_themselves=to_themselves,
        rouge_l=rouge_l,
    )


def generate(network: BartForConditionalGeneration, batch: Batch, beams: int = 1) -> list[list[int]]:
    """One sentence for each source, naming none but its speakers."""
    made = network.generate(
        input_ids=batch.source,
        attention_mask=(batch.source != PAD).long(),
        max_new_tokens=LONGEST,
        num_beams=beams,
        do_sample=False,
        logits_processor=[_only_present(batch.source, beams)],
    )
    tokens: list[list[int]] = made.tolist()
    return tokens


def _only_present(source: torch.Tensor, beams: int) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Let through only those speaker tokens that the source has."""
    speakers = torch.arange(FIRST_SPEAKER, LAST_SPEAKER + 1)
    absent = ~(source[:, :, None] == speakers).any(1)
    absent = absent.repeat_interleave(beams, 0)

    def mask(_: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        scores = scores.clone()
        scores[:, FIRST_SPEAKER : LAST_SPEAKER + 1].masked_fill_(absent, float("-inf"))
        return scores

    return mask


def log_probabilities(network: BartForConditionalGeneration, batch: Batch) -> torch.Tensor:
    """Log-probability of each target token, (B, T - 1), nothing at padding."""
    with torch.no_grad():
        logits = network(
            input_ids=batch.source,
            attention_mask=(batch.source != PAD).long(),
            decoder_input_ids=batch.target[:, :-1],
            use_cache=False,
        ).logits
    expected = batch.target[:, 1:]
    picked = functional.log_softmax(logits, -1).gather(2, expected[..., None])[..., 0]
    return picked.masked_fill(expected == PAD, 0.0)


def token_nats(network: BartForConditionalGeneration, batch: Batch) -> torch.Tensor:
    """Nats of each real target token of the batch, flat."""
    return -log_probabilities(network, batch)[batch.target[:, 1:] != PAD]


def speaker_preferences(
    network: BartForConditionalGeneration, batch: Batch, chance: random.Random
) -> list[bool]:
    """For each window that has other speakers: whether the reference beats the one with wrong speakers."""
    wrong = losses.wrong_speakers(batch, chance)
    if not wrong:
        return []
    rows = torch.tensor([row for row, _ in wrong])
    source = batch.source[rows]
    right = log_probabilities(network, batches.Batch(source, batch.target[rows])).sum(1)
    other = log_probabilities(
        network, batches.Batch(source, torch.stack([target for _, target in wrong]))
    ).sum(1)
    preferred: list[bool] = (right > other).tolist()
    return preferred


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


def _plain(tokens: list[int]) -> list[int]:
    return [token for token in tokens if token not in {PAD, START, END}]
