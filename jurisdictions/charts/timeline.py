"""The timeline as a picture: days become places, and what would overlap gets rows of its own.

A lane for each jurisdiction; in it the approach as a strip, events of no instrument as marks, and
each instrument as a thread that joins its milestones. All numbers are units of the view box.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from ..choices import EventKind
from ..days import in_words
from ..law.runs import Run, runs
from .lettering import fit, room
from .span import EDGE, NAMES, WIDTH, Span, Tick, ticks
from .world import pattern_of

STRIP = 20
ROW = 24
GAP = 10
MARK = 8  # half of a mark and of the air around it
BESIDE = 11  # from mark to mark of a thread, at least
LONGEST = 190  # of the name of an instrument


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of an approach. `text` is as much of its name as fits, `pattern` is that of the map."""

    run: Run
    x: int
    y: int
    width: int
    text: str
    pattern: str

    @property
    def name(self) -> str:
        """The approach and its days, in words."""
        told = {"approach": self.run.value, "first": in_words(self.run.start)}
        if self.run.end is None:
            return _("%(approach)s, from %(first)s") % told
        told["last"] = in_words(self.run.end - timedelta(1))
        return _("%(approach)s, from %(first)s to %(last)s") % told


@dataclass(frozen=True, slots=True)
class Mark:
    """An event at its place."""

    event: Any
    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """The events of an instrument in a row, a line from its first milestone to its last.

    An event of no instrument is a thread without a line and a name. `low` and `high` are where it
    begins and ends, its name included.
    """

    marks: tuple[Mark, ...]
    low: int
    high: int
    instrument: Any = None
    line: tuple[int, int] | None = None
    text: str = ""
    text_x: int = 0
    y: int = 0

    @property
    def is_named_within(self) -> bool:
        """Does its name lie on its line?"""
        return bool(self.line) and self.line[0] < self.text_x < self.line[1]


