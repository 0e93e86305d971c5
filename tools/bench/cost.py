"""Dollars per 1,000 hours of conversation: ours from the time measured here, others' from their lists.

A conversation is an hour of talk in one request. This machine's processor time stands for time on a full
processor of Lambda's, which 1,769 MB buy; Lambda's are of several kinds and may be faster or slower.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tools.bench import cold, prices, scale, sources
from tools.bench.conversations import WORDS_PER_HOUR, talk
from tools.bench.machine import Machine
from tools.bench.table import table

HOURS = 1_000
MEMORY = 1769 / 1024  # GB, of the summarizer
SMALL = 0.5  # GB, of the other functions
# Waiting for S3 and SQS included; neither can be measured here.
API_SECONDS, AUTHORIZER_SECONDS = 0.1, 0.02
WRITES, READS = 3, 4  # of objects: request, result, delivery; what is read before each, and the result
SUMMARY_TOKENS = 700  # what a language model would write of an hour


@dataclass(frozen=True, slots=True)
class Compute:
    """Seconds of the summarizer: at work on an hour of talk, and starting."""

    work: float
    start: float

    def dollars(self, architecture: str, *, starts: float) -> float:
        """Give the price of 1,000 hours, of whose requests a share meets a function that has to start."""
        return HOURS * MEMORY * prices.LAMBDA_SECOND[architecture] * (self.work + starts * self.start)


def around(architecture: str, message_bytes: int) -> float:
    """Give the price of everything around the summarizer for 1,000 requests."""
    chunks = math.ceil(message_bytes / prices.SQS_BYTES)
    queue = prices.SQS_REQUEST * (2 * chunks + 1)  # sent, received; deleted
    objects = prices.S3_WRITE * WRITES + prices.S3_READ * READS
    functions = 3 * prices.LAMBDA_REQUEST + SMALL * prices.LAMBDA_SECOND[architecture] * (
        API_SECONDS + AUTHORIZER_SECONDS
    )
    return HOURS * (prices.GATEWAY_REQUEST + queue + objects + functions)


def run(models: Path, names: tuple[str, ...], rounds: int) -> None:
    """Measure and print the tables."""
    print(f"Machine: {Machine.here()}. An hour is {WORDS_PER_HOUR:,} words.")
    hours = scale.measure(names, models, [WORDS_PER_HOUR], rounds)
    starts = cold.measure(models, rounds)["summarizer", True]
    start = median(fact["busy"] for fact in starts)
    computes = {name: Compute(hours[name][0], start) for name in names}
    said = talk(WORDS_PER_HOUR)
    size = sum(len(f'{{"text":"{u.text}","speaker":"{u.speaker}","start":0.00,"end":0.00}},') for u in said)
    print(f"\nDollars per {HOURS:,} hours, us-east-1; starting takes {start:.2f} s\n")
    print(_ours(computes, size))
    tokens = sum(map(len, sources.tokenizer(models).encode_batch([f"{u.speaker}: {u.text}" for u in said])))
    print(f"\nOthers, by their lists: an hour is {tokens:,} tokens in and {SUMMARY_TOKENS} out\n")
    print(_others(tokens))


def _ours(computes: Mapping[str, Compute], size: int) -> str:
    head = ["model", "seconds", "summarizer", "where every one starts", "all around it", "together"]
    rows = []
    for architecture in prices.LAMBDA_SECOND:
        rest = around(architecture, size)
        for name, compute in computes.items():
            warm = compute.dollars(architecture, starts=0)
            figures = (warm, compute.dollars(architecture, starts=1), rest, warm + rest)
            rows.append(
                [f"{name}, {architecture}", f"{compute.work:.2f}", *(f"${figure:.3f}" for figure in figures)]
            )
    return table(head, rows)


def _others(tokens: int) -> str:
    rows = []
    for hosted in prices.HOSTED:
        units = tokens if hosted.unit == "token" else WORDS_PER_HOUR
        dollars = HOURS * (units * hosted.per_input + SUMMARY_TOKENS * hosted.per_output)
        rows.append([hosted.name, f"${dollars:,.2f}", hosted.read, hosted.source])
    return table(["list price", "dollars", "read", "by"], rows)
