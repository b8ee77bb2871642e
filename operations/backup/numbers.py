"""The numbers that a table gives to its rows. No number is given twice: histories go by them."""

from django.db import connection
from django.db.models import AutoField, Model


def is_numbered(model: type[Model]) -> bool:
    return isinstance(model._meta.pk, AutoField)


def last_number(model: type[Model]) -> int | None:
    """The highest number that the table ever gave; None where it gives none."""
    if not is_numbered(model):
        return None
    with connection.cursor() as cursor:
        return READ[connection.vendor](cursor, model)


def never_again(model: type[Model], last: int | None) -> None:
    """Let the table go on after `last`, and after the highest that it gave itself."""
    if not is_numbered(model):
        return
    highest = max(last or 0, last_number(model))
    with connection.cursor() as cursor:
        WRITE[connection.vendor](cursor, model, highest)


def read_sqlite(cursor, model: type[Model]) -> int:
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    found = cursor.fetchone()
    return found[0] if found else 0


def write_sqlite(cursor, model: type[Model], last: int) -> None:
    table = model._meta.db_table
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def read_postgresql(cursor, model: type[Model]) -> int:
    name = sequence(cursor, model)
    cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")
    return cursor.fetchone()[0]


def write_postgresql(cursor, model: type[Model], last: int) -> None:
    cursor.execute("SELECT setval(%s, %s, %s)", [sequence(cursor, model), max(last, 1), last > 0])


def sequence(cursor, model: type[Model]) -> str:
    quoted = connection.ops.quote_name(model._meta.db_table)
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, model._meta.pk.column])
    return cursor.fetchone()[0]


READ = {"sqlite": read_sqlite, "postgresql": read_postgresql}
WRITE = {"sqlite": write_sqlite, "postgresql": write_postgresql}
