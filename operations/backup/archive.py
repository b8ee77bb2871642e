"""The file of a backup: a zip archive with a manifest, a file of rows for each table, and a seal.

manifest.json            what the backup is, and how many rows each table has
tables/<table>.jsonl     the rows, a JSON list a line, in the order of the manifest's columns

The archive's comment, and thus the end of the file, is the SHA-256 of all before it: no byte can be
lost or changed unnoticed.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from .unfinished import unfinished

FORMAT = "regcompare-backup/1"
MANIFEST = "manifest.json"
SEAL = b"sha256:"
SEAL_LENGTH = len(SEAL) + 64


class BackupError(Exception):
    """Why there is no backup, or nothing was restored, in a sentence."""


@dataclass(frozen=True)
class Table:
    """What the manifest says of a table; `last` is the highest number it ever gave to a row."""

    columns: list[str]
    rows: int
    last: int | None


@dataclass(frozen=True)
class Contents:
    """The manifest."""

    made_at: str
    database: str
    revision: int
    migrations: list[str]
    tables: dict[str, Table]
    format: str = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def applied_migrations() -> list[str]:
    """The migrations of this database, as app.name."""
    applied = MigrationLoader(connection).applied_migrations
    return sorted(f"{app}.{name}" for app, name in applied)


def path_of(table: str) -> str:
    return f"tables/{table}.jsonl"


# --- Writing ---


@contextmanager
def sealed(path: Path, replace: bool) -> Iterator[zipfile.ZipFile]:
    """An archive to write to. Only when it is whole it comes to lie at `path`, for its owner only.

    BackupError where something lies there already, unless it may be replaced.
    """
    try:
        check_place(path, replace)
        with unfinished(path) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield archive
                archive.comment = SEAL + b"0" * 64
            seal(file)
            arrive(Path(file.name), path, replace)
    except OSError as error:
        raise BackupError(f"{path} can't be written: {error.strerror}.") from error


def check_place(path: Path, replace: bool) -> None:
    """A folder or a device is never replaced, and a file only where that was said."""
    if not path.exists():
        return
    if not path.is_file():
        raise BackupError(f"{path} is there and is no file. Choose another name.")
    if not replace:
        raise BackupError(f"{path} exists. Choose another name, or add --overwrite.")


def seal(file: BinaryIO) -> None:
    digest = digest_of(file)
    file.seek(-64, os.SEEK_END)
    file.write(digest.encode())
    file.flush()
    os.fsync(file.fileno())


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of all but the seal's own digits."""
    left = file.seek(-64, os.SEEK_END)
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(min(left, 1 << 20)):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def arrive(partial: Path, path: Path, replace: bool) -> None:
    """Give the file its name, which a link doesn't take from another; to last through a crash."""
    if replace:
        os.replace(partial, path)
    else:
        os.link(partial, path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_manifest(archive: zipfile.ZipFile, contents: Contents) -> None:
    archive.writestr(MANIFEST, json.dumps(asdict(contents), indent=1))


# --- Reading ---


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Contents]]:
    """A backup whose every byte is as it was written; BackupError for anything else."""
    try:
        with path.open("rb") as file:
            check_seal(file, path)
            with zipfile.ZipFile(file) as archive:
                yield archive, read_manifest(archive, path)
    except OSError as error:
        raise BackupError(f"{path} can't be read: {error.strerror}.") from error
    except zipfile.BadZipFile as error:
        raise BackupError(f"{path} is no backup of regcompare.") from error


def check_seal(file: BinaryIO, path: Path) -> None:
    length = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, length - SEAL_LENGTH))
    said = file.read()
    if not said.startswith(SEAL):
        file.seek(0)
        known = file.read(2) == b"PK"
        what = "is cut off, or no backup" if known else "is no backup"
        raise BackupError(f"{path} {what} of regcompare.")
    if start + len(said) != length or digest_of(file).encode() != said[len(SEAL) :]:
        raise BackupError(f"{path} is damaged: its content doesn't fit its checksum.")


def read_manifest(archive: zipfile.ZipFile, path: Path) -> Contents:
    try:
        said = json.loads(archive.read(MANIFEST))
        made_as = said["format"]
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path} is no backup of regcompare.") from error
    if made_as != FORMAT:
        raise BackupError(f"{path} has the form {made_as}; only {FORMAT} is known here.")
    tables = {name: Table(**table) for name, table in said["tables"].items()}
    return Contents(**{**said, "tables": tables})


def read_rows(archive: zipfile.ZipFile, table: str) -> Iterator[list]:
    with archive.open(path_of(table)) as lines:
        for line in lines:
            yield json.loads(line)
