"""A webhook receiver: an HTTP server that keeps what it gets, and answers as it is told."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Delivery:
    """One POST that arrived."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    status: int  # what was answered


class Receiver:
    """Listens on the loopback interface; a context manager. Making one raises OSError if the port is taken.

    `statuses` are the answers to the first deliveries, one after the other; later ones get 200.
    """

    def __init__(self, statuses: Iterable[int] = (), port: int = 0) -> None:
        self._statuses = iter(statuses)
        self._deliveries: list[Delivery] = []
        self._arrived = threading.Condition()
        self._server = _Server(self, port)
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhook"

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="webhook-receiver", daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count: int = 1, timeout: float = 60.0) -> list[Delivery]:
        """Wait until `count` deliveries have arrived and return all. Raises TimeoutError."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self._deliveries) >= count, timeout):
                raise TimeoutError(f"{len(self._deliveries)} of {count} webhooks after {timeout:.0f} s")
            return list(self._deliveries)

    def take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """Keep a delivery and give the status to answer it with."""
        with self._arrived:
            status = next(self._statuses, HTTPStatus.OK)
            self._deliveries.append(Delivery(path, headers, body, status))
            self._arrived.notify_all()
        return status


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, receiver: Receiver, port: int) -> None:
        self.receiver = receiver
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(self.server.receiver.take(self.path, headers, body))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Say nothing: the stack's log says what was sent."""
