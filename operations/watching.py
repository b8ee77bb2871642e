"""One request, watched from outside: its identifier, its statements, how long it took."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

from django.conf import settings

from . import metrics

slow = logging.getLogger("regcompare.slow")
# What is logged of a statement at most.
LONGEST_STATEMENT = 2000

_current: ContextVar["Watch | None"] = ContextVar("watch", default=None)


@dataclass
class Watch:
    """What is known of the request that is being answered."""

    request_id: str
    begun: float = field(default_factory=perf_counter)
    statements: int = 0
    in_database: float = 0.0

    @contextmanager
    def open(self) -> Iterator[None]:
        """Inside, log lines bear the identifier, and statements are counted."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    def statement(self, took: float, sql) -> None:
        """A statement was asked, which took so many seconds."""
        self.statements += 1
        self.in_database += took
        if took * 1000 >= settings.SLOW_QUERY_MS:
            tell_slow(str(sql), took)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.begun


def watch_connection(connection, **signal) -> None:
    """Whoever opens a connection to a database calls this: its statements are counted from then on,
    for the request that asks them.
    """
    if timed not in connection.execute_wrappers:
        # Before those that are there for a while, each of which goes by being the last.
        connection.execute_wrappers.insert(0, timed)


def timed(execute, sql, params, many, context):
    watch = _current.get()
    if watch is None:
        return execute(sql, params, many, context)
    begun = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        watch.statement(perf_counter() - begun, sql)


def request_id() -> str | None:
    """The identifier of the request that is being answered; None outside of any."""
    watch = _current.get()
    return watch.request_id if watch else None


def tell_slow(sql: str, took: float) -> None:
    """Without its parameters: they may be what somebody typed."""
    statement = " ".join(sql.split())[:LONGEST_STATEMENT]
    data = {"ms": milliseconds(took), "sql": statement}
    slow.warning("slow query, %(ms)s ms: %(sql)s", data, extra={"data": data})
    metrics.slow_query()


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
