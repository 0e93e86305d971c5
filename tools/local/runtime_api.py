"""The Lambda Runtime API, for one execution environment: one process, one invocation at a time.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import queue
import threading
import time
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VERSION = "/2018-06-01/runtime"
RESPONSE_LIMIT = (
    6 * 1024 * 1024 + 100
)  # bytes; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html


@dataclass
class Invocation:
    """One event on its way through a function, and what came of it."""

    event: bytes
    timeout: float  # seconds
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    done: threading.Event = field(default_factory=threading.Event)
    response: bytes | None = None
    error: dict[str, Any] | None = None


class RuntimeApi:
    """Serves the runtime client of one process, from its start to its end."""

    def __init__(self, function_arn: str) -> None:
        self.function_arn = function_arn
        self.ready = threading.Event()  # the runtime asked for work, or has reported that it never will
        self.init_error: dict[str, Any] | None = None
        self._next: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._current: Invocation | None = None
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, name="runtime-api", daemon=True).start()

    @property
    def address(self) -> str:
        """host:port, as AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self._server.server_port}"

    def submit(self, invocation: Invocation) -> None:
        """Hand the invocation to the process; `invocation.done` is set when it has answered."""
        self._next.put(invocation)

    def close(self) -> None:
        """Stop serving. A runtime that is waiting for work is let go without any."""
        self._next.put(None)
        # In the background: the server looks up from its socket twice a second only.
        threading.Thread(target=self._server.close, name="runtime-api-end", daemon=True).start()

    def take_next(self) -> Invocation | None:
        """Wait for work on behalf of the runtime; None when there will be none."""
        self.ready.set()
        self._current = self._next.get()
        return self._current

    def fail_init(self, error: dict[str, Any]) -> None:
        """Take the report that the function could not be imported."""
        self.init_error = error
        self.ready.set()

    def settle(self, invocation_id: str, kind: str, body: bytes) -> HTTPStatus:
        """Take a response or an error for the current invocation, once."""
        invocation = self._current
        if invocation is None or invocation.id != invocation_id or invocation.done.is_set():
            return HTTPStatus.BAD_REQUEST
        status = HTTPStatus.ACCEPTED
        if kind == "error":
            invocation.error = json.loads(body)
        elif len(body) > RESPONSE_LIMIT:
            invocation.error = {
                "errorType": "Function.ResponseSizeTooLarge",
                "errorMessage": f"Response payload size ({len(body)} bytes) exceeded maximum allowed payload "
                f"size ({RESPONSE_LIMIT} bytes).",
            }
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        else:
            invocation.response = body
        invocation.done.set()
        return status


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, api: RuntimeApi) -> None:
        self.api = api
        super().__init__(("127.0.0.1", 0), _Handler)

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of a connection that broke: the process was ended while it was asking."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # With Nagle's algorithm a call takes 92 ms, not 1 ms.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path != f"{VERSION}/invocation/next":
            return self._answer(HTTPStatus.NOT_FOUND)
        invocation = self.server.api.take_next()
        if invocation is None:
            return self._answer(HTTPStatus.GONE)
        now = time.time()
        return self._answer(
            HTTPStatus.OK,
            invocation.event,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.id,
                "Lambda-Runtime-Deadline-Ms": str(int((now + invocation.timeout) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": self.server.api.function_arn,
                "Lambda-Runtime-Trace-Id": f"Root=1-{int(now):08x}-{uuid.uuid4().hex[:24]};Sampled=0",
            },
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        match self.path.removeprefix(VERSION).split("/"):
            case ["", "init", "error"]:
                self.server.api.fail_init(json.loads(body))
                self._answer(HTTPStatus.ACCEPTED)
            case ["", "invocation", invocation_id, "response" | "error" as kind]:
                self._answer(self.server.api.settle(invocation_id, kind, body))
            case _:
                self._answer(HTTPStatus.NOT_FOUND)

    def _answer(self, status: HTTPStatus, body: bytes = b"{}", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing: what a function does is reported by whoever invoked it."""
