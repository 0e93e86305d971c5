"""Load a model and summarize conversations one after the other.

python summarize.py MODEL MODELS_FOLDER CONVERSATION.json …

Points in time are seconds on the clock that all processes of a machine share, durations ("seconds", "busy")
the processor's; memory is in bytes.
"""

import time

STARTED = time.monotonic()

import json  # noqa: E402 - the clock first
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from summarizers import Summarizer  # noqa: E402

IMPORTED = time.monotonic()


def main() -> None:
    """Summarize; one line when the networks are open, one per conversation."""
    name, folder, *paths = sys.argv[1:]
    summarizer = Summarizer.load(name, Path(folder))
    _say(started=STARTED, imported=IMPORTED, loaded=time.monotonic(), **_spent())
    for path in paths:
        said = json.loads(Path(path).read_text(encoding="utf-8"))
        utterances = [SimpleNamespace(**utterance) for utterance in said]
        before = time.process_time()
        summary = summarizer.summarize(utterances, extractive=True, abstractive=True)
        seconds = time.process_time() - before
        _say(summarized=time.monotonic(), seconds=seconds, segments=len(summary.long or ()), **_spent())


def _spent() -> dict[str, float]:
    """Processor time since the process began, and the most memory that was resident so far."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    return {"busy": time.process_time(), "peak": peak}


def _say(**facts: float) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
