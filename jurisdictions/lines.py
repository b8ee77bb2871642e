"""Jurisdictions as lines of a table, as plain data: built, sorted, and put into bands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .choices import GroupBy, Sort, Stance
from .comparison import State
from .law.runs import Run, runs

UNKNOWN = _("Not researched")


@dataclass(frozen=True, slots=True)
class Line:
    """One jurisdiction: the runs of its approach (either may be missing) and some cells."""

    jurisdiction: Any
    current: Run | None = None
    earlier: Run | None = None
    cells: Sequence = ()
    # Since when the thing that the table is about holds here: the approach, or a stance.
    since: date | None = None

    @property
    def recognised(self) -> int:
        return sum(cell.code == Stance.RECOGNISED for cell in self.cells)

    @property
    def partly_recognised(self) -> int:
        return sum(cell.code == Stance.PARTLY_RECOGNISED for cell in self.cells)

    @property
    def not_researched(self) -> int:
        return sum(cell.code == State.NOT_RESEARCHED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Band:
    """Lines under one heading; the heading is empty when nothing is grouped.

    `of_data` says whether it is a name in the data, whose language is not the page's.
    """

    heading: str
    lines: tuple[Line, ...]
    of_data: bool = False


def lines(
    jurisdictions: Iterable,
    begun: dict[int, Sequence],
    cells: dict[int, Sequence],
    since: dict | None = None,
) -> list[Line]:
    """One line a jurisdiction, in the order given.

    `begun` are the approach periods begun by the day and `cells` the cells, by jurisdiction key.
    `since` holds days by jurisdiction key; left out, it is the first day of the approach.
    """
    return [line(j, begun.get(j.pk, ()), cells.get(j.pk, ()), since) for j in jurisdictions]


def line(jurisdiction, periods: Sequence, cells: Sequence, since: dict | None) -> Line:
    joined = runs(periods, attrgetter("approach"))
    current, earlier = [*reversed(joined), None, None][:2]
    own = current and current.start
    day = own if since is None else since.get(jurisdiction.pk)
    return Line(jurisdiction, current, earlier, cells, day)


def bands(unsorted: Iterable[Line], sort: Sort | None, group: GroupBy | None) -> list[Band]:
    """The lines sorted, and grouped under headings. Without a sort their order stays."""
    in_order = sorted(unsorted, key=SORT_KEYS[sort]) if sort else list(unsorted)
    if group is None:
        return [Band("", tuple(in_order))] if in_order else []
    # Sorting is stable: the lines of a band keep the order that they have.
    ranked = sorted(in_order, key=lambda one: GROUP_KEYS[group](one)[0])
    return [
        Band(heading, tuple(members), of_data)
        for (_rank, heading, of_data), members in groupby(ranked, key=GROUP_KEYS[group])
    ]


def lines_of(bands: Iterable[Band]) -> list[Line]:
    """All lines, in the order of their bands."""
    return [line for band in bands for line in band.lines]


# What lines are grouped by: a rank, the heading, and whether that is a name in the data.


def by_approach(line: Line) -> tuple[int, str, bool]:
    approach = line.current and line.current.value
    return (approach.position, approach.name, True) if approach else (LAST, str(UNKNOWN), False)


def by_region(line: Line) -> tuple[str, str, bool]:
    region = line.jurisdiction.get_region_display()
    return (region or "~", region or gettext("Region not given"), False)


LAST = 10**6
GROUP_KEYS: dict[GroupBy, Callable[[Line], tuple]] = {
    GroupBy.APPROACH: by_approach,
    GroupBy.REGION: by_region,
}
SORT_KEYS: dict[Sort, Callable[[Line], Any]] = {
    Sort.NAME: lambda line: line.jurisdiction.short_name.casefold(),
    Sort.APPROACH: lambda line: (by_approach(line)[0], line.jurisdiction.position),
    Sort.SINCE: lambda line: (line.since or date.max, line.jurisdiction.position),
}
