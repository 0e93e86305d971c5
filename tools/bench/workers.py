"""Peers at work, each in a process of its own, one thread each."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tools.bench.conversations import ROOT
from tools.bench.peers import Peer

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "ORT_DISABLE_TELEMETRY": "1"}


class PeerError(Exception):
    """A peer's process ended; its log says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a peer made, the processor's seconds that it took, and the clock's."""

    seconds: float
    wall: float
    made: list[Any]


class Worker:
    """A peer's process."""

    def __init__(self, peer: Peer, prepared: Path) -> None:
        self.peer = peer
        self.peak = 0
        self._log = prepared / f"{peer.module}-{peer.variant}.log"
        python = ROOT / f".venv-{peer.environment}" / "bin" / "python"
        command = [str(python), "-m", "tools.bench.peers.worker", peer.module, peer.variant, str(prepared)]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={
                    **os.environ,
                    **ONE_THREAD,
                    **OFFLINE,
                    "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'inference'}",
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def start(self) -> Sequence[str]:
        """Wait until the peer is ready; give its versions. Raises PeerError."""
        return list(self._answer()["versions"])

    def ask(self, task: Mapping[str, Any]) -> Done:
        """Have a task done. Raises PeerError."""
        assert self._process.stdin  # noqa: S101 - it was asked for above
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        self.peak = answer["peak"]
        return Done(answer["seconds"], answer["wall"], answer["made"])

    def stop(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def __enter__(self) -> Self:
        """Give the worker."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.stop()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout  # noqa: S101 - it was asked for above
        line = self._process.stdout.readline()
        if not line:
            raise PeerError(f"{self.peer.name} ended; see {self._log}")
        return dict(json.loads(line))
