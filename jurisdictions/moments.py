"""What several statements read, as it stood at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside, all queries see the same state, whoever writes meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        # SQLite does so anyway.
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
