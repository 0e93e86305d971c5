"""Host names to addresses, with a deadline."""

import queue
import socket
import threading
from collections.abc import Callable

from recap.errors import HostLookupError, UnknownHostError

Resolver = Callable[[str, int, float], list[str]]

# What getaddrinfo says of names that do not exist or have no address; anything else may be different later.
_UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def resolve_name(host: str, port: int, seconds: float) -> list[str]:
    """Give the addresses of a host in the order in which they should be tried.

    Raises UnknownHostError if there is no such host, HostLookupError if nobody could say within the time.
    """
    # getaddrinfo knows no time-out and can take half a minute when the name servers are silent.
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise HostLookupError("the name system did not answer in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _look_up(host: str, port: int, answers: "queue.SimpleQueue[list[str] | Exception]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _UNKNOWN:
            answers.put(UnknownHostError("has a host that does not exist"))
        else:
            answers.put(HostLookupError(f"the name system failed: {error.strerror}"))
    except (OSError, UnicodeError):
        answers.put(UnknownHostError("has a host name that cannot be looked up"))
    else:
        answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
