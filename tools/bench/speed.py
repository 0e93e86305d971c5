"""How fast the networks run, ours and others' engines on the same weights.

Every engine is called in turn in every round, so what else the machine does meets all of them alike. One
thread each. The figures are medians of the processor's time: on an idle machine that is the clock's, on a
busy one the clock would be unfair to whoever takes longer.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rouge_score.rouge_scorer import RougeScorer

from tools.bench import plot, sources
from tools.bench.conversations import conversation
from tools.bench.machine import Machine
from tools.bench.peers import (
    EMBEDDERS,
    EXACT,
    EXACT_EMBEDDER,
    GENERATORS,
    REFERENCE,
    Peer,
    Tokens,
)
from tools.bench.prepare import prepare
from tools.bench.table import table
from tools.bench.workers import Done, PeerError, Worker

TOKENS = 40
SOURCE_PIECES = 250
SINGLE_SOURCES = 12
CHAPTERS = tuple(130 + 240 * number // 39 for number in range(40))  # pieces; 250 on average
UTTERANCES = 500
EMBEDDING = f"{UTTERANCES} embeddings"


@dataclass(frozen=True, slots=True)
class Case:
    """What is written in one go, out of which sources; ``in_turn``: one source a round, not all of them."""

    name: str
    sources: Sequence[Tokens]
    beams: int
    exact: bool
    in_turn: bool = False

    def task(self, number: int) -> dict[str, Any]:
        """Give the task of a round."""
        chosen = [self.sources[number % len(self.sources)]] if self.in_turn else list(self.sources)
        return {"sources": chosen, "beams": self.beams, "tokens": TOKENS, "exact": self.exact}


@dataclass
class Measured:
    """Seconds and texts by case and engine, and what the engines are."""

    machine: str
    versions: dict[str, Sequence[str]] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    walls: list[float] = field(default_factory=list)  # the clock's seconds over the processor's
    made: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def add(self, case: str, engine: str, done: Done) -> None:
        """Take a measurement in."""
        self.seconds.setdefault(case, {}).setdefault(engine, []).append(done.seconds)
        self.made.setdefault(case, {}).setdefault(engine, []).extend(done.made)
        self.walls.append(done.wall / done.seconds)

    def median(self, case: str, engine: str) -> float | None:
        """Give the median of an engine's seconds, if it was measured."""
        seconds = self.seconds.get(case, {}).get(engine)
        return median(seconds) if seconds else None


def cases(models: Path) -> list[Case]:
    """One summary and a meeting's chapters, each greedy and with four beams."""
    tokens = sources.tokenizer(models)
    talk = [said for name in ("sales_call", "support_call", "standup") for said in conversation(name)]
    single = sources.windows(talk, tokens, [SOURCE_PIECES] * SINGLE_SOURCES)
    meeting = sources.windows(conversation("team_meeting"), tokens, CHAPTERS)
    found = []
    for beams, search in ((1, "greedy"), (4, "beam 4")):
        found += [
            Case(f"one summary, {search}", single, beams, exact=True, in_turn=True),
            Case(f"{len(CHAPTERS)} chapters, {search}", meeting, beams, exact=True),
            Case(f"{len(CHAPTERS)} chapters, {search}, own length", meeting, beams, exact=False),
        ]
    return found


def measure(models: Path, cache: Path, rounds: int, long_rounds: int) -> Measured:
    """Measure everything; ``long_rounds`` are those of what takes an engine seconds."""
    console = Console(stderr=True)
    measured = Measured(str(Machine.here()))
    with console.status("Restoring the network's weights for the others …"):
        prepared = prepare(models, cache)
    with ExitStack() as stack, Progress(console=console) as progress:
        stack.callback(lambda: measured.peaks.update({name: w.peak for name, w in running.items()}))
        running = _start(GENERATORS, prepared, measured, stack, progress)
        for case in cases(models):
            count = rounds if case.in_turn else long_rounds if case.exact else 1
            doing = progress.add_task(case.name, total=count * len(running))
            for worker in running.values():  # unmeasured: caches fill, threads start
                worker.ask(case.task(0) | {"sources": case.sources[:1]})
            for number in range(count):
                for name, worker in running.items():
                    measured.add(case.name, name, worker.ask(case.task(number)))
                    progress.advance(doing)
    with ExitStack() as stack, Progress(console=console) as progress:
        embedders = _start(EMBEDDERS, prepared, measured, stack, progress)
        texts = sources.utterances(UTTERANCES)
        doing = progress.add_task(EMBEDDING, total=long_rounds * len(embedders))
        for worker in embedders.values():
            worker.ask({"texts": texts[:32]})
        for _ in range(long_rounds):
            for name, worker in embedders.items():
                done = worker.ask({"texts": texts})
                measured.add(EMBEDDING, name, replace(done, made=[]))
                measured.made[EMBEDDING][name] = done.made
                progress.advance(doing)
    return measured


