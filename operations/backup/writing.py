"""Database → file. Others go on writing: the backup is the database of one moment."""

import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.db.models import Model

from jurisdictions.models import Revision
from jurisdictions.recording.moments import one_moment

from . import numbers, tables
from .archive import Contents, Table, applied_migrations, path_of, sealed, write_manifest


def back_up(path: Path, replace: bool, progress: Callable[[Iterable], Iterable]) -> Contents:
    """Write all tables to the file; BackupError where it can't be written."""
    with sealed(path, replace) as archive, one_moment():
        made = contents(archive, progress)
        write_manifest(archive, made)
    return made


def contents(archive: zipfile.ZipFile, progress) -> Contents:
    # Before the rows, or what SQLite calls one moment would begin with the first of them.
    current = Revision.current()
    return Contents(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        revision=current.number if current else 0,
        migrations=applied_migrations(),
        tables={name: write(archive, model) for name, model in progress(tables.kept().items())},
    )


def write(archive: zipfile.ZipFile, model: type[Model]) -> Table:
    """The rows of a table, and what the manifest says of them."""
    count = 0
    with archive.open(path_of(model._meta.db_table), "w", force_zip64=True) as file:
        for row in tables.rows(model):
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return Table(tables.columns(model), count, numbers.last_number(model))
