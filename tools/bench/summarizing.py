"""The summarizer in a process of its own, on one thread, for the benchmarks of memory, growth and cost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools.bench.conversations import ROOT, Utterance, conversation, talk
from tools.bench.processes import private_memory
from tools.bench.workers import OFFLINE, ONE_THREAD

CHILD = Path(__file__).parent / "children" / "summarize.py"
INFERENCE = ROOT / "layers" / "inference"


def environment(*roots: Path) -> dict[str, str]:
    """Give the environment of a process on one thread that imports from these folders."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON"))}
    return {**own, **ONE_THREAD, **OFFLINE, "PYTHONPATH": os.pathsep.join(map(str, roots))}


def as_file(path: Path, folder: Path) -> Path:
    """Write one of the conversations of events/ as the child reads it."""
    return write(conversation(path.stem), folder / path.name)


def write(said: Sequence[Utterance], path: Path) -> Path:
    """Write a conversation as the child reads it."""
    path.write_text(json.dumps([asdict(utterance) for utterance in said]), encoding="utf-8")
    return path


def write_talk(words: int, folder: Path) -> Path:
    """Write a made conversation of so many words."""
    return write(talk(words), folder / f"talk-{words}.json")


def read_lines(output: str) -> list[dict[str, Any]]:
    """Read what the child printed."""
    return [json.loads(line) for line in output.splitlines()]


class Summarizing:
    """The child at work: iterate over it for the facts of the opened networks, then of each conversation."""

    def __init__(self, model: str, models: Path, paths: Sequence[Path]) -> None:
        self.private = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", CHILD, model, models.resolve(), *paths],
            env=environment(INFERENCE),
            stdout=subprocess.PIPE,
            text=True,
        )

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Give facts as they come; raises RuntimeError if the child fails."""
        assert self._process.stdout  # noqa: S101 - it was asked for above
        for line in self._process.stdout:
            yield json.loads(line)
        if self._process.wait():
            raise RuntimeError("the summarizer failed")

    def watch(self) -> None:
        """Look at how much memory the process has to itself, and remember the most."""
        try:
            self.private = max(self.private, private_memory(self._process.pid))
        except (OSError, ValueError):  # it has just ended
            return

    @property
    def running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None
