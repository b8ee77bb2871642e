"""The comparison as a file: criteria in rows and jurisdictions in columns, as the page has it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..choices import Confidence
from ..comparison import Cell, Comparison, State
from ..days import in_words
from ..languages import inline
from ..law.caveats import Caveats, caveats
from ..texts.markup import to_words
from .cells import CELL_COLUMNS, THEN_COLUMNS, cell_values, then_values
from .content import File, Passage, Passages, Records, Table, TableRow, Value
from .document import Document


def comparison_file(comparison: Comparison, document: Document, *, opened: bool = False) -> File:
    """The file of a Comparison; its records are its cells, row by row.

    `opened` says whether the cells of its table are open: then they say why, too.
    """
    columns = (_("Criterion"), *(j.short_name for j in comparison.jurisdictions))
    show = entries(comparison, document, opened)
    return file_of(comparison, document, columns, criteria_rows(comparison, show))


def matrix_file(comparison: Comparison, document: Document, *, opened: bool = False) -> File:
    """The same turned: jurisdictions in rows and criteria in columns."""
    columns = (_("Jurisdiction"), *(row.criterion.title for row in comparison.rows))
    show = entries(comparison, document, opened)
    return file_of(comparison, document, columns, jurisdiction_rows(comparison, show))


def file_of(comparison: Comparison, document: Document, columns, rows: Iterable[TableRow]) -> File:
    names = CELL_COLUMNS + (THEN_COLUMNS if comparison.against else ())
    return File(
        document,
        Records(names, Cells(comparison, document, caveats(document.as_of.day))),
        Table(document.title, columns, list(rows), comparison.notes),
        [note.source for note in comparison.notes],
    )


@dataclass(frozen=True)
class Cells:
    """The cells of a comparison as rows of records."""

    comparison: Comparison
    document: Document
    texts: Caveats

    def __iter__(self) -> Iterator:
        return (self.values(cell) for row in self.comparison.rows for cell in row.cells)

    def values(self, cell: Cell) -> list[Value]:
        against = self.comparison.against
        then = then_values(cell, against) if against else []
        return [*cell_values(cell, self.document, self.texts), *then]


def criteria_rows(comparison: Comparison, show: Callable) -> Iterator[TableRow]:
    for group in comparison.groups:
        yield TableRow(([Passage(group.section.title, strong=True)],), heads=True)
        for row in group.rows:
            question = [Passage(row.criterion.title, strong=True), Passage(row.criterion.question)]
            yield TableRow((question, *map(show, row.cells)))


def jurisdiction_rows(comparison: Comparison, show: Callable) -> Iterator[TableRow]:
    for jurisdiction, cells in comparison.columns:
        head = [Passage(jurisdiction.short_name, strong=True)]
        yield TableRow((head, *map(show, cells)))


def entries(comparison: Comparison, document: Document, opened: bool) -> Callable[[Cell], Passages]:
    """What the page shows of a cell, closed or opened, and what it said then."""
    against, texts = comparison.against, caveats(document.as_of.day)

    def entry(cell: Cell) -> Passages:
        before = then(cell, document, against) if cell.changed else []
        return [*now(cell, document, texts, opened), *before]

    return entry


def now(cell: Cell, document: Document, texts: Caveats, opened: bool) -> Passages:
    if cell.state is not State.STANCE:
        return [Passage(str(cell.word))]
    finding = cell.finding
    notes = tuple(note.number for note in cell.notes)
    provisions = "; ".join(map(texts.cited, finding.provisions))
    return [
        Passage(str(cell.word), strong=True),
        Passage(finding.answer, document.absolute(finding.get_absolute_url()), notes=notes),
        *(reasons(finding) if opened else []),
        *([Passage(provisions)] if provisions else []),
        Passage("; ".join(known(cell))),
    ]


def reasons(finding) -> Iterator[Passage]:
    """Why a finding says what it says, in words without markup."""
    if finding.detail:
        yield Passage(to_words(finding.detail))
    if finding.note:
        yield Passage(f"{_('Note:')} {finding.note}")


def known(cell: Cell) -> Iterator[str]:
    """From when the finding holds, when it was verified, and how well it is known."""
    finding = cell.finding
    yield _("since %(day)s") % {"day": in_words(finding.valid_from)}
    if finding.verified_on:
        yield _("verified %(day)s") % {"day": in_words(finding.verified_on)}
    if cell.verification_due:
        yield _("verification due")
    if finding.confidence == Confidence.BACKGROUND:
        yield _("background knowledge")


def then(cell: Cell, document: Document, against: date) -> Passages:
    """The stance and the answer on the day that the comparison is held against."""
    word, finding, day = str(cell.before.word), cell.before.finding, in_words(against)
    if finding is None:
        return [Passage(_("On %(day)s: %(word)s") % {"day": day, "word": inline(word)})]
    if not cell.says_otherwise:
        same = _("On %(day)s: the same stance and answer, with another detail")
        return [Passage(same % {"day": day})]
    address = document.absolute(finding.get_absolute_url())
    told = _("On %(day)s: %(word)s") % {"day": day, "word": word}
    return [Passage(told, strong=True), Passage(finding.answer, address)]
