"""How a comparison lies on the page, as plain data: which axis goes down, and how dense it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .comparison import Cell, Comparison
from .lines import Band, Line

# From so many columns on a cell shows its stance, and its answer on demand.
DENSE = 10
# Up to so many columns the type is at its largest, and a sheet of paper is wide enough.
ROOMY = 5


class Style(StrEnum):
    """How much a cell shows; the names are those of functions in pieces/cells.py."""

    FULL = "full"
    SHORT = "short"
    DENSE = "dense"


def style(columns: int, otherwise: Style = Style.FULL) -> Style:
    """The style of a table with so many columns: dense where they are many."""
    return Style.DENSE if columns >= DENSE else otherwise


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads under one heading, which is empty when nothing is grouped: Lines or Rows.

    `of_data` says whether the heading is a name in the data.
    """

    heading: str
    heads: tuple
    of_data: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the table: its head, and its cells in the order of the columns."""

    head: Any
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Strips:
    """Rows under one heading; `of_data` says whether that is a name in the data."""

    heading: str
    strips: tuple[Strip, ...]
    of_data: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A comparison with its heads across, and its strips down.

    Turned, jurisdictions go down and criteria across; the heads of criteria are Rows of the
    comparison, those of jurisdictions are Lines.
    """

    comparison: Comparison
    across: tuple[Heads, ...]
    down: tuple[Strips, ...]
    style: Style = Style.FULL
    turned: bool = False

    @property
    def heads(self) -> list:
        """All heads across."""
        return [head for heads in self.across for head in heads.heads]

    @property
    def labels(self) -> list[str]:
        """What the heads across are called."""
        return [name_of(head) for head in self.heads]

    @property
    def width(self) -> int:
        """How many columns there are, beside the heads of the rows."""
        return len(self.heads)

    @property
    def is_banded(self) -> bool:
        """Have the columns headings above their heads? Those of one section need none."""
        several = len(self.across) > 1 or not self.turned
        return several and any(heads.heading for heads in self.across)

    @property
    def density(self) -> str:
        """In a word: dense, close or roomy."""
        if self.style is Style.DENSE:
            return "dense"
        return "close" if self.width > ROOMY else "roomy"


def name_of(head) -> str:
    return head.jurisdiction.short_name if isinstance(head, Line) else head.criterion.title


def laid_out(
    comparison: Comparison,
    bands: Iterable[Band],
    style: Style = Style.FULL,
    *,
    turned: bool = False,
) -> Layout:
    """The comparison with its jurisdictions as the bands have them, across or turned, down."""
    sides = jurisdictions_down if turned else criteria_down
    across, down = sides(comparison, tuple(bands))
    return Layout(comparison, across, down, style, turned)


def criteria_down(comparison: Comparison, bands: tuple[Band, ...]) -> tuple:
    across = tuple(Heads(band.heading, band.lines, band.of_data) for band in bands)
    down = tuple(
        Strips(group.section.title, tuple(Strip(row, row.cells) for row in group.rows), True)
        for group in comparison.groups
    )
    return across, down


def jurisdictions_down(comparison: Comparison, bands: tuple[Band, ...]) -> tuple:
    cells = {jurisdiction.pk: column for jurisdiction, column in comparison.columns}
    across = tuple(Heads(group.section.title, group.rows, True) for group in comparison.groups)
    down = tuple(Strips(band.heading, strips_of(band.lines, cells), band.of_data) for band in bands)
    return across, down


def strips_of(lines: Iterable[Line], cells: dict[int, Sequence[Cell]]) -> tuple[Strip, ...]:
    return tuple(Strip(line, cells.get(line.jurisdiction.pk, ())) for line in lines)
