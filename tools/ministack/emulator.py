"""A MiniStack process of our own: on a free port of the loopback, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = "eu-central-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
START_SECONDS = 60


class EmulatorError(RuntimeError):
    """MiniStack did not start."""


@dataclass(frozen=True)
class Emulator:
    """A running MiniStack: its address, and the certificate that it made for it."""

    url: str
    certificate: Path


def free_port() -> int:
    """Let the system choose a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def ministack(python: Path, log: Path) -> Iterator[Emulator]:
    """Run MiniStack with the Python of its own environment.

    Its functions see nothing of this process's environment, as in Lambda. It checks policies (AUTH), those of
    the functions' roles and those that ask for TLS, which it therefore speaks. Raises EmulatorError, with the
    log's last lines, when it does not start.
    """
    if not shutil.which("openssl"):
        raise EmulatorError("MiniStack makes its certificate with openssl, which is not installed.")
    with tempfile.TemporaryDirectory(prefix="recap-ministack-") as scratch:
        port = free_port()
        environment = {
            **CREDENTIALS,
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "HOME": scratch,
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_REGION": REGION,
            "PATH": f"{python.parent}:{os.environ['PATH']}",
            "TMPDIR": scratch,
            "USE_SSL": "1",
        }
        with log.open("wb") as output:
            server = subprocess.Popen(
                [python, Path(__file__).with_name("server.py")],
                env=environment,
                cwd=scratch,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # its functions' processes end with it
            )
        emulator = Emulator(f"https://127.0.0.1:{port}", Path(scratch) / "ministack-tls" / "server.crt")
        try:
            _wait_until_ready(server, emulator, log)
            yield emulator
        finally:
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes], emulator: Emulator, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            trust = ssl.create_default_context(cafile=emulator.certificate)
            with urlopen(f"{emulator.url}/_ministack/health", timeout=5, context=trust):  # noqa: S310 (loopback)
                return
        except (FileNotFoundError, ssl.SSLError, URLError, ConnectionError):  # not yet
            time.sleep(0.2)
    tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-10:])
    raise EmulatorError(f"MiniStack did not start:\n{tail}")
