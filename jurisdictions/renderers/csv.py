"""CSV: one row a record, each with its day, revision, licence and the day it was retrieved."""

import csv
from collections.abc import Iterator
from datetime import date

from ..files.content import File, Value
from ..files.document import LICENCE, Document
from .formulas import harmless
from .texts import BETWEEN, normal

ABOUT = ("as_of", "revision", "licence", "retrieved")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def render(file: File) -> Iterator[str]:
    """The lines, as a stream; UTF-8, comma, double quotes, CRLF (RFC 4180)."""
    writer = csv.writer(Echo())
    about = about_row(file.document)
    yield writer.writerow([*(column.name for column in file.records.columns), *ABOUT])
    for row in file.records.rows:
        yield writer.writerow([*map(plain, row), *about])


def about_row(document: Document) -> list[str]:
    """The values of ABOUT, the same in every row."""
    day, number = str(document.as_of.day), str(document.number or "")
    return [day, number, LICENCE, document.retrieved.isoformat()]


def plain(value: Value) -> str | int:
    """A value as CSV has it: lists joined, days in ISO form, yes and no as true and false."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return harmless(normal(value))
        case int():
            return value
        case date():
            return value.isoformat()
        case _:
            return harmless(normal(BETWEEN.join(value)))
