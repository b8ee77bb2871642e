"""One request to an IP address that was judged beforehand.

Python's own HTTP client is enough: told where to connect, it still asks for the host by its name,
in the Host header and, over TLS, in the server name that the certificate must be for. So no
second look-up can lead elsewhere (DNS rebinding). It knows no proxies and follows no redirects.
"""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer

from .safety import PORTS, Target

ACCEPT = {"Accept": "text/html,application/pdf,*/*;q=0.8", "Accept-Encoding": "identity"}
MOST_ADDRESSES = 4
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)


class NoAnswer(Exception):
    """The host did not answer; says why, in a sentence."""


class Untrusted(Exception):
    """The certificate of the host is not valid for this machine."""


@dataclass(frozen=True)
class Answer:
    """What a host answered; of the body no more than was asked for."""

    status: int
    headers: Message
    body: bytes = b""

    @property
    def location(self) -> str:
        """Where it redirects to; empty when it doesn't."""
        return self.headers.get("Location", "") if self.status in REDIRECTS else ""


class Connection(HTTPConnection):
    """A connection for a target that goes to one of the IP addresses given."""

    def __init__(self, target: Target, addresses: list[str], timeout: float):
        super().__init__(target.host, target.port, timeout=timeout)
        self.target, self.addresses = target, addresses
        # The Host header names the port unless it is this one.
        self.default_port = PORTS[target.scheme]

    def connect(self):
        self.sock = open_first(self.addresses, self.port, self.timeout)
        if self.target.scheme == "https":
            self.sock = trust().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()


@cache
def trust() -> ssl.SSLContext:
    """Certificates that this machine trusts, for the host that was asked for."""
    return ssl.create_default_context()


def open_first(addresses: list[str], port: int, timeout: float) -> socket.socket:
    """A connection to the first of the addresses that takes one; they share the time."""
    *earlier, last = addresses[:MOST_ADDRESSES]
    each = timeout / (len(earlier) + 1)
    for ip in earlier:
        with suppress(OSError):
            return connected(ip, port, each, timeout)
    return connected(last, port, each, timeout)


def connected(ip: str, port: int, patience: float, timeout: float) -> socket.socket:
    """A connection that came about in time, with the timeout for what follows."""
    found = socket.create_connection((ip, port), patience)
    found.settimeout(timeout)
    return found


def fetch(
    method: str, target: Target, addresses: list[str], agent: str, timeout: float, most: int = 0
) -> Answer:
    """What the target answers within `timeout` seconds, with up to `most` bytes of the body."""
    connection = Connection(target, addresses, timeout)
    try:
        with deadline(connection, timeout):
            connection.request(method, target.path, headers={"User-Agent": agent, **ACCEPT})
            response = connection.getresponse()
            body = response.read(most) if most else b""
            return Answer(response.status, response.headers, body)
    except ssl.SSLCertVerificationError as error:
        raise Untrusted(f"Its certificate is not valid: {error.verify_message}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(reason(error)) from error
    finally:
        connection.close()


@contextmanager
def deadline(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Cut the connection after so many seconds. Its own timeout begins anew with each byte."""
    ends = time.monotonic() + seconds
    timer = Timer(seconds, cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException) as error:
        if time.monotonic() < ends:
            raise
        raise TimeoutError from error
    finally:
        timer.cancel()


def cut(connection: HTTPConnection):
    with suppress(OSError, AttributeError):
        # Not the method of a TLS socket, which would go on in plain text.
        socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def reason(error: Exception) -> str:
    """Why there was no answer, in a sentence."""
    if isinstance(error, TimeoutError):
        return "It did not answer in time."
    if isinstance(error, ConnectionRefusedError):
        return "It takes no connections."
    if isinstance(error, ssl.SSLError):
        return "No secure connection came about."
    return "The connection broke off." if isinstance(error, OSError) else "It answered no HTTP."
