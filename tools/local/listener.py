"""The port that the API listens on."""

import socket
import threading
from collections.abc import Callable
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tools.local.errors import PortInUseError


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, *_: object) -> None:
        """Say nothing: the query in the request line holds the key. The gateway has a log of its own."""


class Listener:
    """A port of the loopback interface, held from the start, and later the server on it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind(("127.0.0.1", port))
        except OSError as error:
            self._socket.close()
            raise PortInUseError(port, error) from error
        self._socket.listen(256)
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._close = self._socket.close

    def serve(self, application: Callable[..., Any]) -> None:
        """Serve in the background until `close`."""
        server = make_server(
            "127.0.0.1",
            self.port,
            application,
            threaded=True,
            request_handler=_Handler,
            fd=self._socket.fileno(),
        )
        self._socket.close()
        threading.Thread(target=server.serve_forever, args=(0.05,), name="gateway", daemon=True).start()

        def close() -> None:
            server.shutdown()
            server.server_close()

        self._close = close

    def close(self) -> None:
        """Give the port back. May be called twice."""
        close, self._close = self._close, _nothing
        close()


def _nothing() -> None:
    """Do nothing."""
