"""Webhooks over real sockets: what counts as delivered, and whom a connection goes to."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from recap.webhooks import post as post_module
from recap.webhooks.guard import Guard
from recap.webhooks.post import post
from urllib3.connection import HTTPConnection

from tests.unit.receiver import Receiver, listening

LOCAL = Guard(allow_local=True)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_2xx_is_delivered(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {})]
    reply = post(receiver.url, b"{}", {"webhook-id": "msg_1"}, LOCAL)
    assert (reply.delivered, reply.status) == (True, status)
    (received,) = receiver.received
    assert received.body == b"{}"
    assert received.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 400, 404, 410, 429, 500, 503])
def test_anything_else_is_not(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {"Location": receiver.url})]
    reply = post(receiver.url, b"{}", {}, LOCAL)
    assert (reply.delivered, reply.status, reply.gone) == (False, status, status == 410)
    assert len(receiver.received) == 1  # a redirect is not followed


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", range(120, 121)),
        ("999999", range(3600, 3601)),
        ("9" * 400, range(3600, 3601)),
        ("0", range(1)),
        ("-5", range(1)),
        ("soon", range(1)),
        ("", range(1)),
        ("1.5", range(1)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", range(1)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", range(3600, 3601)),
    ],
)
def test_retry_after_is_understood_within_bounds(receiver: Receiver, header: str, seconds: range) -> None:
    receiver.answers = [(503, {"Retry-After": header})]
    assert post(receiver.url, b"{}", {}, LOCAL).retry_after in seconds


def test_nobody_listening_is_not_delivered() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        reply = post(f"http://127.0.0.1:{unused.getsockname()[1]}/", b"{}", {}, LOCAL)
    assert (reply.delivered, reply.status, reply.reason) == (False, None, "NewConnectionError")


def raw_server(answer: bytes, then: threading.Event | None = None) -> tuple[str, threading.Thread]:
    """Send one answer as it is, byte for byte, to one client; then wait, then close."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with server:
            client, _ = server.accept()
            with client:
                client.recv(65536)
                client.sendall(answer)
                if then is not None:
                    then.wait(30)

    thread = threading.Thread(target=serve)
    thread.start()
    return f"http://127.0.0.1:{server.getsockname()[1]}/", thread


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\x00" * 1000, b"HTTP/1.1 200 " + b"x" * 70_000],
    ids=["nothing", "nonsense", "no number", "zeros", "endless"],
)
def test_an_answer_that_is_not_http_is_not_delivered(answer: bytes) -> None:
    url, thread = raw_server(answer)
    reply = post(url, b"{}", {}, LOCAL)
    thread.join()
    assert (reply.delivered, reply.status) == (False, None)


def test_2xx_counts_even_if_the_body_breaks_off() -> None:
    url, thread = raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhal")
    assert post(url, b"{}", {}, LOCAL).delivered
    thread.join()


def test_a_receiver_that_never_finishes_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_module, "TOTAL_SECONDS", 0.2)
    over = threading.Event()
    url, thread = raw_server(b"HTTP/1.1 200 OK\r\nX-Drip: ", over)
    reply = post(url, b"{}", {}, LOCAL)
    over.set()
    thread.join()
    assert (reply.delivered, reply.reason) == (False, "no answer within 0.2 s")


def test_an_address_is_checked_again_before_every_delivery(receiver: Receiver) -> None:
    reply = post(receiver.url.replace("http:", "https:"), b"{}", {}, Guard())
    assert not reply.delivered
    assert reply.reason == "webhook must use port 443"
    assert receiver.received == []


def test_a_name_is_resolved_once_so_that_rebinding_cannot_lead_elsewhere(receiver: Receiver) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int, _seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    url = f"http://hooks.example:{receiver.port}/hook?a=b"
    assert post(url, b"{}", {}, Guard(allow_local=True, resolve=resolve)).delivered
    assert asked == ["hooks.example"]
    assert receiver.received[0].path == "/hook?a=b"
    assert receiver.received[0].headers["host"] == f"hooks.example:{receiver.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(receiver: Receiver) -> None:
    guard = Guard(allow_local=True, resolve=lambda *_: ["::1", "127.0.0.1"])
    assert post(f"http://hooks.example:{receiver.port}/", b"{}", {}, guard).delivered


