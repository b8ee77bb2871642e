"""The two shapes of a file's content: records for machines, a table for people."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..comparison import Note
from .document import Document

Value = str | int | bool | date | None | Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the records: its name in files, its label, and what it holds, in a sentence.

    Label and meaning are lazy: they are in the language of whoever writes them.
    """

    name: str
    label: Any
    meaning: Any


@dataclass(frozen=True)
class Keyed:
    """Rows by key, so that what was written of one can stand in another file again.

    keys    of all rows, in their order
    rows    those of some keys, each with its key, in no order; their last value is an address,
            which lacks the day and revision that the Document's `pinned.query` adds
    lines   holds what was written of rows (caching/file_lines.py)
    """

    keys: Callable[[], Sequence[Hashable]]
    rows: Callable[[Iterable[Hashable]], Iterable[tuple[Hashable, Sequence[Value]]]]
    lines: Any


@dataclass(frozen=True)
class Records:
    """One row a record, one value a column; a value may be a list of texts.

    `rows` can be read more than once, each time as a stream. Some have them by key, too.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    keyed: Keyed | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text in a table; `notes` are the numbers of the sources behind it."""

    text: str
    href: str = ""
    strong: bool = False
    notes: tuple[int, ...] = ()


# The passages of one place in a table, one below the other.
Passages = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: as many entries as there are columns, or one, which heads the rows below it."""

    entries: tuple[Passages, ...]
    heads: bool = False


@dataclass(frozen=True)
class Table:
    """What the page shows. `rows` is a stream; `notes` are complete once it has been read."""

    caption: str
    columns: tuple[str, ...]
    rows: Iterable[TableRow]
    notes: Iterable[Note] = ()


@dataclass(frozen=True)
class File:
    """Everything that a renderer needs.

    sources   all sources of the records, for formats that list them apart; read as a stream
    length    how many rows there are, where that can be told without reading them
    """

    document: Document
    records: Records
    table: Table
    sources: Iterable[Any] = ()
    length: Callable[[], int] | None = None
