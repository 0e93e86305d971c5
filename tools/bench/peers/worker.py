"""A peer's process: one JSON task a line on standard input, one JSON answer a line on standard output.

python -m tools.bench.peers.worker MODULE VARIANT PREPARED
"""

import gc
import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tools.bench.peers import Task
from tools.bench.processes import peak_memory


def main() -> None:
    """Answer tasks until standard input ends. Only the call itself is timed.

    ``seconds`` are the processor's: with one thread on an idle machine they are the clock's (``wall``).
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer
    module, variant, prepared = sys.argv[1:]
    engine = importlib.import_module(f"tools.bench.peers.{module}").open_peer(variant, Path(prepared))
    _say(answers, {"versions": list(engine.versions)})
    for line in sys.stdin:
        asked = json.loads(line)
        gc.collect()
        started, busy = time.perf_counter(), time.process_time()
        made = engine.embed(asked["texts"]) if "texts" in asked else engine.generate(Task(**asked))
        seconds, busy = time.perf_counter() - started, time.process_time() - busy
        made = made if isinstance(made, list) else made.tolist()
        _say(answers, {"seconds": busy, "wall": seconds, "made": made, "peak": peak_memory()})


def _say(answers: Any, document: dict[str, Any]) -> None:  # noqa: ANN401 - a text stream
    answers.write(json.dumps(document) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
