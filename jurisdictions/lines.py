"""The approach of a jurisdiction over time, as plain data: runs of periods, lines of a table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from .choices import Stance


@dataclass(frozen=True, slots=True)
class Run:
    """Periods of one approach in a row. `end` is the day on which the next approach began."""

    approach: Any
    periods: tuple
    end: date | None = None

    @property
    def start(self) -> date:
        return self.periods[0].valid_from

    @property
    def last(self):
        return self.periods[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """One jurisdiction in the table of approaches; runs and cells may be missing."""

    jurisdiction: Any
    current: Run | None
    earlier: Run | None
    cells: Sequence = ()

    @property
    def recognised(self) -> int:
        return sum(cell.code == Stance.RECOGNISED for cell in self.cells)

    @property
    def partly_recognised(self) -> int:
        return sum(cell.code == Stance.PARTLY_RECOGNISED for cell in self.cells)


def runs(periods: Iterable) -> list[Run]:
    """Join the periods of one jurisdiction that have the same approach, oldest first."""
    in_order = sorted(periods, key=lambda period: period.valid_from)
    joined = [
        Run(approach, tuple(members))
        for approach, members in groupby(in_order, key=lambda period: period.approach)
    ]
    ended = [Run(run.approach, run.periods, after.start) for run, after in pairwise(joined)]
    return ended + joined[-1:]


def lines(jurisdictions: Iterable, begun: Iterable, cells: dict[int, Sequence]) -> list[Line]:
    """The table: `begun` are all periods begun by the day, `cells` the pillars by jurisdiction."""
    periods = defaultdict(list)
    for period in begun:
        periods[period.jurisdiction_id].append(period)
    return [line(j, runs(periods[j.pk]), cells.get(j.pk, ())) for j in jurisdictions]


def line(jurisdiction, joined: list[Run], cells: Sequence) -> Line:
    current, earlier = [*reversed(joined), None, None][:2]
    return Line(jurisdiction, current, earlier, cells)
