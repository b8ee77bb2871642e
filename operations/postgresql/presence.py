"""Is a PostgreSQL server still there? Asked without a connection, in half a second."""

import os
import select
import socket
import struct

from psycopg import OperationalError

# Asks whether encryption is spoken. Any server answers with one letter, before any signing in.
QUESTION = struct.pack("!ii", 8, 80877103)
SECONDS = 0.5


def address_of(descriptor: int) -> tuple:
    """Family and address of the server at the other end of a connection's socket."""
    with socket.socket(fileno=os.dup(descriptor)) as twin:
        return twin.family, twin.getpeername()


def ask(address: tuple) -> None:
    """OperationalError unless the server at the address answers."""
    family, where = address
    try:
        with socket.socket(family, socket.SOCK_STREAM) as asking:
            asking.settimeout(SECONDS)
            asking.connect(where)
            asking.sendall(QUESTION)
            answered = asking.recv(1)
    except OSError as error:
        raise OperationalError(f"the database server is away: {error}") from error
    if not answered:
        raise OperationalError("the database server is away: it hung up")


def hung_up(descriptor: int) -> bool:
    """Has the server said something on an idle connection? It does so only to end it."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
