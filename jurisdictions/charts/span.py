"""The days across the picture of the timeline: which, where each lies, and the axis under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format

WIDTH = 1200
NAMES = 130  # the column of the names of the lanes
EDGE = 12
YEARS_BACK, YEARS_AHEAD = 5, 2
# From tick to tick of the axis, in months.
STEPS = (1, 3, 12, 24, 60, 120, 240)
TICK = 66  # from tick to tick, at least


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, and where they lie across the picture."""

    first: date
    last: date
    left: int = NAMES
    right: int = WIDTH - EDGE

    def x(self, day: date) -> int:
        """Where a day begins."""
        days = (self.last - self.first).days + 1
        return self.left + round((day - self.first).days * (self.right - self.left) / days)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def cut(self, day: date) -> date:
        return min(max(day, self.first), self.last)


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    label: str


def years_around(day: date) -> tuple[date, date]:
    """The years that a picture shows unasked."""
    return date(day.year - YEARS_BACK, 1, 1), date(day.year + YEARS_AHEAD, 12, 31)


def span_of(days: Sequence[date], day: date, asked: tuple = (None, None)) -> Span:
    """The days to show: those asked for, else the years around `day`, else wherever events lie.

    Of a period asked for with one side open, the open side reaches as far as the events do.
    """
    first, last = asked
    usual = years_around(day)
    if asked == (None, None) and (not days or any(usual[0] <= d <= usual[1] for d in days)):
        return Span(*usual)
    first = first or date(min([*days, last or day]).year, 1, 1)
    last = last or date(max([*days, first]).year, 12, 31)
    return Span(first, last)


def whole_years(days: Sequence[date]) -> Span:
    """All years of some days."""
    return Span(date(min(days).year, 1, 1), date(max(days).year, 12, 31))


def ticks(span: Span) -> tuple[Tick, ...]:
    """The first days of years, or of months in a short span, no closer than names are long."""
    found: list[Tick] = []
    for step in STEPS:
        found = ticks_of(span, step)
        if all(after.x - before.x >= TICK for before, after in pairwise(found)):
            break
    return tuple(tick for tick in found if tick.x + TICK <= span.right + EDGE)


def ticks_of(span: Span, step: int) -> list[Tick]:
    months = range(span.first.year * 12, span.last.year * 12 + 12, step)
    aligned = [month - month % step for month in months]
    days = [date(month // 12, month % 12 + 1, 1) for month in aligned]
    name = "Y" if step >= 12 else "M Y"
    return [Tick(span.x(day), date_format(day, name)) for day in days if span.holds(day)]
