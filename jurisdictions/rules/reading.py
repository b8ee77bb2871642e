"""Records from fixture files, read without the database, and from the database itself."""

from collections.abc import Iterable
from pathlib import Path

from django.db.models import Field

from ..loading.files import Entry, LoadError, read_file
from ..plain import FIELDS, Values, fields_of, stored
from ..recording.moments import one_moment
from ..shipped import SHIPPED, path_of
from .dataset import Record

DATABASE = "database"


def read_database() -> list[Record]:
    """All records at one moment, drafts included, in as many queries however many there are."""
    with one_moment():
        rows = [(model, values) for model in FIELDS for values in stored(model).values()]
    return sorted((Record(model, values, DATABASE) for model, values in rows), key=str)


def read_files(paths: Iterable[Path]) -> list[Record]:
    """The records of some files, file by file; LoadError where one can't be read."""
    return [
        Record(entry.model, values_of(entry), shown(path))
        for path in paths
        for entry in read_file(path).values()
    ]


def shipped_files() -> list[Path]:
    """The shipped files in the order of loading."""
    return [path_of(name).resolve() for name in SHIPPED]


def shown(path: Path) -> str:
    """The path as an editor would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def values_of(entry: Entry) -> Values:
    """All fields of a record as the database would give them back."""
    return {name: value_of(entry, field) for name, field in fields_of(entry.model).items()}


def value_of(entry: Entry, field: Field):
    if field.is_relation:
        value = entry.plain(field.name)
    elif field.name in entry.fields:
        value = field.to_python(entry.fields[field.name])
    else:
        value = field.get_default()
    if is_missing(field, value):
        raise LoadError(f"{entry}, field {field.name}: it has no value. Give it one.")
    return value


def is_missing(field: Field, value) -> bool:
    """Is there no value where a form would ask for one?"""
    return (value is None and not field.null) or (value == "" and not field.blank)
