"""What the system says of a process: how much memory it has taken."""

from pathlib import Path


def peak_memory(pid: int | str = "self") -> int:
    """Give the most memory that a process has had resident so far, in bytes.

    Not ``ru_maxrss``: that starts at what the parent had when it forked.
    """
    return _field(Path(f"/proc/{pid}/status"), "VmHWM")


def private_memory(pid: int | str = "self") -> int:
    """Give the memory that a process shares with no other and no file, in bytes, as of now."""
    return _field(Path(f"/proc/{pid}/smaps_rollup"), "Private_Dirty") + _field(
        Path(f"/proc/{pid}/smaps_rollup"), "Private_Clean"
    )


def _field(path: Path, name: str) -> int:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"{path} has no {name}")
