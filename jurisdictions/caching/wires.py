"""A wire: a connection that each thread keeps beside Django's, to ask for the stamp alone.

Most answers cost one statement, and what stands around it (cursors that convert, a pool that lends
and takes back) takes several times as long as the statement.
"""

from threading import local
from typing import Any

from django.db import Error, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from operations.watching import timed
from regcompare.resting import Resting

from ..models import Stamp
from ..models.stamps import LAST, Moved, moved

# Where none can be opened, as on a server that lends no more connections, it is done without.
opening = Resting("wire", Error)


class Wire:
    """To the database of a connection of Django's."""

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection
        with connection.wrap_database_errors:
            self.own = opened(connection)
            self.cursor = self.own.cursor()

    def ask(self) -> Moved:
        """The stamp, by a statement that counts like any other."""
        with self.connection.wrap_database_errors:
            rows = timed(self.run, LAST[self.connection.vendor], None, False, {})
        return moved(rows)

    def run(self, statement: str, *_given) -> list[tuple]:
        return self.cursor.execute(statement).fetchall()

    def is_sound(self) -> bool:
        """A file doesn't hang up; a server may have."""
        return self.connection.vendor == "sqlite" or self.own.is_sound()


def opened(connection: BaseDatabaseWrapper) -> Any:
    """A connection of the driver itself; on PostgreSQL none of the pool, which would lack it."""
    parameters = connection.get_connection_params()
    if connection.vendor == "postgresql":
        return connection.beside_pool(parameters)
    return connection.get_new_connection(parameters)


class Wires(local):
    """Those of a thread, by the alias of their database."""

    def __init__(self):
        self.by_alias: dict[str, Wire | None] = {}


_wires = Wires()


def forget() -> None:
    """Let this thread begin anew, as when the database is taken away."""
    for wire in filter(None, _wires.by_alias.values()):
        wire.own.close()
    _wires.by_alias.clear()


def last(alias: str) -> Moved:
    """What `Stamp.last` gives: by the wire if there is one, else by Django's connection."""
    if connections[alias].in_atomic_block:
        # What a transaction has written can be read in it alone.
        return Stamp.last(using=alias)
    wire = _wires.by_alias.get(alias)
    if wire is None:
        return by_django(alias)
    # Only one that has answered is asked again.
    _wires.by_alias[alias] = None
    if (found := asked(wire)) is None:
        return by_django(alias)
    _wires.by_alias[alias] = wire
    return found


def asked(wire: Wire) -> Moved | None:
    """None where a wire is of no use any more, though the server may be there."""
    found = None
    try:
        if wire.is_sound():
            found = wire.ask()
    except Error as error:
        if not was_refused(error):
            raise
    finally:
        if found is None:
            wire.own.close()
    return found


def was_refused(error: Error) -> bool:
    """Did a server answer? One that lends its connections statement by statement, for others,
    doesn't know what was prepared on a wire."""
    return getattr(error.__cause__, "sqlstate", None) is not None


def by_django(alias: str) -> Moved:
    """The stamp, and a wire for the next time: to a server that has just answered."""
    close_old_connections()
    found = Stamp.last(using=alias)
    close_old_connections()
    # Some servers begin a thread for each request, for which to open one would be in vain.
    is_first = alias not in _wires.by_alias
    _wires.by_alias[alias] = None if is_first else opening.ask(lambda: Wire(connections[alias]))
    return found
