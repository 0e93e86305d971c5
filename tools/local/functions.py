"""Lambda functions: pools of processes around the real handlers, started on demand and kept warm.

Handlers are never called from threads of this process: libraries that keep the current event in a class
attribute would mix concurrent requests up.
"""

import json
import threading
import time
from collections.abc import Mapping
from typing import Any

from tools.local.environments import Environment, FunctionSettings, Log
from tools.local.errors import EventTooLargeError, FunctionError, FunctionInitError

EVENT_LIMIT = 6 * 1024 * 1024  # bytes, synchronous invocation


class Function:
    """A pool of execution environments that grows on demand and reuses the one that was used last."""

    def __init__(self, settings: FunctionSettings, log: Log) -> None:
        self.settings = settings
        self._log = log
        self._lock = threading.Lock()
        self._idle: list[Environment] = []
        self._all: set[Environment] = set()
        self._slots = threading.Semaphore(settings.concurrency)
        self._stopped = False

    def warm(self) -> None:
        """Have one environment ready. Raises FunctionInitError where the function cannot start."""
        with self._slots:
            self._release(self._acquire())

    def invoke(self, event: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
        """Run the handler with the event and return what it returned, both as JSON has them.

        Raises FunctionError: what the handler raised, a time-out, an exit, an event or response too large.
        """
        payload = json.dumps(event).encode()
        if len(payload) > EVENT_LIMIT:
            raise EventTooLargeError(len(payload), EVENT_LIMIT)
        try:
            with self._slots:
                environment = self._acquire()
                started = time.monotonic()
                try:
                    response = environment.invoke(payload)
                finally:
                    self._release(environment)
        except FunctionError as error:
            if not self._stopped:
                self._log(self.settings.name, f"failed: {error.error_type} {error}")
            raise
        self._log(self.settings.name, f"done in {(time.monotonic() - started) * 1000:.0f} ms")
        return json.loads(response)

    def stop(self) -> None:
        """End every process; an invocation that is running fails."""
        with self._lock:
            self._stopped = True
            environments = list(self._all)
        for environment in environments:
            environment.stop()

    def _acquire(self) -> Environment:
        with self._lock:
            if self._stopped:
                raise FunctionInitError("Runtime.Stopped", "the stack is stopping")
            while self._idle:
                environment = self._idle.pop()
                if environment.alive:
                    return environment
                self._all.discard(environment)
                environment.stop()
            environment = Environment(self.settings, self._log)
            self._all.add(environment)
        try:
            environment.wait_until_ready()
        except FunctionInitError:
            self._release(environment)
            raise
        return environment

    def _release(self, environment: Environment) -> None:
        with self._lock:
            if environment.alive:
                self._idle.append(environment)
                return
            self._all.discard(environment)
        environment.stop()
