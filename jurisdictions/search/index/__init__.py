"""Where the databases differ: how a question is put to the index of each, and a match weighed."""

from functools import cache

from django.db import connection

from .base import Index


@cache
def of_vendor(vendor: str) -> Index:
    if vendor == "postgresql":
        from .postgresql import PostgreSQL

        return PostgreSQL()
    from .sqlite import SQLite

    return SQLite()


def current() -> Index:
    """The index of the database that is in use."""
    return of_vendor(connection.vendor)