def _start(
    peers: Sequence[Peer], prepared: Path, measured: Measured, stack: ExitStack, progress: Progress
) -> dict[str, Worker]:
    """Start the peers; the first time, each makes its own format of the network and is started again."""
    running = {}
    doing = progress.add_task("starting the engines", total=len(peers))
    for peer in peers:
        marker = prepared / f"{peer.module}-{peer.variant}.ready"
        try:
            if not marker.exists():
                with Worker(peer, prepared) as first:
                    first.start()
                marker.touch()
            worker = stack.enter_context(Worker(peer, prepared))
            measured.versions[peer.name] = worker.start()
        except PeerError as error:
            measured.failures[peer.name] = str(error)
        else:
            running[peer.name] = worker
        progress.advance(doing)
    return running


def report(measured: Measured, models: Path) -> str:
    """Write the tables."""
    names = [case.name for case in cases(models)]
    engines = [peer.name for peer in GENERATORS if peer.name in measured.versions]
    embedders = [peer.name for peer in EMBEDDERS if peer.name in measured.versions]
    parts = [
        f"Machine: {measured.machine}. One thread, medians of interleaved runs.",
        f"Times are the processor's; the clock's were {median(measured.walls):.2f} times those.",
        "Versions: " + ", ".join(dict.fromkeys(v for found in measured.versions.values() for v in found)),
        *(f"Not measured: {failure}" for failure in measured.failures.values()),
        f"\nMilliseconds, and how many times as fast as {REFERENCE}:\n",
        _times(measured, names, engines, REFERENCE),
        "\nTexts against those of transformers fp32: the same token for token, and ROUGE-L\n",
        _sameness(measured, names, engines, models),
        f"\n{EMBEDDING}: milliseconds, times as fast as {EXACT_EMBEDDER}, cosine to its vectors\n",
        _vectors(measured, embedders),
    ]
    return "\n".join(parts)


def _times(measured: Measured, names: Sequence[str], engines: Sequence[str], base: str) -> str:
    rows = []
    for engine in engines:
        row = [engine]
        for case in names:
            own, theirs = measured.median(case, engine), measured.median(case, base)
            row.append("" if own is None or theirs is None else f"{1000 * own:.0f} ({theirs / own:.2f})")
        rows.append([*row, f"{measured.peaks[engine] / 1e6:.0f} MB" if engine in measured.peaks else ""])
    return table(["", *names, "peak memory"], rows)


def _sameness(measured: Measured, names: Sequence[str], engines: Sequence[str], models: Path) -> str:
    tokens = sources.tokenizer(models)
    scorer = RougeScorer(["rougeL"])
    rows = []
    for engine in engines:
        row = [engine]
        for case in names:
            pairs = list(zip(measured.made[case][EXACT], measured.made[case][engine], strict=True))
            same = sum(theirs == own for theirs, own in pairs) / len(pairs)
            rouge = np.mean([scorer.score(*map(tokens.decode, pair))["rougeL"].fmeasure for pair in pairs])
            row.append(f"{same:.0%}, {rouge:.3f}")
        rows.append(row)
    return table(["", *names], rows) if EXACT in engines else "(transformers fp32 was not measured)"


def _vectors(measured: Measured, embedders: Sequence[str]) -> str:
    rows = []
    exact = measured.median(EMBEDDING, EXACT_EMBEDDER)
    made = {name: np.array(found) for name, found in measured.made[EMBEDDING].items()}
    vectors = {name: found / np.linalg.norm(found, axis=1, keepdims=True) for name, found in made.items()}
    for engine in embedders:
        own = measured.median(EMBEDDING, engine)
        if own is None or exact is None:
            continue
        cosines = (vectors[engine] * vectors[EXACT_EMBEDDER]).sum(axis=1)
        rows.append(
            [
                engine,
                f"{1000 * own:.0f}",
                f"{exact / own:.2f}",
                f"{UTTERANCES / own:.0f}",
                f"{cosines.mean():.4f}",
                f"{cosines.min():.4f}",
            ]
        )
    return table(["", "ms", "times as fast", "a second", "mean cosine", "least"], rows)


def run(models: Path, cache: Path, drawing: Path | None, *, rounds: int, quick: bool) -> None:
    """Measure, print the tables, keep the figures as JSON, draw the plot."""
    measured = measure(models, cache, 3 if quick else rounds, 1 if quick else max(1, rounds // 5))
    print(report(measured, models))
    figures: Mapping[str, Any] = asdict(measured) | {"made": None}
    (cache / "speed.json").write_text(json.dumps(figures), encoding="utf-8")
    if drawing is not None:
        plot.draw(measured.seconds, measured.machine, drawing)
        print(f"\nPlot: {drawing}")
