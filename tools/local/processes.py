"""Child processes: each in a process group of its own, ended as a group, and ending with this process."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def start(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path
) -> subprocess.Popen[bytes]:
    """Start a program that calls `bootstrap.end_with_parent`; what it writes comes as one pipe."""
    return subprocess.Popen(
        arguments,
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.PIPE,  # never written to: its end tells the child that this process is gone
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and everything in its group, and wait until it is gone."""
    # The group outlives its leader while the leader is not waited for, so the id cannot be another's.
    with contextlib.suppress(
        ProcessLookupError, PermissionError
    ):  # macOS: a group of zombies is not permitted
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def private_memory(pid: int) -> int | None:
    """Bytes of memory that the process alone holds (mapped files, which can be dropped, not counted).

    None where the system has no /proc, or when the process is gone.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    kibibytes = sum(
        int(line.split()[1]) for line in status.splitlines() if line.startswith(("RssAnon:", "RssShmem:"))
    )
    return kibibytes * 1024
