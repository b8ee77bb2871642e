"""Which addresses may be opened: http and https, on the public internet, by the usual port.

Whoever can write an address, or redirect one, must not make this machine talk to its own network.
A host is resolved once, every IP address of it is judged, and the connection goes to those.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

PORTS = {"http": 80, "https": 443}
# What a path and query hold beside letters and digits; all else is escaped.
PLAIN = "%/:=&?~#+!$,;'@()*[]-._"
# Not for the public, though the standard library of some versions of Python takes them for it.
SPECIAL = [ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "2002::/16")]
GLOBAL_UNICAST = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")


class Unsafe(Exception):
    """An address that isn't opened; says why, in a sentence."""


class Unknown(Exception):
    """A host that has no IP address; says so, in a sentence."""


@dataclass(frozen=True)
class Target:
    """An address in parts, as a request needs them."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"


def read(address: str) -> Target:
    """The parts of an address; Unsafe when it is none, or of a kind that isn't opened."""
    try:
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError is one
        raise Unsafe("It is not a web address.") from error
    if parts.scheme not in PORTS:
        raise Unsafe("It does not begin with http:// or https://.")
    # A password never stands without a name, be it an empty one.
    if parts.username is not None:
        raise Unsafe("It holds a name or a password.")
    if not host or any(c.isspace() or c == "\\" for c in parts.netloc):
        raise Unsafe("It names no host.")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path_of(parts))


def path_of(parts: SplitResult) -> str:
    """Path and query, in ASCII and without blanks or line ends."""
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=PLAIN)


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as this machine resolves it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unknown("The name of its host is not known.") from error
    return list(dict.fromkeys(entry[4][0] for entry in found))


@dataclass(frozen=True)
class Gate:
    """Lets targets through that are public.

    `allow` holds further pairs of IP address and port, for tests with a server on this machine.
    """

    look_up: Callable[[str, int], list[str]] = look_up
    allow: frozenset[tuple[str, int]] = frozenset()

    def admit(self, target: Target) -> list[str]:
        """The IP addresses to connect to; Unsafe unless every one of the host may be opened."""
        found = self.look_up(target.host, target.port)
        for ip in found:
            if (ip, target.port) not in self.allow:
                check(target, ip)
        return found


def check(target: Target, ip: str) -> None:
    if target.port != PORTS[target.scheme]:
        raise Unsafe(f"Port {target.port} is not the usual one for {target.scheme}.")
    if not is_public(ip):
        raise Unsafe(f"{target.host} is not on the public internet ({ip}).")


def is_public(text: str) -> bool:
    """Is it an IP address that anybody on the internet means the same by?"""
    try:
        ip = ip_address(text)
    except ValueError:  # with a zone, such as fe80::1%eth0
        return False
    ip = embedded(ip) or ip
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if ip.version == 6 and ip not in GLOBAL_UNICAST:
        return False
    return not any(ip.version == net.version and ip in net for net in SPECIAL)


def embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if ip.version == 4:
        return None
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else ip.ipv4_mapped
