"""Readers may be served by a replica of the database; whoever writes reads what they wrote.

`reading_from()` says from where the pages of readers are read, for the request at hand. Everything
else, above all each page for staff, asks the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import InterfaceError, OperationalError

PRIMARY, REPLICA = "default", "replica"
# What either of them raises that is away.
AWAY = (OperationalError, InterfaceError)
_reading: ContextVar[str] = ContextVar("reading", default=PRIMARY)


def has_replica() -> bool:
    return REPLICA in settings.DATABASES


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Within it, queries that change nothing go to the database of that alias."""
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


class ReplicaRouter:
    """Django's question which database to ask."""

    def db_for_read(self, model, **hints) -> str:
        return _reading.get()

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, one, other, **hints) -> bool:
        """Both databases hold the same records."""
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        """The replica follows the primary by itself."""
        return db == PRIMARY