@contextmanager
def dead_address(port: int) -> Iterator[str]:
    """Give an address where nobody answers: its backlog is full, so that connecting waits."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.2", port))
        server.listen(0)
        for _ in range(3):
            client = stack.enter_context(socket.socket())
            client.settimeout(0)
            client.connect_ex(("127.0.0.2", port))
        yield "127.0.0.2"


def test_an_address_that_keeps_silent_leaves_time_for_the_next(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_module, "TOTAL_SECONDS", 1.0)
    with dead_address(receiver.port) as dead:
        guard = Guard(allow_local=True, resolve=lambda *_: [dead, "127.0.0.1"])
        assert post(f"http://hooks.example:{receiver.port}/", b"{}", {}, guard).delivered


def test_nothing_is_sent_after_the_time_is_up(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-up ends only after the reply; what the exchange does then has ended before we look."""
    monkeypatch.setattr(post_module, "TOTAL_SECONDS", 0.1)
    resolved = threading.Event()

    def resolve(*_: object) -> list[str]:
        resolved.wait(30)
        return ["127.0.0.1"]

    threads = set(threading.enumerate())
    reply = post(
        f"http://hooks.example:{receiver.port}/", b"{}", {}, Guard(allow_local=True, resolve=resolve)
    )
    resolved.set()
    for thread in set(threading.enumerate()) - threads:
        thread.join()
    assert (reply.delivered, reply.reason) == (False, "no answer within 0.1 s")
    assert receiver.received == []


def test_nothing_is_sent_on_a_connection_that_is_made_after_the_reply(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is frozen while it connects, and goes on in a later invocation."""
    monkeypatch.setattr(post_module, "TOTAL_SECONDS", 0.1)
    thawed = threading.Event()
    connect = HTTPConnection.connect

    def freeze(connection: HTTPConnection) -> None:
        thawed.wait(30)
        connect(connection)

    monkeypatch.setattr(HTTPConnection, "connect", freeze)
    threads = set(threading.enumerate())
    reply = post(receiver.url, b"{}", {}, LOCAL)
    thawed.set()
    for thread in set(threading.enumerate()) - threads:
        thread.join()
    assert not reply.delivered
    assert receiver.received == []


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Make a certificate of hooks.example, which this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "certificate.pem"
    pem.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_tls_is_made_with_the_name_and_the_connection_with_the_address(certificate: ssl.SSLContext) -> None:
    guard = Guard(allow_local=True, resolve=lambda *_: ["127.0.0.1"])
    names: list[str | None] = []
    certificate.sni_callback = lambda _socket, name, _context: names.append(name)
    with listening(certificate) as receiver:
        assert post(f"https://hooks.example:{receiver.port}/hook", b"{}", {}, guard).delivered
    assert names == ["hooks.example"]


def test_a_certificate_of_another_name_is_not_delivered_to(certificate: ssl.SSLContext) -> None:
    guard = Guard(allow_local=True, resolve=lambda *_: ["127.0.0.1"])
    with listening(certificate) as receiver:
        reply = post(f"https://other.example:{receiver.port}/hook", b"{}", {}, guard)
    assert (reply.delivered, reply.reason) == (False, "SSLCertVerificationError")
    assert receiver.received == []


def test_a_certificate_that_nobody_vouches_for_is_not_delivered_to(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    guard = Guard(allow_local=True, resolve=lambda *_: ["127.0.0.1"])
    with listening(certificate) as receiver:
        reply = post(f"https://hooks.example:{receiver.port}/hook", b"{}", {}, guard)
    assert not reply.delivered
    assert receiver.received == []
