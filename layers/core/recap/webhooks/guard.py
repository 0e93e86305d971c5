"""Which addresses a webhook may call: strangers choose them, so only the public internet is open to them.

The special-purpose networks are those of the IANA registries:
https://www.iana.org/assignments/iana-ipv4-special-registry and
https://www.iana.org/assignments/iana-ipv6-special-registry
"""

import contextlib
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

from recap.errors import ForbiddenAddressError, HostLookupError, InvalidWebhookUrlError
from recap.webhooks.names import Resolver, resolve_name

LOOKUP_SECONDS = 3.0
_PORTS = {"https": 443, "http": 80}
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

# Python's is_global lets these pass, some of them only in some versions.
_REFUSED_V4 = [
    IPv4Network("192.0.0.0/24"),  # protocol assignments, the anycast addresses in it included
    IPv4Network("192.31.196.0/24"),  # AS112
    IPv4Network("192.52.193.0/24"),  # automatic multicast tunnelling
    IPv4Network("192.88.99.0/24"),  # 6to4 relays
    IPv4Network("192.175.48.0/24"),  # AS112
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv4Network("240.0.0.0/4"),  # reserved, and broadcast
]
# Of IPv6 only this part is given out to hosts; NAT64, site-local, unique local, link-local, multicast and
# IPv4-compatible addresses all lie outside.
_GIVEN_OUT_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = [
    IPv6Network("2001::/23"),  # Teredo, benchmarks, ORCHID and other protocol assignments
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4: carries an IPv4 address, a private one perhaps
    IPv6Network("2620:4f:8000::/48"),  # AS112
    IPv6Network("3fff::/20"),  # documentation
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook goes: ``host`` is the name for TLS and the Host header; ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets webhooks go out to public addresses only.

    ``allow_local`` opens loopback addresses, plain http and every port as well: for a machine of one's own.
    """

    allow_local: bool = False
    resolve: Resolver = resolve_name

    def parse(self, url: str) -> Target:
        """Take a URL apart. Raises InvalidWebhookUrlError, which says what to change."""
        if _UNSAFE.search(url):
            raise InvalidWebhookUrlError("must not hold spaces, control characters or backslashes")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise InvalidWebhookUrlError("is not a URL; write https://host/path") from error
        if parts.scheme not in _PORTS or not parts.hostname:
            raise InvalidWebhookUrlError("must be an absolute URL, such as https://example.com/summaries")
        if "@" in parts.netloc:
            raise InvalidWebhookUrlError("must not hold a user name or password")
        port = _PORTS[parts.scheme] if port is None else port
        if not self.allow_local:
            if parts.scheme != "https":
                raise InvalidWebhookUrlError("must be an https URL")
            if port != _PORTS["https"]:
                raise InvalidWebhookUrlError("must use port 443")
        return Target(parts.scheme, _host(parts.hostname), port, _path(parts))

    def addresses(self, target: Target, seconds: float = LOOKUP_SECONDS) -> list[str]:
        """Resolve a target's host, once, and give its addresses, every one of them checked.

        Raises UnknownHostError, HostLookupError, ForbiddenAddressError.
        """
        addresses = self.resolve(target.host, target.port, seconds)
        for address in addresses:
            if not self.permits(address):
                raise ForbiddenAddressError("must not lead to a private, local or reserved address")
        return addresses

    def admit(self, url: str) -> None:
        """Refuse an address when it is given, not only when it is called. Raises WebhookRefusedError."""
        target = self.parse(url)
        # Where the name system is silent, it is asked again before every delivery.
        with contextlib.suppress(HostLookupError):
            self.addresses(target)

    def permits(self, address: str) -> bool:
        """Tell whether a webhook may go to this IP address."""
        ip = ip_address(address)
        if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if self.allow_local and ip.is_loopback:
            return True
        return _is_public(ip)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _REFUSED_V4)
    return ip.is_global and ip in _GIVEN_OUT_V6 and not any(ip in network for network in _REFUSED_V6)


def _host(name: str) -> str:
    if ":" in name:
        return name
    if not name.isascii():
        # Python's codec knows IDNA 2003 only, in which the name of one host can become that of another.
        raise InvalidWebhookUrlError("has a host name beyond ASCII; write it in its xn-- form")
    try:
        return name.encode("idna").decode("ascii").removesuffix(".")
    except UnicodeError as error:
        raise InvalidWebhookUrlError("has a host name that is not one") from error


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    return f"{path}?{query}" if query else path
