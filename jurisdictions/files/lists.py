"""A list as a file: what of each item a machine reads, and which of it people do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..comparison import Note, Notes
from .content import Column, File, Passage, Records, Table, TableRow, Value
from .document import Document

# Asked for anew by each format that reads them, so that a long list is never held in memory.
Items = Callable[[], Iterable]


@dataclass(frozen=True)
class Listing:
    """What a list says of its items.

    values    an item's values in the order of the columns
    shown     the names of the columns that people read; the first one links to the item
    address   the path of an item's page
    sources   what an item rests on
    """

    columns: tuple[Column, ...]
    values: Callable[[Any, Document], Sequence[Value]]
    shown: tuple[str, ...]
    address: Callable[[Any], str]
    sources: Callable[[Any], Iterable]

    @property
    def labels(self) -> tuple[str, ...]:
        label_of = {column.name: str(column.label) for column in self.columns}
        return tuple(label_of[name] for name in self.shown)


def list_file(listing: Listing, items: Items, document: Document) -> File:
    """The file of a list."""
    notes = Notes()
    records = Records(listing.columns, RecordRows(listing, items, document, notes))
    rows = TableRows(listing, items, document, notes)
    return File(document, records, Table(document.title, listing.labels, rows, notes), Cited(notes))


@dataclass(frozen=True)
class Rows:
    """Rows that are made while they are read, as often as they are; sources are noted meanwhile."""

    listing: Listing
    items: Items
    document: Document
    notes: Notes

    def __iter__(self) -> Iterator:
        return map(self.row, self.items())

    def noted(self, item) -> tuple[Note, ...]:
        return self.notes.number(self.listing.sources(item))


class RecordRows(Rows):
    def row(self, item) -> Sequence[Value]:
        self.noted(item)
        return self.listing.values(item, self.document)


class TableRows(Rows):
    def row(self, item) -> TableRow:
        numbers = tuple(note.number for note in self.noted(item))
        values = self.listing.values(item, self.document)
        by_name = dict(zip((c.name for c in self.listing.columns), values, strict=True))
        first, *others = (in_words(by_name[name]) for name in self.listing.shown)
        href = self.document.absolute(self.listing.address(item))
        head = Passage(first, href, strong=True, notes=numbers)
        return TableRow(tuple([passage] for passage in [head, *map(Passage, others)]))


def in_words(value: Value) -> str:
    """A value as people read it in a table."""
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case str() | int():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return "; ".join(value)


@dataclass(frozen=True)
class Cited:
    """The sources noted so far, in the order of their numbers."""

    notes: Notes

    def __iter__(self) -> Iterator:
        return (note.source for note in self.notes)


def source_values(sources: Sequence) -> list[Value]:
    """Slugs, titles and addresses, for SOURCE_COLUMNS."""
    return [
        [source.slug for source in sources],
        [source.title for source in sources],
        [source.url for source in sources],
    ]


SOURCE_COLUMNS = (
    Column(
        "sources", _("Sources (slugs)"), _("Slugs of the sources it rests on, the primary first.")
    ),
    Column("source_titles", _("Sources"), _("Their titles, in the same order.")),
    Column(
        "source_addresses", _("Addresses of the sources"), _("Their addresses; empty if unknown.")
    ),
)
