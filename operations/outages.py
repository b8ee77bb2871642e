"""Why the database or the cache can't do what it is asked, by name: never a bare 500.

A name is for machines and logs, its sentence for whoever waits. What isn't named here is a fault of
the code, and stays one.
"""

import errno
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

SOON = 5


@dataclass(frozen=True)
class Outage:
    """What is out of order, and in how many seconds it is worth trying again."""

    name: str
    sentence: str
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE
    retry_after: int = SOON
    # For the log, where somebody has to do something.
    cure: str = ""


AWAY = Outage("database-away", _("The database can’t be reached at the moment."))
LOCKED = Outage("database-locked", _("Somebody else is writing. Nothing was saved."))
READ_ONLY = Outage("database-read-only", _("The database takes no changes. Nothing was saved."))
FULL = Outage(
    "disk-full",
    _("There is no room left on the server’s disk. Nothing was saved."),
    HTTPStatus.INSUFFICIENT_STORAGE,
    60,
)
BEHIND = Outage(
    "database-behind",
    _("The database isn’t ready for this version of the site yet."),
    retry_after=60,
    cure="This database is older than the code: run `manage.py migrate` first.",
)
DAMAGED = Outage("database-damaged", _("The database can’t be read."), retry_after=60)
BEING_WRITTEN = Outage("being-written", _("This is being written at the moment."))
CACHE_AWAY = Outage("cache-away", _("The cache can’t be reached at the moment."))

# Beginnings of the codes that PostgreSQL gives (SQLSTATE), the longer first.
POSTGRESQL = {
    "53100": FULL,
    "57014": LOCKED,  # cancelled, by a limit of time
    "55P03": LOCKED,
    "40": LOCKED,  # deadlocks and their like: the same request may succeed
    "25006": READ_ONLY,
    "08": AWAY,
    "53": AWAY,  # too many connections, no memory
    "57P": AWAY,  # shutting down, or starting
    "58": AWAY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# Packages, by whose errors a database or a cache is known. Not imported: they may not be there.
DRIVERS = ("psycopg", "psycopg_pool")
CACHES = ("redis", "pymemcache", "pylibmc", "valkey")


class BeingWritten(Exception):
    """An answer was begun several times, and what it is made of was written each time."""


def outage(error: BaseException | None) -> Outage | None:
    """What is out of order, if that is why something failed."""
    for each in causes(error):
        for read in (from_us, from_sqlite, from_postgresql, from_cache, from_disk):
            if found := read(each):
                return found
    return None


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from. Django wraps what a driver raises."""
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def one_line(error: Exception) -> str:
    """What a database says of an error, fit for the middle of a sentence."""
    return " ".join(str(error).split()).rstrip(".")


def from_us(error: BaseException) -> Outage | None:
    return BEING_WRITTEN if isinstance(error, BeingWritten) else None


def from_sqlite(error: BaseException) -> Outage | None:
    """By SQLite's code. Its last byte is the kind of error, what stands before says more."""
    code = getattr(error, "sqlite_errorcode", None)
    return SQLITE.get(code & 0xFF) if code is not None else None


def from_postgresql(error: BaseException) -> Outage | None:
    """By the server's code; where an operation failed without one, no server answered."""
    if not comes_from(error, DRIVERS):
        return None
    if state := getattr(error, "sqlstate", None):
        return next((found for start, found in POSTGRESQL.items() if state.startswith(start)), None)
    names = {kind.__name__ for kind in type(error).__mro__}
    return AWAY if "OperationalError" in names else None


def from_cache(error: BaseException) -> Outage | None:
    return CACHE_AWAY if comes_from(error, CACHES) else None


def from_disk(error: BaseException) -> Outage | None:
    """A file of ours that had no room, such as an upload."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return FULL if full else None


def comes_from(error: BaseException, packages: tuple[str, ...]) -> bool:
    return type(error).__module__.partition(".")[0] in packages
