"""The data as it was recorded at a revision, read by the same queries as the data of now.

A snapshot puts temporary tables before the real ones: both databases look there first. They are
filled from the history, a few statements a table, and belong to this connection alone. So each page
and file can be read at a revision, and no query needs to know.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection
from django.db.models import ManyToManyField, Model

from regcompare.replicas import PRIMARY, reading_from

from ..caching.held import state_at
from ..models.records import Dated
from ..plain import FIELDS


@contextmanager
def snapshot(revision: int) -> Iterator[None]:
    """Inside, every query reads the records as they stood at `revision`. For reading only.

    The tables are made when something is read: a page may hold all that it needs.
    """
    tables = Tables(revision)
    # A replica makes no tables, not even temporary ones.
    with reading_from(PRIMARY), state_at(revision):
        try:
            with connection.execute_wrapper(tables):
                yield
        finally:
            tables.drop()


class Tables:
    """The tables of a snapshot, made before the first statement."""

    def __init__(self, revision: int):
        self.revision, self.are_made = revision, False

    def __call__(self, execute: Callable, *statement):
        if not self.are_made:
            # First, since what makes them comes by here too.
            self.are_made = True
            self.make()
        return execute(*statement)

    def make(self) -> None:
        with connection.cursor() as cursor:
            for table, selection in selections().items():
                made = f"CREATE TEMPORARY TABLE {table} AS {selection}"
                cursor.execute(made, [self.revision] * 2)
                give_key(cursor, table)
            for statement in indexes():
                cursor.execute(statement)

    def drop(self) -> None:
        if self.are_made:
            with connection.cursor() as cursor:
                for table in selections():
                    cursor.execute(f"DROP TABLE IF EXISTS {temporary(table)}")


def give_key(cursor, table: str) -> None:
    """PostgreSQL lets a query that groups by the key read the other columns, if there is a key."""
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE {temporary(table)} ADD PRIMARY KEY (id)")


@cache
def indexes() -> list[str]:
    """The statements that index what is dated by its cells, as the real tables are.

    What is in force is what has no successor: without them each row is held against all others.
    """
    return [index(model) for model in FIELDS if issubclass(model, Dated)]


def index(model: type[Dated]) -> str:
    name, table = (quoted(model._meta.db_table + end) for end in ("_cell", ""))
    columns = ", ".join(model._meta.get_field(one).column for one in (*model.cell, "valid_from"))
    # SQLite wants the schema before the name of the index, PostgreSQL before that of the table.
    if connection.vendor == "sqlite":
        return f"CREATE INDEX {temporary(name)} ON {table} ({columns})"
    return f"CREATE INDEX {name} ON {temporary(table)} ({columns})"


def temporary(table: str) -> str:
    """The name that can't mean the real table."""
    schema = {"postgresql": "pg_temp", "sqlite": "temp"}[connection.vendor]
    return f"{schema}.{table}"


@cache
def selections() -> dict[str, str]:
    """By table, what of the history makes its rows; its parameters are the revision, twice."""
    found = {}
    for model in FIELDS:
        found[quoted(model._meta.db_table)] = latest_entries(model)
        found |= latest_lists(model)
    return found


def latest_entries(model: type[Model]) -> str:
    """Of each record the latest entry up to the revision, unless it says that it was deleted."""
    columns = ", ".join(f"h.{quoted(field.column)}" for field in model._meta.local_concrete_fields)
    return f"SELECT {columns} FROM {latest(model)}"


def latest(model: type[Model]) -> str:
    """Those entries, as `h`. Entries made before changes were numbered all bear 0."""
    entries, key = quoted(model.history.model._meta.db_table), quoted(model._meta.pk.column)
    return (
        f"{entries} h WHERE h.revision <= %s AND h.history_type <> '-' AND NOT EXISTS ("
        f"SELECT 1 FROM {entries} later WHERE later.{key} = h.{key} AND later.revision <= %s "
        "AND (later.revision, later.history_id) > (h.revision, h.history_id))"
    )


def latest_lists(model: type[Model]) -> dict[str, str]:
    """The same for the lists of a record, which the history keeps with each of its entries."""
    return {
        quoted(field.m2m_db_table()): latest_list(model, field)
        for field in model._meta.local_many_to_many
    }


def latest_list(model: type[Model], field: ManyToManyField) -> str:
    listed = getattr(model.history.model, field.name).model
    columns = [quoted(name) for name in (field.m2m_column_name(), field.m2m_reverse_name())]
    chosen = ", ".join(f"listed.{column}" for column in columns)
    return (
        f"SELECT listed.m2m_history_id AS id, {chosen} "
        f"FROM {quoted(listed._meta.db_table)} listed "
        f"WHERE listed.history_id IN (SELECT h.history_id FROM {latest(model)})"
    )


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
