"""The comparison as a file: criteria in rows and jurisdictions in columns, as the page has it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..comparison import Cell, Comparison, State
from .cells import CELL_COLUMNS, THEN_COLUMNS, cell_values, then_values
from .content import Entry, File, Passage, Records, Table, TableRow, Value
from .document import Document


def comparison_file(comparison: Comparison, document: Document) -> File:
    """The file of a Comparison; its records are its cells, row by row."""
    columns = ("Criterion", *(j.short_name for j in comparison.jurisdictions))
    return file_of(comparison, document, columns, criteria_rows(comparison, document))


def matrix_file(comparison: Comparison, document: Document) -> File:
    """The same turned: jurisdictions in rows and criteria in columns."""
    columns = ("Jurisdiction", *(row.criterion.title for row in comparison.rows))
    return file_of(comparison, document, columns, jurisdiction_rows(comparison, document))


def file_of(comparison: Comparison, document: Document, columns, rows: Iterable[TableRow]) -> File:
    names = CELL_COLUMNS + (THEN_COLUMNS if comparison.against else ())
    return File(
        document,
        Records(names, Cells(comparison, document)),
        Table(document.title, columns, list(rows), comparison.notes),
        [note.source for note in comparison.notes],
    )


@dataclass(frozen=True)
class Cells:
    """The cells of a comparison as rows of records."""

    comparison: Comparison
    document: Document

    def __iter__(self) -> Iterator:
        return (self.values(cell) for row in self.comparison.rows for cell in row.cells)

    def values(self, cell: Cell) -> list[Value]:
        against = self.comparison.against
        then = then_values(cell, against) if against else []
        return [*cell_values(cell, self.document), *then]


def criteria_rows(comparison: Comparison, document: Document) -> Iterator[TableRow]:
    against = comparison.against
    for group in comparison.groups:
        yield TableRow(([Passage(group.section.title, strong=True)],), heads=True)
        for row in group.rows:
            question = [Passage(row.criterion.title, strong=True), Passage(row.criterion.question)]
            yield TableRow((question, *(entry(cell, document, against) for cell in row.cells)))


def jurisdiction_rows(comparison: Comparison, document: Document) -> Iterator[TableRow]:
    for jurisdiction, cells in comparison.columns:
        head = [Passage(jurisdiction.short_name, strong=True)]
        yield TableRow((head, *(entry(cell, document, comparison.against) for cell in cells)))


def entry(cell: Cell, document: Document, against: date | None) -> Entry:
    """What the page shows of a cell before it is opened, its provisions, and what it said then."""
    return [*now(cell, document), *(then(cell, document, against) if cell.changed else [])]


def now(cell: Cell, document: Document) -> Entry:
    if cell.state is not State.STANCE:
        return [Passage(cell.word)]
    finding = cell.finding
    notes = tuple(note.number for note in cell.notes)
    provisions = "; ".join(str(provision) for provision in finding.provisions)
    due = "; verification due" if cell.verification_due else ""
    return [
        Passage(cell.word, strong=True),
        Passage(finding.answer, document.absolute(finding.get_absolute_url()), notes=notes),
        *([Passage(provisions)] if provisions else []),
        Passage(f"since {finding.valid_from}{due}"),
    ]


def then(cell: Cell, document: Document, against: date) -> Entry:
    """The stance and the answer on the day that the comparison is held against."""
    word, finding = cell.before.word, cell.before.finding
    if finding is None:
        return [Passage(f"On {against}: {word.lower()}")]
    if not cell.says_otherwise:
        return [Passage(f"On {against}: the same stance and answer, with another detail")]
    address = document.absolute(finding.get_absolute_url())
    return [Passage(f"On {against}: {word}", strong=True), Passage(finding.answer, address)]
