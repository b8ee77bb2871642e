"""The files of a release as bytes. Nothing here touches a disk.

The same data makes the same bytes, but for the version and its day in the manifest.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import date

from ..plain import key_fields
from .changelog import Changes, as_markdown, as_plain, counts
from .codebook import codebook
from .forms import as_csv, as_json
from .meanings import meaning_of_table
from .schema import schema_of
from .tables import Table
from .texts import TITLE, licence, readme

NAME = "regcompare"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
# They tell of two releases, so that they don't count when two are held against each other.
CHANGE_FILES = ("CHANGELOG.md", "changes.json")
# The earliest moment that a zip can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
UNIX = 3
MEDIA_TYPES = {
    ".schema.json": "application/schema+json",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}

Files = dict[str, bytes]


def contents(tables: Iterable[Table]) -> Files:
    """By path, the files that follow from the data alone."""
    texts = {"README.md": readme(), "CODEBOOK.md": codebook(), "LICENCE.txt": licence()}
    files = {path: text.encode() for path, text in texts.items()}
    for table in tables:
        files[f"csv/{table.name}.csv"] = as_csv(table)
        files[json_path(table.name)] = as_json(table.rows)
        files[f"schema/{table.name}.schema.json"] = as_json(schema_of(table.model))
    return files


def json_path(table: str) -> str:
    """Where the exact form of a table lies."""
    return f"json/{table}.json"


def with_changes(files: Files, since: str | None, found: Changes) -> Files:
    """The files, and those that tell what changed since an earlier version."""
    told = (as_markdown(since, found).encode(), as_json(as_plain(since, found)))
    return files | dict(zip(CHANGE_FILES, told, strict=True))


def manifest(
    files: Files, tables: list[Table], *, version: str, day: date, since: str | None, found: Changes
) -> dict:
    """What the release is and holds, in the manner of a data package."""
    return {
        "name": NAME,
        "title": TITLE,
        "version": version,
        "day": day.isoformat(),
        "licenses": [{"name": "MIT", "path": "LICENCE.txt"}],
        "records": sum(len(table.rows) for table in tables),
        "changes": {"since": since, **counts(found)},
        "tables": [described_table(table) for table in tables],
        "files": [described_file(path, files[path]) for path in sorted(files)],
    }


def described_table(table: Table) -> dict:
    return {
        "name": table.name,
        "description": meaning_of_table(table.model),
        "key": list(key_fields(table.model)),
        "records": len(table.rows),
    }


def described_file(path: str, content: bytes) -> dict:
    return {
        "path": path,
        "mediatype": media_type(path),
        "bytes": len(content),
        "sha256": digest(content),
    }


def media_type(path: str) -> str:
    """As it is served."""
    found = (kind for ending, kind in MEDIA_TYPES.items() if path.endswith(ending))
    return next(found, "text/plain; charset=utf-8")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def complete(files: Files, described: dict) -> Files:
    """The files, with their manifest and the checksums of all."""
    files = files | {MANIFEST: as_json(described)}
    return files | {SUMS: sums(files)}


def sums(files: Files) -> bytes:
    """Checksums as `sha256sum -c` reads them."""
    return "".join(f"{digest(files[path])}  {path}\n" for path in sorted(files)).encode()


def zipped(files: Files, folder: str) -> bytes:
    """All files in a folder, in one zip without times."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", NO_TIME)
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED)
    return content.getvalue()
