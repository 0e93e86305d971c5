"""The most memory that the summarizer takes, against the length of the conversation, in fresh processes."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track

from tools.bench.conversations import WORDS_PER_HOUR
from tools.bench.machine import Machine
from tools.bench.summarizing import Summarizing, write_talk
from tools.bench.table import table

MINUTES = (1, 10, 60, 180, 600)
LOOK_EVERY = 0.02  # seconds


def run(models: Path, names: tuple[str, ...]) -> None:
    """Measure and print the table."""
    print(f"Machine: {Machine.here()}. Peak memory in MB: resident (and private to the process).\n")
    found: dict[tuple[str, int], str] = {}
    with TemporaryDirectory() as scratch:
        files = {minutes: write_talk(minutes * WORDS_PER_HOUR // 60, Path(scratch)) for minutes in MINUTES}
        for minutes in track(MINUTES, "conversations", console=Console(stderr=True), transient=True):
            for name in names:
                found[name, minutes] = _peak(name, models, files[minutes])
    head = ["model", *(f"{minutes} min" for minutes in MINUTES)]
    print(table(head, [[name, *(found[name, minutes] for minutes in MINUTES)] for name in names]))


def _peak(name: str, models: Path, path: Path) -> str:
    child = Summarizing(name, models, [path])
    while child.running:
        child.watch()
        time.sleep(LOOK_EVERY)
    *_, last = child
    return f"{last['peak'] / 1e6:.0f} ({child.private / 1e6:.0f})"
