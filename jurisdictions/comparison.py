"""The comparison, as plain data: cells in rows, rows in groups. No queries, no request.

Every format is made from one Comparison, so a file never disagrees with the page.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain, groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from .choices import Only, Stance


class State(StrEnum):
    """Why a cell reads as it does. Unknown is not "no"."""

    STANCE = "stance"
    NOT_RESEARCHED = "not-researched"
    OUTSIDE_FILTER = "outside-filter"


STATE_LABELS = {
    State.NOT_RESEARCHED: _("Not researched"),
    State.OUTSIDE_FILTER: _("Outside the filter"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A source with the number that it has in the notes under the table.

    Under the table it also knows the `cells` that rest on it.
    """

    number: int
    source: Any
    cells: tuple = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer of one jurisdiction to one criterion; `finding` is None where none is known."""

    jurisdiction: Any
    criterion: Any
    finding: Any = None
    matches: bool = True
    verification_due: bool = False
    notes: tuple[Note, ...] = ()
    # The same cell on the day that the comparison is held against.
    before: "Cell | None" = None

    @property
    def is_compared(self) -> bool:
        """Is it held against another day? What the filter hides is not."""
        return self.before is not None and self.state is not State.OUTSIDE_FILTER

    @property
    def changed(self) -> bool:
        """Does another finding hold than on the other day, or only one of the days have one?"""
        return self.is_compared and self.before.finding != self.finding

    @property
    def is_new(self) -> bool:
        """Is only one of the days known? Nobody can say then whether the law changed."""
        return self.changed and None in (self.finding, self.before.finding)

    @property
    def says_otherwise(self) -> bool:
        """Does stance or answer differ from that of the other day?"""
        return self.changed and self.said != self.before.said

    @property
    def said(self) -> tuple[str, str] | None:
        return self.finding and (self.finding.stance, self.finding.answer)

    @property
    def state(self) -> State:
        if self.finding is None:
            return State.NOT_RESEARCHED
        return State.STANCE if self.matches else State.OUTSIDE_FILTER

    @property
    def code(self) -> str:
        """What the mark of the cell stands for: a stance of the scale, or the state."""
        return self.finding.stance if self.state is State.STANCE else self.state

    @property
    def word(self) -> str:
        """The code in words."""
        if self.state is State.STANCE:
            return self.finding.get_stance_display()
        return str(STATE_LABELS[self.state])

    @property
    def anchor(self) -> str:
        """Where the sources of the cell stand on a page: custody.dubai, a name of its own."""
        return f"{self.criterion.slug}.{self.jurisdiction.slug}"

    @property
    def meaning(self) -> str:
        """What the stance means, in a sentence."""
        return Stance(self.finding.stance).meaning

    def with_notes(self, notes: "Notes | None") -> "Cell":
        """The cell with the sources of what it shows numbered among the notes, if there are any."""
        if notes is None or self.state is not State.STANCE:
            return self
        return replace(self, notes=notes.number(self.finding.sources, self))


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion across all jurisdictions."""

    criterion: Any
    cells: tuple[Cell, ...]

    def with_notes(self, notes: "Notes | None") -> "Row":
        return replace(self, cells=tuple(cell.with_notes(notes) for cell in self.cells))

    @property
    def differs(self) -> bool:
        """Do the coded stances differ between the jurisdictions that were researched?

        Unknown is not "no": a cell without a finding may well hold the same stance.
        """
        return len({cell.finding.stance for cell in self.cells if cell.finding}) > 1

    @property
    def changed(self) -> bool:
        """Does a cell differ from the same cell on the day that the row is held against?"""
        return any(cell.changed for cell in self.cells)

    @property
    def agrees(self) -> bool:
        """Is there a finding in every cell, none outside the filter, and all of one stance?"""
        return all(cell.state is State.STANCE for cell in self.cells) and not self.differs

    @property
    def apart(self) -> Any:
        """The jurisdiction that stands apart: the only one of another stance than all the others.

        None where that can't be said: it takes a stance in every cell, and two others that agree.
        """
        if len(self.cells) < 3 or any(cell.state is not State.STANCE for cell in self.cells):
            return None
        stances = Counter(cell.finding.stance for cell in self.cells)
        if len(stances) != 2:
            return None
        alone = [cell.jurisdiction for cell in self.cells if stances[cell.finding.stance] == 1]
        return alone[0] if alone else None

    @property
    def has_gap(self) -> bool:
        """Is a cell not researched, or its verification due?"""
        return any(cell.finding is None or cell.verification_due for cell in self.cells)

    def is_kept(self, only: Only | None) -> bool:
        """Does the row stay when only differences, or only gaps, are asked for?"""
        match only:
            case Only.DIFFERENCES:
                return self.differs or self.changed
            case Only.GAPS:
                return self.has_gap
        return True


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one section."""

    section: Any
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Jurisdictions side by side on a day."""

    day: date
    jurisdictions: tuple
    groups: tuple[Group, ...]
    notes: tuple[Note, ...] = ()
    # How many rows were left out because they hold no known difference, or no gap.
    left_out: int = 0
    # The day that the cells are held against.
    against: date | None = None

    @property
    def looks_back(self) -> bool:
        """Is the other day the earlier one?"""
        return self.against is not None and self.against < self.day

    @property
    def changed(self) -> int:
        """How many cells changed between the two days, of those that are known on both."""
        return sum(cell.changed and not cell.is_new for row in self.rows for cell in row.cells)

    @property
    def new(self) -> int:
        """How many cells are known on one of the two days only."""
        return sum(cell.is_new for row in self.rows for cell in row.cells)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def columns(self) -> list[tuple[Any, tuple[Cell, ...]]]:
        """The same cells turned: each jurisdiction with its cells in the order of the rows."""
        turned = zip(*(row.cells for row in self.rows), strict=True) if self.rows else ()
        return list(zip(self.jurisdictions, turned, strict=False))

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return sum(row.differs for row in self.rows)

    @property
    def gaps(self) -> int:
        """How many rows have a gap."""
        return sum(row.has_gap for row in self.rows)

    @property
    def hidden(self) -> int:
        """How many cells the filter leaves out."""
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(cell.state is State.OUTSIDE_FILTER for cell in cells)


