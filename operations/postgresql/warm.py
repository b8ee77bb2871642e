"""Of the connections that lie ready, the one that was used last: its server process is still warm.

Psycopg's pool hands out the one that rested longest. To wake that costs a page that is kept as much
again as to ask it for the stamp.
"""

from collections import deque

from psycopg_pool import ConnectionPool


class LastFirst(deque):
    """The pool takes from the left what it put to the right."""

    popleft = deque.pop


def keep_warm(pool: ConnectionPool) -> None:
    """From now on the pool does so."""
    if not isinstance(pool._pool, LastFirst):
        with pool._lock:
            pool._pool = LastFirst(pool._pool)
