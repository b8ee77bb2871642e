"""File → database: everything is replaced, in one transaction, after everything was verified."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from jurisdictions.models import Jurisdiction, Revision

from ..outages import BEHIND, one_line
from ..schema import is_behind
from . import numbers, tables
from .archive import BackupError, Contents, applied_migrations, opened, read_rows

quoted = connection.ops.quote_name


def restore(path: Path, progress: Callable[[Iterable], Iterable]) -> Contents:
    """Replace the whole database by the backup; BackupError, with nothing changed, otherwise."""
    with opened(path) as (archive, contents):
        check(archive, contents, path)
        try:
            with transaction.atomic(), alone():
                replace(archive, contents, progress)
        except IntegrityError as error:
            raise BackupError(f"{path} contradicts itself: {one_line(error)}.") from error
        except DatabaseError as error:
            raise BackupError(f"The database refused the backup: {one_line(error)}.") from error
        ContentType.objects.clear_cache()
    return contents


def verified(path: Path) -> Contents:
    """What the backup holds; BackupError unless it can be restored here."""
    with opened(path) as (archive, contents):
        check(archive, contents, path)
    return contents


def is_empty() -> bool:
    """Is there nothing to lose?"""
    return not (Jurisdiction.objects.exists() or User.objects.exists())


# --- Verifying ---


def check(archive: zipfile.ZipFile, contents: Contents, path: Path) -> None:
    """BackupError unless the backup fits this version and holds what it says."""
    check_code()
    check_migrations(contents, path)
    check_shape(contents, path)
    for name, table in contents.tables.items():
        if sum(1 for _row in read_rows(archive, name)) != table.rows:
            raise BackupError(f"{path} is damaged: the rows of {name} are not {table.rows}.")


def check_code() -> None:
    if is_behind():
        raise BackupError(BEHIND.cure)


def check_migrations(contents: Contents, path: Path) -> None:
    """A backup is restored by the version that made it; `migrate` then leads on from there."""
    theirs, ours = set(contents.migrations), set(applied_migrations())
    if unknown := sorted(theirs - ours):
        raise BackupError(
            f"{path} was made by a newer or another version: it knows {', '.join(unknown)}."
        )
    if missing := sorted(ours - theirs):
        raise BackupError(
            f"{path} was made by an older version, before {', '.join(missing)}. "
            "Restore it with that version, then run `manage.py migrate` with this one."
        )


def check_shape(contents: Contents, path: Path) -> None:
    ours = {name: tables.columns(model) for name, model in tables.kept().items()}
    if ours != {name: table.columns for name, table in contents.tables.items()}:
        raise BackupError(f"{path} has other tables or columns than this database.")


# --- Replacing ---


@contextmanager
def alone() -> Iterator[None]:
    """Inside, nobody else writes, while others go on reading what was. SQLite has one writer."""
    if connection.vendor == "postgresql":
        names = ", ".join(quoted(name) for name in all_tables())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            # In this order, as all who write: first their turn, then the tables.
            Revision.take_turn()
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
    yield


def replace(archive: zipfile.ZipFile, contents: Contents, progress) -> None:
    with connection.cursor() as cursor:
        for name in all_tables():
            cursor.execute(f"DELETE FROM {quoted(name)}")
        for name, model in progress(tables.kept().items()):
            FILL[connection.vendor](cursor, model, rows(archive, name, model))
            numbers.never_again(model, contents.tables[name].last)
    # References are checked at the end of a transaction only; here the error still has our words.
    connection.check_constraints()


def rows(archive: zipfile.ZipFile, name: str, model: type[Model]) -> Iterator[list]:
    try:
        yield from tables.values(model, read_rows(archive, name))
    except (TypeError, ValueError) as error:
        raise BackupError(f"It holds a row of {name} that can't be read: {error}.") from error


def all_tables() -> list[str]:
    return [*tables.kept(), *tables.emptied()]


def fill_sqlite(cursor, model: type[Model], found: Iterator[list]) -> None:
    names = tables.columns(model)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {target(model)} VALUES ({marks})"
    while batch := list(islice(found, tables.AT_ONCE)):
        cursor.executemany(statement, batch)


def fill_postgresql(cursor, model: type[Model], found: Iterator[list]) -> None:
    # A refusal of the driver's own copy gets Django's name, by which `restore` knows it.
    with (
        connection.wrap_database_errors,
        cursor.copy(f"COPY {target(model)} FROM STDIN") as copy,
    ):
        for row in found:
            copy.write_row(row)


def target(model: type[Model]) -> str:
    names = ", ".join(quoted(name) for name in tables.columns(model))
    return f"{quoted(model._meta.db_table)} ({names})"


FILL = {"sqlite": fill_sqlite, "postgresql": fill_postgresql}
