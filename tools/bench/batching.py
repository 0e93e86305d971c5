"""What it brings to summarize an SQS batch at once: the handler on requests in batches of several sizes.

The networks' share is the processor's time. What a batch saves beyond that is waiting, for S3 and for the
receivers of webhooks, which Lambda bills too: a batch waits for all its requests at once. S3 is moto on this
machine, the receiver one that takes a set time.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tools.bench import prices
from tools.bench.cold import CHILDREN, FUNCTIONS, MODEL, account, function_variables
from tools.bench.conversations import ORDER, Utterance, conversation
from tools.bench.cost import MEMORY
from tools.bench.machine import Machine
from tools.bench.summarizing import INFERENCE, environment
from tools.bench.table import table

SIZES = (1, 2, 5, 10)
CHATS = 10  # of each length
LENGTHS = (10, 20, 30)  # utterances
CALLS = 2  # of an hour
WEBHOOK_SECONDS = 0.1


def run(models: Path, rounds: int) -> None:
    """Measure and print the table."""
    print(
        f"Machine: {Machine.here()}. {MODEL}, everything asked for; medians of {rounds} rounds in turn, "
        f"milliseconds per conversation. The webhook's receiver takes {1000 * WEBHOOK_SECONDS:.0f}.\n"
    )
    facts = measure(models, rounds)
    head = ["conversations, batch", "processor", "billed", "billed with webhook", "a second", "$ per 1,000"]
    print(table(head, [_row(kind, size, facts) for kind in _conversations() for size in SIZES]))


def measure(models: Path, rounds: int) -> list[dict[str, Any]]:
    """Give what each kind took per conversation, by size of the batch, with a webhook (``told``) or not."""
    work = {
        "conversations": {
            kind: [[_as_kept(said) for said in talk] for talk in talks]
            for kind, talks in _conversations().items()
        },
        "sizes": SIZES,
        "rounds": rounds,
        "webhook_seconds": WEBHOOK_SECONDS,
    }
    with TemporaryDirectory() as scratch, account() as (aws, deployment):
        paths = [Path(scratch) / name for name in ("work.json", "facts.json")]
        paths[0].write_text(json.dumps(work), encoding="utf-8")
        own = function_variables(deployment, "summarizer", models) | {"WEBHOOK_ALLOW_LOCAL": "1"}
        done = subprocess.run(
            [sys.executable, "-P", CHILDREN / "batches.py", MODEL, *paths],
            env=environment(*FUNCTIONS, INFERENCE) | aws | own,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        found: list[dict[str, Any]] = json.loads(paths[1].read_text(encoding="utf-8"))
        return found


def _conversations() -> dict[str, list[list[Utterance]]]:
    """Chats, which are stretches of longer conversations, and the hour."""
    said = [utterance for name in ORDER for utterance in conversation(name)]
    chats = {
        f"{length} utterances": [said[first : first + length] for first in range(0, CHATS * length, length)]
        for length in LENGTHS
    }
    return chats | {"an hour": [conversation(ORDER[0])] * CALLS}


def _as_kept(said: Utterance) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if value is not None}


def _row(kind: str, size: int, facts: Sequence[Mapping[str, Any]]) -> list[str]:
    def of(what: str, *, told: bool) -> float:
        wanted = (kind, size, told)
        found: list[float] = [
            fact[what] for fact in facts if (fact["kind"], fact["size"], fact["told"]) == wanted
        ]
        return median(found)

    billed, told = of("wall", told=False), of("wall", told=True)
    dollars = 1000 * MEMORY * told * prices.LAMBDA_SECOND["arm64"]
    return [
        f"{kind}, {size}",
        f"{1000 * of('busy', told=False):.0f}",
        f"{1000 * billed:.0f}",
        f"{1000 * told:.0f}",
        f"{1 / told:.1f}",
        f"{dollars:.4f}",
    ]
