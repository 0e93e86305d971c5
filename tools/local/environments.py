"""Execution environments: a process with a handler in it, and the Runtime API that feeds it.

Like Lambda: one invocation at a time, a hard time-out and a memory limit that kill the process, errors with
Lambda's types and words.
"""

import os
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.local import processes
from tools.local.errors import FunctionError, FunctionInitError
from tools.local.runtime_api import Invocation, RuntimeApi

INIT_LIMIT = 60.0  # seconds; Lambda's 10 would be unfair to a machine that starts everything at once
WATCH_INTERVAL = 0.1  # seconds between two looks at a busy process's memory
BOOTSTRAP = Path(__file__).with_name("bootstrap.py")

Log = Callable[[str, str], None]  # who, one line


@dataclass(frozen=True)
class FunctionSettings:
    """What the template says about one function."""

    name: str  # logical id
    arn: str
    handler: str
    code: Path
    layers: tuple[Path, ...]
    timeout: float  # seconds
    memory: int  # MiB
    environment: Mapping[str, str]
    concurrency: int  # processes at the same time


class Environment:
    """One process with its Runtime API."""

    def __init__(self, settings: FunctionSettings, log: Log) -> None:
        self.alive = True
        self._settings = settings
        self._log = log
        self._current: Invocation | None = None
        self._lock = threading.Lock()
        self._api = RuntimeApi(settings.arn)
        self._process = processes.start(
            [sys.executable, "-P", str(BOOTSTRAP), settings.handler],
            environment=_variables(settings, self._api.address),
            folder=settings.code,
        )
        threading.Thread(target=self._follow, name=f"{settings.name}-log", daemon=True).start()

    def wait_until_ready(self) -> None:
        """Wait for the end of the init phase. Raises FunctionInitError."""
        in_time = self._api.ready.wait(INIT_LIMIT)
        if in_time and self.alive and self._api.init_error is None:
            return
        error = self._api.init_error
        self.stop()
        if error is not None:
            raise FunctionInitError(error["errorType"], error["errorMessage"])
        if in_time:
            raise FunctionInitError("Runtime.ExitError", f"Error: Runtime exited with {self._end()}")
        raise FunctionInitError("Sandbox.Timedout", f"Init did not end within {INIT_LIMIT:.0f} seconds")

    def invoke(self, payload: bytes) -> bytes:
        """Pass one event through the process. Raises FunctionError; a time-out ends the process."""
        settings = self._settings
        invocation = self._current = Invocation(payload, settings.timeout)
        self._api.submit(invocation)
        if not self.alive:  # it ended between two invocations
            invocation.done.set()
        deadline = time.monotonic() + settings.timeout
        failure = None
        while not invocation.done.wait(min(WATCH_INTERVAL, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                failure = ("Sandbox.Timedout", f"Task timed out after {settings.timeout:.2f} seconds")
            elif (processes.private_memory(self._process.pid) or 0) > settings.memory * 1024 * 1024:
                failure = ("Runtime.OutOfMemory", f"Error: Runtime used more than {settings.memory} MiB")
            if failure:
                self.stop()
                break
        self._current = None
        if failure is None and invocation.response is not None:
            return invocation.response
        if failure is None and invocation.error is not None:
            raise FunctionError(invocation.error["errorType"], invocation.error["errorMessage"])
        self.stop()
        kind, message = failure or ("Runtime.ExitError", f"Error: Runtime exited with {self._end()}")
        raise FunctionError(kind, f"RequestId: {invocation.id} {message}")

    def stop(self) -> None:
        """End the process and all that it started. May be called twice, and from any thread."""
        with self._lock:
            if self._process.returncode is None:
                self.alive = False
                processes.end(self._process)
                self._api.close()

    def _follow(self) -> None:
        """Pass the process's output on, line by line; its end is the process's end."""
        for line in self._process.stdout or ():
            self._log(self._settings.name, line.decode(errors="replace").rstrip())
        self.alive = False
        self._api.ready.set()
        if self._current is not None:
            self._current.done.set()

    def _end(self) -> str:
        code = self._process.returncode
        return f"error: signal: {-code}" if code < 0 else f"error: exit status {code}"


def _variables(settings: FunctionSettings, runtime_api: str) -> dict[str, str]:
    """Give what Lambda sets and what the template sets; nothing is inherited but the way to programs."""
    # https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": tempfile.gettempdir(),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        **settings.environment,
        "PYTHONPATH": os.pathsep.join(str(folder) for folder in (settings.code, *settings.layers)),
        "LAMBDA_TASK_ROOT": str(settings.code),
        "_HANDLER": settings.handler,
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "AWS_LAMBDA_FUNCTION_NAME": settings.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(settings.memory),
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{settings.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": uuid.uuid4().hex,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
    }
