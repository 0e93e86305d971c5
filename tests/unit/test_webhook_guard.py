# ruff: noqa: S104 - deceptive digits and odd addresses are what this is about
"""The guard: strangers choose the addresses, and only the public internet is open to them."""

import socket
import threading

import pytest
from recap.errors import ForbiddenAddressError, HostLookupError, InvalidWebhookUrlError, UnknownHostError
from recap.webhooks.guard import Guard
from recap.webhooks.names import resolve_name

# One or more of every special-purpose network, and every way to wrap a private IPv4 address in IPv6.
NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.0.170", "192.0.2.1", "192.31.196.1",
    "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "100:0:0:1::1",
    "2001::1", "2001:0:a9fe:a9fe::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:a9fe:a9fe::1", "2002:7f00:1::1", "2620:4f:8000::1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip

PUBLIC = ["1.1.1.1", "8.8.8.8", "52.94.236.248", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not Guard().permits(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_permitted(address: str) -> None:
    assert Guard().permits(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_a_machine_of_ones_own_may_call_itself(address: str) -> None:
    assert Guard(allow_local=True).permits(address)


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "fd00:ec2::254", "64:ff9b::7f00:1", "0.0.0.0"]
)
def test_but_nothing_else_that_is_private(address: str) -> None:
    assert not Guard(allow_local=True).permits(address)


LOOPBACK_NAMES = ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "localhost.", "[::1]",
                  "[::ffff:127.0.0.1]", "１２７.0.0.1", "①27.0.0.1", "0", "127.0.0.1."]  # fmt: skip


@pytest.mark.parametrize("name", LOOPBACK_NAMES)
def test_no_spelling_of_loopback_gets_through(name: str) -> None:
    guard = Guard()
    with pytest.raises((ForbiddenAddressError, InvalidWebhookUrlError, UnknownHostError)):
        guard.addresses(guard.parse(f"https://{name}/"))


def test_every_address_of_a_name_is_checked() -> None:
    guard = Guard(resolve=lambda *_: ["1.1.1.1", "2606:4700:4700::1111", "10.0.0.1"])
    with pytest.raises(ForbiddenAddressError):
        guard.addresses(guard.parse("https://example.com/"))


WRONG_URLS = [
    "", "example.com", "/hook", "//example.com/hook", "https:/example.com", "https:///hook", "https://", "https://:443/",
    "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "http://example.com/",
    "https://example.com:80/", "https://example.com:8443/", "https://example.com:0/", "https://example.com:65536/",
    "https://example.com:x/", "https://[::1/", "https://[nonsense]/", "https://user@example.com/",
    "https://user:pass@example.com/", "https://example.com\\@127.0.0.1/", "https://example.com/a b",
    "https://example.com/\r\nHost: x", "\thttps://example.com/", "https://a..b/",
    "https://" + "a" * 64 + ".com/",
]  # fmt: skip


@pytest.mark.parametrize("url", WRONG_URLS)
def test_what_is_no_https_url_is_refused(url: str) -> None:
    with pytest.raises(InvalidWebhookUrlError):
        Guard().parse(url)


@pytest.mark.parametrize(
    ("url", "host", "path", "header"),
    [
        ("https://example.com", "example.com", "/", "example.com"),
        ("https://EXAMPLE.com:443/Hook?a=b&c=%20d#top", "example.com", "/Hook?a=b&c=%20d", "example.com"),
        (
            "https://xn--bcher-kva.example/é?ü=ö",
            "xn--bcher-kva.example",
            "/%C3%A9?%C3%BC=%C3%B6",
            "xn--bcher-kva.example",
        ),
        ("https://[2606:4700::1111]/", "2606:4700::1111", "/", "[2606:4700::1111]"),
    ],
)
def test_a_url_is_taken_apart(url: str, host: str, path: str, header: str) -> None:
    target = Guard().parse(url)
    assert (target.host, target.path, target.host_header, target.port) == (host, path, header, 443)


@pytest.mark.parametrize(
    "host", ["faß.de", "bücher.example", "例え.テスト", "x\u200dy.example", "example。com"]
)
def test_a_host_name_beyond_ascii_is_not_guessed_at(host: str) -> None:
    with pytest.raises(InvalidWebhookUrlError, match="xn-- form"):
        Guard().parse(f"https://{host}/")


def test_a_machine_of_ones_own_may_use_http_and_any_port() -> None:
    target = Guard(allow_local=True).parse("http://localhost:8000/hook")
    assert (target.scheme, target.port, target.host_header) == ("http", 8000, "localhost:8000")


def test_a_name_that_does_not_exist_is_unknown() -> None:
    with pytest.raises(UnknownHostError):
        resolve_name("a host name with spaces", 443, 3.0)


def test_name_servers_that_keep_silent_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    silence = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [] if silence.wait(30) else None)
    with pytest.raises(HostLookupError):
        resolve_name("localhost", 443, 0.01)
    silence.set()


def test_name_servers_that_fail_may_answer_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(HostLookupError):
        resolve_name("example.com", 443, 3.0)


def test_a_name_gives_its_addresses_once_each() -> None:
    addresses = resolve_name("localhost", 443, 3.0)
    assert addresses
    assert len(addresses) == len(set(addresses))
    assert {socket.getaddrinfo(address, 443)[0][4][0] for address in addresses} <= {"127.0.0.1", "::1"}