@dataclass(frozen=True, slots=True)
class Lane:
    """One jurisdiction, from `top` to `top` + `height`."""

    jurisdiction: Any
    text: str
    top: int
    height: int
    strips: tuple[Strip, ...]
    threads: tuple[Thread, ...]

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture; `earlier` and `later` count the events that lie outside of it."""

    span: Span
    day: date
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    approaches: tuple[tuple[Any, str], ...]
    earlier: int
    later: int
    width: int = WIDTH

    @property
    def is_named(self) -> bool:
        """Do its lanes need names?"""
        return len(self.lanes) > 1

    @property
    def kinds(self) -> list[EventKind]:
        """The kinds of its events, for the legend, in the order of the choices."""
        found = {m.event.kind for lane in self.lanes for t in lane.threads for m in t.marks}
        return [kind for kind in EventKind if kind in found]

    @property
    def now(self) -> int | None:
        """Where the day shown ends, if it lies in the picture."""
        return self.span.x(self.day + timedelta(1)) if self.span.holds(self.day) else None

    @property
    def now_share(self) -> int:
        """How far across the picture that is, in percent."""
        return round(100 * self.now / self.width)

    @property
    def now_ends(self) -> bool:
        """Does the name of the day stand left of its line, for want of room?"""
        return self.now is not None and self.now > self.width - 200

    @property
    def future(self) -> int | None:
        """Where the days begin that come after the day shown, if there are any."""
        return None if self.day >= self.span.last else max(self.now or 0, self.span.left)


def draw(
    events: Sequence, periods: Iterable, span: Span, day: date, *, places: Sequence = ()
) -> Chart:
    """The picture of events and approach periods within a span.

    Its lanes are `places`, or else every jurisdiction with something to see, in the order of the
    editors. A single lane needs no name.
    """
    shown, strips = visible(events, span), grouped(periods)
    places = places or in_order(group[0].jurisdiction for group in shown)
    if len(places) == 1:
        span = replace(span, left=EDGE)
    lanes, top = [], 0
    for place in places:
        groups = [group for group in shown if group[0].jurisdiction_id == place.pk]
        lanes.append(draw_lane(place, groups, strips[place.pk], span, top))
        top = lanes[-1].bottom
    return Chart(
        span=span,
        day=day,
        height=top,
        lanes=tuple(lanes),
        ticks=ticks(span),
        approaches=tuple(patterned(strip.run.value for lane in lanes for strip in lane.strips)),
        earlier=sum(event.date < span.first for event in events),
        later=sum(event.date > span.last for event in events),
    )


def visible(events: Iterable, span: Span) -> list[list]:
    """The events by jurisdiction and instrument, of those that reach into the span.

    An event of no instrument stands alone. An instrument whose milestones lie on both sides is
    under way in between.
    """
    groups = defaultdict(list)
    for event in sorted(events, key=attrgetter("date")):
        own = event.pk if event.instrument_id is None else None
        groups[event.jurisdiction_id, event.instrument_id, own].append(event)
    return [group for group in groups.values() if reaches(group, span)]


def reaches(group: list, span: Span) -> bool:
    if any(span.holds(event.date) for event in group):
        return True
    milestones = [event.date for event in group if event.is_milestone]
    return bool(milestones) and milestones[0] < span.first and milestones[-1] > span.last


def grouped(periods: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for period in periods:
        found[period.jurisdiction_id].append(period)
    return found


def in_order(jurisdictions: Iterable) -> list:
    distinct = {place.pk: place for place in jurisdictions}
    return sorted(distinct.values(), key=attrgetter("position"))


def patterned(approaches: Iterable) -> Iterator[tuple[Any, str]]:
    """Each approach with its pattern, once, in their order."""
    distinct = sorted(set(approaches), key=attrgetter("position"))
    return ((approach, pattern_of(approach)) for approach in distinct)


def draw_lane(place, groups: Sequence[list], periods: Sequence, span: Span, top: int) -> Lane:
    strips = draw_strips(periods, span, top + GAP)
    threads = [thread(group, span) for group in groups]
    alone = rows([one for one in threads if one.instrument is None])
    named = rows([one for one in threads if one.instrument is not None])
    first = top + GAP + (STRIP + GAP // 2 if strips else 0)
    placed = [at_row(one, first + n * ROW) for n, row in enumerate(alone + named) for one in row]
    height = first - top + max(len(alone + named), 0 if strips else 1) * ROW + GAP
    name = fit(str(place), NAMES - 2 * EDGE)
    return Lane(place, name, top, height, tuple(strips), tuple(placed))


def draw_strips(periods: Sequence, span: Span, y: int) -> list[Strip]:
    joined = runs(periods, attrgetter("approach"))
    return [
        draw_strip(run, span, y)
        for run in joined
        if run.start <= span.last and (run.end is None or run.end > span.first)
    ]


def draw_strip(run: Run, span: Span, y: int) -> Strip:
    x = span.x(span.cut(run.start))
    end = span.x(run.end) if run.end and run.end <= span.last else span.right
    text = fit(str(run.value), end - x - 8)
    return Strip(run, x, y, end - x, text, pattern_of(run.value))


def thread(group: list, span: Span) -> Thread:
    """The events of one instrument, or the one event of none, in no row yet."""
    events = [event for event in group if span.holds(event.date)]
    places = spread([middle(event.date, span) for event in events], span)
    marks = tuple(map(Mark, events, places))
    instrument = group[0].instrument
    if instrument is None:
        return Thread(marks, marks[0].x - MARK, marks[-1].x + MARK)
    line = line_of(group, marks, span)
    ends = [*places, *(line or ())]
    return named(Thread(marks, min(ends) - MARK, max(ends) + MARK, instrument, line), span)


def middle(day: date, span: Span) -> int:
    return (span.x(day) + span.x(day + timedelta(1))) // 2


def spread(places: list[int], span: Span) -> list[int]:
    """The places in their order, moved just so far that none covers another."""
    moved: list[int] = []
    for x in places:
        moved.append(max(x, moved[-1] + BESIDE) if moved else x)
    limit = span.right
    for n in reversed(range(len(moved))):
        moved[n] = min(moved[n], limit)
        limit = moved[n] - BESIDE
    return moved


def line_of(group: list, marks: Sequence[Mark], span: Span) -> tuple[int, int] | None:
    """From the first milestone to the last, as far as they lie in the span."""
    days = [event.date for event in group if event.is_milestone]
    if not days or days[0] > span.last or days[-1] < span.first:
        return None
    inside = [mark.x for mark in marks if mark.event.is_milestone]
    begin = span.left if days[0] < span.first else inside[0]
    end = span.right if days[-1] > span.last else inside[-1]
    return (begin, end) if end > begin else None


def named(one: Thread, span: Span) -> Thread:
    """With the name of the instrument where there is room: after its end, or else before it, or
    else on its line."""
    name = fit(str(one.instrument), LONGEST)
    after, before = span.right - one.high, one.low - span.left
    begin, end = longest_stretch(one)
    if room(name) > max(after, before) < end - begin:
        return replace(one, text=fit(name, end - begin), text_x=begin)
    if room(name) > after and before > after:
        text = fit(name, before)
        low = one.low - room(text)
        return replace(one, text=text, text_x=low, low=low)
    text = fit(name, after)
    return replace(one, text=text, text_x=one.high, high=one.high + room(text))


def longest_stretch(one: Thread) -> tuple[int, int]:
    """Where its line is free of marks for longest."""
    begin, end = one.line or (0, 0)
    places = [begin, *(mark.x for mark in one.marks if begin <= mark.x <= end), end]
    before, after = max(pairwise(places), key=lambda two: two[1] - two[0])
    return before + BESIDE, after - BESIDE


def rows(threads: Iterable[Thread]) -> list[list[Thread]]:
    """The threads in as few rows as hold them without touching, each in the first with room."""
    found: list[list[Thread]] = []
    for one in sorted(threads, key=attrgetter("low", "high")):
        free = (row for row in found if row[-1].high + MARK <= one.low)
        row = next(free, None)
        if row is None:
            found.append(row := [])
        row.append(one)
    return found


def at_row(one: Thread, top: int) -> Thread:
    y = top + ROW // 2
    return replace(one, y=y, marks=tuple(replace(mark, y=y) for mark in one.marks))
