"""The findings of all days, read once per state of the data: what holds on a day is told from them.

The dated rule is that of the querysets; a test holds the two together. Between two days on which
findings begin, nothing changes: such days share what is held of either.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ..bits import Since, Table, places
from ..caching.held import held, held_large
from ..days import FIRST_DAY
from ..models import Finding, Jurisdiction
from .changes import Beginning, replaced

# What findings are chosen by, by the names of the parameters.
COLUMNS = {
    "jurisdiction": "jurisdiction__slug",
    "criterion": "criterion__slug",
    "section": "criterion__section__slug",
    "stance": "stance",
    "confidence": "confidence",
    "compared": "jurisdiction__compared",
}
CELL = [f"{name}_id" for name in Finding.cell]


def days_of_change(days: Iterable[date]) -> list[date]:
    return sorted(set(days))


def unchanged_since(days: Sequence[date], day: date) -> date:
    """The last of the days of change up to `day`, from which on all was as it is on `day`."""
    past = bisect_right(days, day)
    return days[past - 1] if past else FIRST_DAY


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """Published findings, in the order in which they are listed; they are known by their place.

    begins    the first day of each
    begun, over   which hold by a day, and which hold no more
    changes   (negative ordinal of the first day, place, place of what it replaced), the newest
              first
    positions   of the jurisdiction of each
    """

    table: Table
    begins: Sequence[date]
    begun: Since
    over: Since
    changes: Sequence[tuple[int, int, int]]
    days: Sequence[date]
    positions: Sequence[int]

    def unchanged_since(self, day: date) -> date:
        return unchanged_since(self.days, day)

    def on(self, day: date) -> int:
        """Which are in force on the day, as bits."""
        return held(Versions.marked, self, self.unchanged_since(day))

    def marked(self, day: date) -> int:
        return self.begun.by(day) & ~self.over.by(day)

    def of_cells(self, day: date, jurisdictions: Iterable, criteria: Iterable) -> list[int]:
        """The keys of those in force on the day in the cells of a table."""
        sides = {"jurisdiction": jurisdictions, "criterion": criteria}
        slugs = {name: [one.slug for one in side] for name, side in sides.items()}
        return self.table.keys_of(self.table.narrowed(self.on(day), slugs))

    def upcoming(self, day: date, place: Jurisdiction) -> list[int]:
        """The keys of those of a jurisdiction that begin after the day."""
        of_it, keys = self.table.having("jurisdiction", [place.slug]), self.table.keys
        return [keys[row] for row in places(of_it) if self.begins[row] > day]

    def begin_between(self, after: date, to: date) -> bool:
        """Does any begin after the one day, up to and including the other?"""
        return bisect_right(self.days, after) < bisect_right(self.days, to)

    def beginnings(
        self, after: date, to: date, chosen: Mapping[str, Collection[str]]
    ) -> list[Beginning]:
        """What begins after the one day, up to and including the other, in the order of the list.

        `chosen` are values by parameter, of which those that begin have one each.
        """
        rows, keys = self.table.narrowed(self.table.every, chosen), self.table.keys
        before = {place: keys[old] for _day, place, old in self.changes_between(after, to)}
        return [
            Beginning(self.begins[place], self.positions[place], keys[place], before.get(place))
            for place in places(rows)
            if after < self.begins[place] <= to
        ]

    def changes_between(self, after: date, to: date) -> Sequence[tuple[int, int, int]]:
        first, end = (bisect_left(self.changes, (-day.toordinal(),)) for day in (to, after))
        return self.changes[first:end]

    def latest_changes(self, day: date, number: int) -> list[tuple[int, int]]:
        """The keys of the newest that replaced another up to `day`, and the keys of the other."""
        first = bisect_left(self.changes, (-day.toordinal(),))
        newest = islice(self.changes, first, first + number)
        return [(self.table.keys[after], self.table.keys[before]) for _day, after, before in newest]


def findings() -> Versions:
    return held_large(read)


def read() -> Versions:
    names = ("pk", "valid_from", "jurisdiction__position", *CELL, *COLUMNS.values())
    rows = Finding.objects.published().values_list(*names)
    keys, begins, positions, *others = list(zip(*rows, strict=True)) or [()] * len(names)
    cells, columns = others[: len(CELL)], others[len(CELL) :]
    before = replaced(list(zip(*cells, strict=True)))
    days = days_of_change(begins)
    # Each day once: there are fewer of them than findings.
    same = dict(zip(days, days, strict=True))
    begins = [same[day] for day in begins]
    return Versions(
        Table(keys, {name: zip(column) for name, column in zip(COLUMNS, columns, strict=True)}),
        begins,
        Since(begins),
        Since(ended(begins, before)),
        sorted((-begins[place].toordinal(), place, old) for place, old in before.items()),
        days,
        positions,
    )


def ended(begins: Sequence[date], before: dict[int, int]) -> list[date]:
    """The first day of each on which it holds no more."""
    over = [date.max] * len(begins)
    for place, old in before.items():
        over[old] = begins[place]
    return over
