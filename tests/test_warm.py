"""Who takes a connection gets the one that was used last, which is ready soonest."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no pool"),
]


def process() -> int:
    connection.ensure_connection()
    return connection.connection.info.backend_pid


def test_the_connection_that_was_used_last_is_taken_again():
    connection.ensure_connection()
    connection.pool.wait()
    seen = set()
    for _ in range(6):
        seen.add(process())
        connection.close()
    assert len(connection.pool._pool) > 1
    assert len(seen) == 1


def test_all_others_stay_ready():
    connection.ensure_connection()
    others = len(connection.pool._pool)
    connection.close()
    assert len(connection.pool._pool) == others + 1
