"""Time against length, a minute of talk to ten hours: extractive and abstractive summaries, one thread."""

import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from tools.bench.conversations import WORDS_PER_HOUR
from tools.bench.machine import Machine
from tools.bench.summarizing import Summarizing, write_talk
from tools.bench.table import table

MINUTES = (1, 3, 10, 30, 60, 180, 600)
LONG = 3  # of these: where what every conversation costs weighs little


def exponent(lengths: Sequence[float], seconds: Sequence[float]) -> float:
    """Fit seconds = a · length ** exponent: the least-squares slope of the logarithms."""
    x, y = ([math.log(value) for value in values] for values in (lengths, seconds))
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    covariance = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return covariance / sum((a - mean_x) ** 2 for a in x)


def measure(names: Sequence[str], models: Path, words: Sequence[int], rounds: int) -> dict[str, list[float]]:
    """Give the median processor seconds of every model for talk of so many words; the models take turns."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in words] for name in names}
    with TemporaryDirectory() as scratch, Progress(console=Console(stderr=True), transient=True) as progress:
        paths = [write_talk(count, Path(scratch)) for count in words]
        doing = progress.add_task("summarizing", total=rounds * len(names) * len(words))
        for _ in range(rounds):
            for name in names:
                # The first conversation once more before: what is measured is a process at work.
                facts = iter(Summarizing(name, models, [paths[0], *paths]))
                next(facts), next(facts)
                for found, fact in zip(times[name], facts, strict=True):
                    found.append(fact["seconds"])
                    progress.advance(doing)
    return {name: [median(found) for found in lists] for name, lists in times.items()}


def run(models: Path, names: tuple[str, ...], rounds: int) -> None:
    """Measure and print the table."""
    words = [minutes * WORDS_PER_HOUR // 60 for minutes in MINUTES]
    print(
        f"Machine: {Machine.here()}. Processor seconds for `all`, one thread, "
        f"{WORDS_PER_HOUR:,} words an hour.\n"
    )
    measured = measure(names, models, words, rounds)
    rows = [
        [
            name,
            *(f"{time:.2f}" for time in times),
            f"{exponent(words, times):.3f}",
            f"{exponent(words[-LONG:], times[-LONG:]):.3f}",
        ]
        for name, times in measured.items()
    ]
    print(table(["model", *(f"{minutes} min" for minutes in MINUTES), "exponent", "from 1 h on"], rows))