class Notes:
    """Numbers sources in the order in which the cells first rest on them."""

    def __init__(self):
        self.known: dict[Any, tuple[Note, list[Cell]]] = {}

    def number(self, sources: Iterable, cell: Cell | None = None) -> tuple[Note, ...]:
        """The notes of some sources; they remember the cell, if one rests on them."""
        return tuple(self.note(source, cell) for source in sources)

    def note(self, source: Any, cell: Cell | None) -> Note:
        if (known := self.known.get(source)) is None:
            known = self.known[source] = Note(len(self.known) + 1, source), []
        note, cells = known
        if cell:
            cells.append(cell)
        return note

    def __iter__(self) -> Iterator[Note]:
        return (replace(note, cells=tuple(cells)) for note, cells in self.known.values())


def compare(
    jurisdictions: Sequence,
    criteria: Sequence,
    findings: Iterable,
    *,
    day: date,
    today: date,
    matching: set[int] | None = None,
    only: Only | None = None,
    numbered: bool = True,
    turned: bool = False,
    against: date | None = None,
    then: Iterable = (),
) -> Comparison:
    """Arrange the findings in force on `day` as a table.

    `criteria` come in the order of their sections. `matching` holds the keys of the findings
    that the filter lets through (None: all); the others stay in their cells, marked. `only`
    leaves out the rows without a difference or a gap. `today` decides which verifications are
    due. Sources are numbered unless the table shows none, row by row, or `turned` jurisdiction by
    jurisdiction. Each cell is held against the findings `then` in force on the day `against`, if
    one is given.
    """
    cells = Cells(by_cell(findings), today, matching, by_cell(then) if against else None)
    rows = [cells.row(criterion, jurisdictions) for criterion in criteria]
    kept = [row for row in rows if row.is_kept(only)]
    notes = Notes() if numbered else None
    if numbered and turned:
        number_by_jurisdiction(kept, notes)
    groups, left_out = grouped(kept, notes), len(rows) - len(kept)
    return Comparison(day, tuple(jurisdictions), groups, tuple(notes or ()), left_out, against)


@dataclass(frozen=True, slots=True)
class Cells:
    """What the cells of a table are made from: its findings, and those of the other day."""

    findings: dict
    today: date
    matching: set[int] | None = None
    then: dict | None = None

    def row(self, criterion, jurisdictions: Iterable) -> Row:
        return Row(criterion, tuple(self.cell(one, criterion) for one in jurisdictions))

    def cell(self, jurisdiction, criterion) -> Cell:
        key = jurisdiction.pk, criterion.pk
        finding = self.findings.get(key)
        matches = self.matches(finding)
        due = finding is not None and matches and finding.verification_due(self.today)
        before = None if self.then is None else Cell(jurisdiction, criterion, self.then.get(key))
        return Cell(jurisdiction, criterion, finding, matches, due, before=before)

    def matches(self, finding) -> bool:
        return finding is None or self.matching is None or finding.pk in self.matching


def by_cell(findings: Iterable) -> dict:
    return {(f.jurisdiction_id, f.criterion_id): f for f in findings}


def number_by_jurisdiction(rows: Sequence[Row], notes: Notes) -> None:
    """Give the sources their numbers in the order in which a turned table is read."""
    for cell in chain.from_iterable(zip(*(row.cells for row in rows), strict=True)):
        if cell.state is State.STANCE:
            notes.number(cell.finding.sources)


def grouped(rows: Iterable[Row], notes: Notes | None) -> tuple[Group, ...]:
    """The rows by section, the sources of their cells numbered in the order of reading."""
    return tuple(
        Group(section, tuple(row.with_notes(notes) for row in members))
        for section, members in groupby(rows, key=lambda row: row.criterion.section)
    )


def single(finding, today: date, notes: Notes | None) -> Cell:
    """The cell of one finding, with its sources numbered among the notes, if there are any."""
    return Cell(
        finding.jurisdiction,
        finding.criterion,
        finding,
        verification_due=finding.verification_due(today),
    ).with_notes(notes)
