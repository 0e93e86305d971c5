"""How fast and how large a network folder is, measured in a process of its own."""

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from summarizers.seq2seq import Seq2Seq

# us-east-1, arm64: https://aws.amazon.com/lambda/pricing/
DOLLARS_PER_GB_SECOND = 0.0000133334
WORDS_PER_HOUR = 9_000  # two and a half a second, as people talk
ONE_PROCESSOR = 1769  # megabytes: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
AROUND = 250  # megabytes of all else in the function: Python, its libraries, the networks that ship
_STEPS = 32
_TIMES = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds on one thread of this machine, and megabytes.

    encode: of a source as long as the network can read. token, beam_token: per token written about it,
    greedily and with the network's beams.
    """

    load: float
    encode: float
    token: float
    beam_token: float
    disk: float
    memory: float

    def window_seconds(self, tokens: int) -> float:
        """Seconds for one full window and a text of so many tokens, with beams."""
        return (self.encode + tokens * self.beam_token) / 1000

    @property
    def function_memory(self) -> int:
        """Megabytes that the summarizer should be given: enough, and a whole processor."""
        return max(ONE_PROCESSOR, -(-round(self.memory + AROUND) // 64) * 64)

    def dollars_per_hour_of_talk(self, tokens_per_word: float, positions: int, tokens: int) -> float:
        """What Lambda takes for the network's share of an hour of talk, were it as fast as this machine."""
        windows = WORDS_PER_HOUR * tokens_per_word / positions
        seconds = windows * self.window_seconds(tokens)
        return seconds * self.function_memory / 1024 * DOLLARS_PER_GB_SECOND


def measure(folder: Path, beams: int) -> Speed:
    """Measure a folder in a fresh process."""
    command = [sys.executable, "-m", "tools.importer.measure", str(folder), "--beams", str(beams)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Speed(**json.loads(printed))


def _milliseconds(work: Callable[[], object]) -> float:
    """Time of the one thread at work: what else this machine does meanwhile does not count."""
    times = []
    for _ in range(_TIMES):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return 1000 * statistics.median(times)


def _speed(folder: Path, beams: int) -> Speed:
    started = time.perf_counter()
    network = Seq2Seq(folder)
    load = 1000 * (time.perf_counter() - started)
    vocabulary = network.decoder.table.size
    source = np.random.default_rng(0).integers(vocabulary // 100, vocabulary, network.positions).tolist()
    encode = _milliseconds(lambda: network.encode(source))

    def per_token(width: int) -> float:
        def write(tokens: int) -> Callable[[], object]:
            return lambda: network.generate(
                [source], beams=width, max_new_tokens=tokens, min_new_tokens=tokens
            )

        few = max(1, _STEPS // 8)
        return (_milliseconds(write(_STEPS)) - _milliseconds(write(few))) / (_STEPS - few)

    token, beam_token = per_token(1), per_token(beams)
    disk = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    return Speed(*(round(value, 2) for value in (load, encode, token, beam_token, disk, _most_memory())))


def _most_memory() -> float:
    """Megabytes that this process has held at most; its parent's, which getrusage adds, not counted."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kibibytes) / 1024


def main() -> None:
    """Print what was measured as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tools.importer.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--beams", type=int, required=True)
    given = parser.parse_args()
    print(json.dumps(asdict(_speed(given.folder, given.beams))))


if __name__ == "__main__":
    main()
