"""The log of the running stack, for people: one line per thing that happened."""

import json
import sys
import threading
import time

from tools.local.terminal import harmless

# What Powertools and the runtime add to every line, and nobody reads here.
NOISE = {
    "level", "location", "message", "timestamp", "service", "cold_start", "function_name",
    "function_memory_size", "function_arn", "function_request_id", "xray_trace_id", "requestId", "logger",
}  # fmt: skip
NAME_WIDTH = 10


class Console:
    """Writes log lines to standard output or error; may be called from any thread."""

    def __init__(self, *, to_stderr: bool = False) -> None:
        self._output = sys.stderr if to_stderr else sys.stdout
        self._lock = threading.Lock()

    def __call__(self, who: str, line: str) -> None:
        """Write one line with the time and whose it is."""
        name = who.removesuffix("Function").lower()
        text = f"{time.strftime('%H:%M:%S')}  {name:{NAME_WIDTH}}  {harmless(readable(line))}"
        with self._lock:
            print(text, file=self._output, flush=True)


def readable(line: str) -> str:
    """Turn a function's JSON log line into words; other lines stay as they are."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict) or "message" not in entry:
        return line
    fields = [f"{key}={value}" for key, value in entry.items() if key not in NOISE and value is not None]
    level = entry.get("level", "INFO")
    return " ".join(([] if level == "INFO" else [str(level)]) + [str(entry["message"]), *fields])
