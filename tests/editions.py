"""The shipped data for tests: read from the fixtures once, then put back as rows.

Loading writes each record with its history, which takes seconds; most files of tests need it. One
process leaves what it loaded to the others in the folder of the run.
"""

import os
import pickle
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from jurisdictions.models import Revision, Stamp

# The rows of each table after fixtures were loaded, as the database hands them out.
Rows = dict[str, object]
remembered: dict[tuple[str, ...], Rows] = {}


def load(fixtures: tuple[str, ...]) -> None:
    """Load the fixtures; what an empty database has of them is remembered for the next time."""
    if Revision.objects.exists():
        call_command("load_data", *fixtures, verbosity=0)
    elif rows := remembered.get(fixtures) or left_by_another(fixtures):
        remembered[fixtures] = rows
        restore(rows)
    else:
        # On PostgreSQL, what was rolled back has used up numbers of revisions.
        number_on()
        call_command("load_data", *fixtures, verbosity=0)
        remembered[fixtures] = {table: rows_of(table) for table in tables()}
        leave(fixtures)
    # So that nothing is left to be checked at the end of the transaction.
    connection.check_constraints()


def left_by_another(fixtures: tuple[str, ...]) -> Rows | None:
    """What another process loaded, if one was through with it."""
    file = file_of(fixtures)
    return pickle.loads(file.read_bytes()) if file.exists() else None


def leave(fixtures: tuple[str, ...]) -> None:
    """For other processes, which find all of it or nothing."""
    file = file_of(fixtures)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(remembered[fixtures]))
    unfinished.replace(file)


def file_of(fixtures: tuple[str, ...]) -> Path:
    name = blake2b(" ".join(fixtures).encode(), digest_size=8).hexdigest()
    return Path(os.environ["TEST_FOLDER"]) / f"edition-{name}"


def tables() -> Iterator[str]:
    for model in models():
        yield model._meta.db_table


def models() -> list:
    found = apps.get_app_config("jurisdictions").get_models(include_auto_created=True)
    # The stamp is written by the triggers of all others.
    return [model for model in found if not model._meta.proxy and model is not Stamp]


def restore(tables: Rows) -> None:
    for table, rows in tables.items():
        put(table, rows)
    number_on()


def number_on() -> None:
    """Let the next record of each table get the number after its last."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def rows_of(table: str):
    if connection.vendor == "postgresql":
        return copied(table)
    with connection.cursor() as cursor:
        return cursor.execute(f'SELECT * FROM "{table}"').fetchall()


def put(table: str, rows) -> None:
    if connection.vendor == "postgresql":
        copy(table, rows)
    elif rows:
        places = ", ".join("?" * len(rows[0]))
        connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)


# The driver would hand out JSON as Python values, and take them back as something else.


def copied(table: str) -> bytes:
    with connection.connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def copy(table: str, rows: bytes) -> None:
    with connection.connection.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
        copy.write(rows)
