"""CSV: one row a record, each with its day, revision, licence and the day it was retrieved."""

import csv
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from ..batches import batched
from ..caching.turns import turn
from ..files.content import File, Keyed, Value
from ..files.document import LICENCE, Document
from ..texts.portable import BETWEEN, composed
from .formulas import harmless

ABOUT = ("as_of", "revision", "licence", "retrieved")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


END = "\r\n"


def new_writer():
    """What makes a line of a row. One each: while one writes a line, no other thread may use it."""
    return csv.writer(Echo(), lineterminator=END)


def render(file: File) -> Iterator[str | bytes]:
    """The lines, as a stream; UTF-8, comma, double quotes, CRLF (RFC 4180)."""
    writer = new_writer()
    yield writer.writerow([*(column.name for column in file.records.columns), *ABOUT])
    if keyed := file.records.keyed:
        yield from known_lines(keyed, file.document)
        return
    about = about_row(file.document)
    for row in file.records.rows:
        yield writer.writerow([*map(plain, row), *about])


def known_lines(keyed: Keyed, document: Document) -> Iterator[bytes]:
    """The same lines. What others had of them is written before any is sent, and the day last."""
    end = f"{document.pinned.query},{new_writer().writerow(about_row(document))}".encode()
    keys, held = keyed.keys(), keyed.lines
    with turn(held):
        hold(keyed, keys)
    for batch in batched(keys):
        others = written(keyed, held.missing(batch))
        lines = (others.get(key) or held.line(key) for key in batch)
        yield b"".join(line + end for line in lines if line)


def hold(keyed: Keyed, keys: Sequence[Hashable]) -> None:
    """Write what nobody wrote so far, as long as there is room. Nothing is sent meanwhile."""
    for batch in batched(keyed.lines.missing(keys)):
        if not keyed.lines.add(written(keyed, batch)):
            return


def written(keyed: Keyed, keys: Sequence[Hashable]) -> dict[Hashable, bytes]:
    """By key, all of a line that is the same in other files."""
    line, rows = new_writer().writerow, keyed.rows(keys)
    return {key: line(map(plain, row)).removesuffix(END).encode() for key, row in rows}


def about_row(document: Document) -> list[str]:
    """The values of ABOUT, the same in every row."""
    day, number = str(document.as_of.day), str(document.number or "")
    return [day, number, LICENCE, document.retrieved.isoformat()]


def plain(value: Value) -> str | int:
    """A value as CSV has it: lists joined, days in ISO form, yes and no as true and false."""
    # In the order in which most values come.
    match value:
        case str():
            return harmless(composed(value))
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int():
            return value
        case date():
            return value.isoformat()
        case _:
            return harmless(composed(BETWEEN.join(value)))
