"""The comparison, as plain data: cells in rows, rows in groups. No queries, no request.

Every format is made from one Comparison, so a file never disagrees with the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from .choices import Stance


class State(StrEnum):
    """Why a cell reads as it does. Unknown is not "no"."""

    STANCE = "stance"
    NOT_RESEARCHED = "not-researched"
    OUTSIDE_FILTER = "outside-filter"


STATE_LABELS = {
    State.NOT_RESEARCHED: "Not researched",
    State.OUTSIDE_FILTER: "Outside the filter",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A source with the number that it has in the notes under the table."""

    number: int
    source: Any


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer of one jurisdiction to one criterion; `finding` is None where none is known."""

    jurisdiction: Any
    criterion: Any
    finding: Any = None
    matches: bool = True
    verification_due: bool = False
    notes: tuple[Note, ...] = ()

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
        return STATE_LABELS[self.state]

    @property
    def meaning(self) -> str:
        """What the stance means, in a sentence."""
        return Stance(self.finding.stance).meaning


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion across all jurisdictions."""

    criterion: Any
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Does the coded stance, or its presence, differ between the jurisdictions?"""
        return len({cell.finding and cell.finding.stance for cell in self.cells}) > 1

    @property
    def agrees(self) -> bool:
        """Is there a finding in every cell, none outside the filter, and all of one stance?"""
        return all(cell.state is State.STANCE for cell in self.cells) and not self.differs


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
    def hidden(self) -> int:
        """How many cells the filter leaves out."""
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(cell.state is State.OUTSIDE_FILTER for cell in cells)


class Notes:
    """Numbers sources in the order in which the cells first rest on them."""

    def __init__(self):
        self.by_source: dict[Any, Note] = {}

    def number(self, sources: Iterable) -> tuple[Note, ...]:
        return tuple(
            self.by_source.setdefault(source, Note(len(self.by_source) + 1, source))
            for source in sources
        )


def compare(
    jurisdictions: Sequence,
    criteria: Sequence,
    findings: Iterable,
    *,
    day: date,
    today: date,
    matching: set[int] | None = None,
    numbered: bool = True,
) -> Comparison:
    """Arrange the findings in force on `day` as a table.

    `criteria` come in the order of their sections. `matching` holds the keys of the findings
    that the filter lets through (None: all); the others stay in their cells, marked. `today`
    decides which verifications are due. Sources are numbered unless the table shows none.
    """
    known = {(f.jurisdiction_id, f.criterion_id): f for f in findings}
    notes = Notes() if numbered else None

    def cell(jurisdiction, criterion) -> Cell:
        finding = known.get((jurisdiction.pk, criterion.pk))
        if finding is None:
            return Cell(jurisdiction, criterion)
        if matching is not None and finding.pk not in matching:
            return Cell(jurisdiction, criterion, finding, matches=False)
        return single(finding, today, notes)

    def row(criterion) -> Row:
        return Row(
            criterion, tuple(cell(jurisdiction, criterion) for jurisdiction in jurisdictions)
        )

    groups = tuple(
        Group(section, tuple(row(criterion) for criterion in members))
        for section, members in groupby(criteria, key=lambda criterion: criterion.section)
    )
    listed = tuple(notes.by_source.values()) if notes else ()
    return Comparison(day, tuple(jurisdictions), groups, listed)


def single(finding, today: date, notes: Notes | None) -> Cell:
    """The cell of one finding, with its sources numbered among the notes, if there are any."""
    return Cell(
        finding.jurisdiction,
        finding.criterion,
        finding,
        verification_due=finding.verification_due(today),
        notes=notes.number(finding.sources) if notes is not None else (),
    )
