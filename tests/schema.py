"""The tables of the tests' database, altered for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@contextmanager
def altered(change: str, back: str) -> Iterator[None]:
    """Inside, a table is another one: what is said here follows ALTER TABLE."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {change}")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE {back}")


def renamed(table: str, column: str = ""):
    """Inside, a table or one of its columns has another name than the code has for it."""
    if column:
        change = f"{table} RENAME COLUMN"
        return altered(f"{change} {column} TO otherwise", f"{change} otherwise TO {column}")
    return altered(f"{table} RENAME TO otherwise", f"otherwise RENAME TO {table}")


def migrations():
    """Those that the database says it has seen."""
    return MigrationRecorder(connection).migration_qs
