"""What a measurement was made on."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Instructions that decide how fast such networks run.
_TELLING = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "asimddp", "i8mm", "sve")


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor, its instruction sets, its cores, and how busy it was with other things (load average)."""

    processor: str
    instructions: tuple[str, ...]
    cores: int
    load: float

    @classmethod
    def here(cls) -> Self:
        """Look at this machine."""
        facts: dict[str, str] = {}
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            facts.setdefault(name.strip(), value.strip())
        flags = (facts.get("flags") or facts.get("Features") or "").split()
        return cls(
            facts.get("model name") or platform.machine(),
            tuple(flag for flag in _TELLING if flag in flags),
            os.cpu_count() or 1,
            os.getloadavg()[0],
        )

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.processor} ({', '.join(self.instructions)}), {self.cores} cores, load {self.load:.1f}, "
            f"Python {platform.python_version()}"
        )
