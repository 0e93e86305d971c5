"""One POST of a webhook, to a checked address, within a deadline."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from recap.errors import WebhookError
from recap.webhooks.guard import Guard, Target

TOTAL_SECONDS = 5.0
MAX_RETRY_AFTER = 3600
_READ_BYTES = 4096
_HEADERS = {"Content-Type": "application/json", "User-Agent": "Recap", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a status, or why there is none; ``retry_after`` is in seconds, 3600 at most."""

    status: int | None
    reason: str
    retry_after: int = 0

    @property
    def delivered(self) -> bool:
        """Tell whether the receiver took it: 2xx alone says so."""
        return self.status is not None and HTTPStatus(200) <= self.status < HTTPStatus(300)

    @property
    def gone(self) -> bool:
        """Tell whether the receiver wants no more of it."""
        return self.status == HTTPStatus.GONE


def post(url: str, body: bytes, headers: Mapping[str, str], guard: Guard) -> Reply:
    """Send a webhook. What goes wrong on the way is in the reply; nothing is raised.

    The host is resolved once and every address of it checked; the connection goes to a checked address, with
    the original name for TLS and Host, so that no second look-up can lead elsewhere. Redirects are not
    followed. After a reply nothing is sent any more, wherever the exchange was by then.
    """
    # Sockets time out per operation: a receiver that sends a byte now and then would keep one open for hours.
    limit = _Limit(TOTAL_SECONDS)
    pool = ThreadPoolExecutor(max_workers=1)
    exchange = pool.submit(_exchange, url, body, headers, guard, limit)
    try:
        return exchange.result(TOTAL_SECONDS)
    except TimeoutError:
        return Reply(None, f"no answer within {TOTAL_SECONDS:g} s")
    finally:
        limit.end()
        pool.shutdown(wait=False)


class _Limit:
    """The time that an exchange has; it may be frozen in the middle and go on in a later invocation."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._ended = threading.Event()
        self._sockets: list[socket.socket] = []

    def remaining(self) -> float:
        """Give the seconds that are left, more than 0. Raises TimeoutError."""
        seconds = self._end - time.monotonic()
        if seconds <= 0 or self._ended.is_set():
            raise TimeoutError
        return seconds

    def watch(self, opened: socket.socket) -> None:
        """Have ``end`` shut a socket down."""
        self._sockets.append(opened)

    def end(self) -> None:
        """End the exchange: a socket that is watched is of no use any more, and no time remains."""
        self._ended.set()  # first: who watches a socket after the loop asks for the time after that
        for opened in self._sockets:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


def _exchange(url: str, body: bytes, headers: Mapping[str, str], guard: Guard, limit: _Limit) -> Reply:
    """Send and give the reply. Raises TimeoutError."""
    try:
        target = guard.parse(url)
        with contextlib.closing(_connect(target, guard.addresses(target), limit)) as connection:
            limit.watch(connection.sock)
            connection.timeout = limit.remaining()
            all_headers = {**_HEADERS, **headers, "Host": target.host_header}
            connection.request("POST", target.path, body, all_headers, preload_content=False)
            response = connection.getresponse()
            reply = Reply(response.status, response.reason or "", _retry_after(response.headers))
            with contextlib.suppress(OSError, HTTPException, HTTPError):
                response.read(_READ_BYTES)  # so that a receiver is not cut off while it says thanks
            return reply
    except WebhookError as error:
        return Reply(None, f"webhook {error}")
    except TimeoutError:
        raise
    except (OSError, HTTPException, HTTPError) as error:
        return Reply(None, type(error).__name__)


def _connect(target: Target, addresses: list[str], limit: _Limit) -> HTTPConnection:
    """Connect to the first address that lets us; a dead one leaves the others their share of the time."""
    failure: Exception = OSError("no address")
    for index, address in enumerate(addresses):
        share = limit.remaining() / (len(addresses) - index)
        connection = (
            HTTPSConnection(
                address,
                target.port,
                timeout=share,
                server_hostname=target.host,
                ssl_context=ssl.create_default_context(),
            )
            if target.scheme == "https"
            else HTTPConnection(address, target.port, timeout=share)
        )
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _retry_after(headers: Mapping[str, str]) -> int:
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        seconds = float(value)
    else:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, OverflowError):
            return 0
    return int(min(max(seconds, 0.0), MAX_RETRY_AFTER))
