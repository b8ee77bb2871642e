"""The picture of the timeline: where things lie, and that nothing covers another."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from django.template.loader import get_template

from jurisdictions.charts.lettering import fit, room
from jurisdictions.charts.span import EDGE, NAMES, TICK, WIDTH, Span, span_of, ticks, whole_years
from jurisdictions.charts.timeline import draw, rows
from jurisdictions.charts.world import OTHER, PATTERNS
from jurisdictions.models import ApproachPeriod, Event

pytestmark = pytest.mark.any_database

ONE_DAY = timedelta(days=1)
DAY = date(2024, 7, 1)
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
numbers = count(1)


@dataclass(frozen=True)
class Thing:
    """A jurisdiction, an instrument or an approach."""

    name: str = "Thing"
    position: int = field(default_factory=lambda: next(numbers))
    slug: str = "thing"

    @property
    def pk(self):
        return self.position

    def __str__(self):
        return self.name


HERE, THERE, ACT = Thing("Here"), Thing("There"), Thing("Act")


@dataclass(frozen=True)
class Happening:
    """What a chart reads of an event."""

    date: date
    kind: str = "adopted"
    instrument: Thing | None = None
    is_milestone: bool = False
    jurisdiction: Thing = HERE
    pk: int = field(default_factory=lambda: next(numbers))

    @property
    def instrument_id(self):
        return self.instrument and self.instrument.pk

    @property
    def jurisdiction_id(self):
        return self.jurisdiction.pk


@dataclass(frozen=True)
class Period:
    valid_from: date
    approach: Thing
    jurisdiction_id: int = HERE.pk


def milestone(day: date, **changes) -> Happening:
    return Happening(day, **{"instrument": ACT, "is_milestone": True} | changes)


def drawn(*events, periods=(), span=YEAR, day=DAY, places=()):
    return draw(events, periods, span, day, places=places)


def test_days_lie_evenly_from_the_left_edge_to_the_right():
    span = Span(date(2024, 1, 1), date(2024, 1, 10), left=100, right=200)
    places = [span.x(span.first + n * ONE_DAY) for n in range(11)]
    assert places == list(range(100, 201, 10))


@pytest.mark.parametrize(
    ("day", "now", "future"),
    [
        (date(2023, 12, 31), None, EDGE),
        (date(2024, 1, 1), YEAR.x(date(2024, 1, 2)), YEAR.x(date(2024, 1, 2))),
        (date(2024, 12, 30), YEAR.x(date(2024, 12, 31)), YEAR.x(date(2024, 12, 31))),
        (date(2024, 12, 31), WIDTH - EDGE, None),
        (date(2025, 1, 1), None, None),
    ],
)
def test_the_line_of_the_day_stands_at_its_end_and_the_future_is_right_of_it(day, now, future):
    chart = drawn(Happening(DAY), Happening(DAY, jurisdiction=THERE), day=day)
    assert chart.now == now
    assert chart.future == (NAMES if future == EDGE else future)


def test_an_event_of_the_day_shown_lies_left_of_its_line_and_the_next_days_right_of_it():
    chart = drawn(
        Happening(DAY), Happening(DAY + ONE_DAY), span=Span(DAY - ONE_DAY, DAY + 2 * ONE_DAY)
    )
    today, tomorrow = (t.marks[0].x for t in chart.lanes[0].threads)
    assert today < chart.now < tomorrow


def test_a_line_joins_the_first_milestone_to_the_last_and_nothing_else():
    early, late = date(2024, 3, 1), date(2024, 9, 1)
    chart = drawn(
        milestone(early),
        milestone(late, kind="applies"),
        Happening(date(2024, 11, 1), instrument=ACT),
    )
    (thread,) = chart.lanes[0].threads
    assert thread.line == (thread.marks[0].x, thread.marks[1].x)
    assert len(thread.marks) == 3


@pytest.mark.parametrize(
    ("days", "reaches"),
    [
        ([date(2023, 1, 1), date(2025, 1, 1)], True),
        ([date(2023, 1, 1), date(2023, 12, 31)], False),
        ([date(2025, 1, 1), date(2026, 1, 1)], False),
    ],
)
def test_an_instrument_under_way_crosses_a_picture_that_has_none_of_its_milestones(days, reaches):
    chart = drawn(*map(milestone, days), places=[HERE])
    threads = chart.lanes[0].threads
    assert [(t.line, t.marks) for t in threads] == [((EDGE, WIDTH - EDGE), ())] * reaches


def test_a_line_goes_on_to_the_edge_when_the_next_milestone_lies_outside():
    (thread,) = drawn(milestone(DAY), milestone(date(2030, 1, 1))).lanes[0].threads
    assert thread.line == (thread.marks[0].x, WIDTH - EDGE)
    (thread,) = drawn(milestone(date(2000, 1, 1)), milestone(DAY)).lanes[0].threads
    assert thread.line == (EDGE, thread.marks[0].x)


@pytest.mark.parametrize("day", [YEAR.first, DAY, YEAR.last])
def test_milestones_of_one_day_stand_beside_each_other_and_inside(day):
    kinds = ("adopted", "published", "in-force", "applies")
    (thread,) = drawn(*(milestone(day, kind=kind) for kind in kinds)).lanes[0].threads
    places = [mark.x for mark in thread.marks]
    assert all(after - before >= 11 for before, after in pairwise(places))
    assert EDGE <= places[0] < places[-1] <= WIDTH - EDGE
    assert [mark.event.kind for mark in thread.marks] == list(kinds)


def test_a_name_stands_before_its_instrument_where_there_is_no_room_after_it():
    (thread,) = drawn(milestone(YEAR.last, instrument=Thing("A rather long name"))).lanes[0].threads
    assert thread.text == "A rather long name"
    assert thread.text_x < thread.marks[0].x
    assert thread.high <= WIDTH


BEFORE, AFTER = date(2023, 1, 1), date(2026, 1, 1)
ALONE = replace(YEAR, left=EDGE)  # a single lane has no column of names


@pytest.mark.parametrize(
    ("inside", "begins", "ends"),
    [
        ([], EDGE, WIDTH - EDGE),
        ([date(2024, 3, 1)], ALONE.x(date(2024, 3, 1)), WIDTH),
        ([date(2024, 10, 1)], 0, ALONE.x(date(2024, 10, 1))),
        (
            [date(2024, 2, 1), date(2024, 11, 1)],
            ALONE.x(date(2024, 2, 1)),
            ALONE.x(date(2024, 11, 1)),
        ),
    ],
)
def test_an_instrument_that_fills_the_picture_is_named_on_its_line_where_it_is_longest(
    inside, begins, ends
):
    (thread,) = drawn(*map(milestone, [BEFORE, *inside, AFTER]), places=[HERE]).lanes[0].threads
    assert thread.text == "Act"
    assert begins < thread.text_x < thread.text_x + room("Act") < ends
    assert thread.is_named_within


def test_a_name_beside_its_instrument_is_not_on_the_line():
    (thread,) = drawn(milestone(date(2024, 3, 1)), milestone(DAY)).lanes[0].threads
    assert thread.text == "Act"
    assert not thread.is_named_within


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 100, "short"),
        ("Compliance and Risk Management Rulebook", 100, "Compliance an…"),
        ("Rulebook", 20, ""),
        ("", 10, ""),
        ("資金決済に関する法律施行令", 60, "資金決済…"),
    ],
)
def test_a_long_name_is_shortened_visibly_or_left_out(text, width, shown):
    assert fit(text, width) == shown


def test_an_approach_ends_where_another_begins_and_the_last_goes_on():
    one, other = Thing("Guidance-led"), Thing("Enforcement-led")
    begun = [Period(date(2020, 1, 1), one), Period(date(2023, 1, 1), one), Period(DAY, other)]
    (lane,) = drawn(periods=begun, places=[HERE]).lanes
    span = drawn(places=[HERE]).span
    assert [(s.x, s.x + s.width, s.text) for s in lane.strips] == [
        (EDGE, span.x(DAY), "Guidance-led"),
        (span.x(DAY), WIDTH - EDGE, "Enforcement-led"),
    ]
    assert lane.strips[0].name == "Guidance-led, from 1 January 2020 to 30 June 2024"
    assert lane.strips[1].name == "Enforcement-led, from 1 July 2024"


def test_an_approach_has_the_pattern_of_the_map_whatever_else_is_shown():
    led, other = Thing("Incentive-led", slug="incentive-led"), Thing("B")
    begun = [Period(date(2020, 1, 1), other), Period(DAY, led)]
    chart, alone = drawn(periods=begun, places=[HERE]), drawn(periods=begun[1:], places=[HERE])
    assert [strip.pattern for strip in chart.lanes[0].strips] == ["other", "incentive-led"]
    assert alone.approaches == ((led, "incentive-led"),)
    assert set(chart.approaches) == {(other, "other"), *alone.approaches}


def test_every_pattern_is_drawn():
    template = get_template("_timeline.html").template.source
    assert set(re.findall(r'<pattern id="approach-(.+?)"', template)) == PATTERNS | {OTHER}


def test_an_approach_outside_of_the_years_shown_is_neither_drawn_nor_in_the_legend():
    later = [Period(date(2025, 1, 1), Thing("A"))]
    chart = drawn(periods=later, places=[HERE])
    assert not chart.lanes[0].strips
    assert not chart.approaches


def test_lanes_stand_in_the_order_of_the_editors_or_as_asked_even_if_nothing_happened():
    events = [Happening(DAY, jurisdiction=THERE), Happening(DAY)]
    assert [lane.text for lane in drawn(*events).lanes] == ["Here", "There"]
    nowhere = Thing("Nowhere")
    lanes = drawn(*events, places=[nowhere, THERE, HERE]).lanes
    assert [lane.text for lane in lanes] == ["Nowhere", "There", "Here"]
    assert all(before.bottom == after.top for before, after in pairwise(lanes))


def test_what_lies_outside_of_the_picture_is_counted():
    chart = drawn(
        Happening(YEAR.first - ONE_DAY),
        Happening(YEAR.first),
        Happening(YEAR.last),
        Happening(YEAR.last + ONE_DAY),
    )
    assert (chart.earlier, chart.later) == (1, 1)
    assert sum(len(t.marks) for t in chart.lanes[0].threads) == 2


def test_the_legend_names_the_kinds_that_are_shown():
    chart = drawn(
        Happening(DAY, "court"), Happening(DAY, "adopted"), Happening(date(2030, 1, 1), "other")
    )
    assert [kind.value for kind in chart.kinds] == ["adopted", "court"]


USUAL = (date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("days", "asked", "shown"),
    [
        ([], (None, None), USUAL),
        ([date(1933, 5, 27), DAY], (None, None), USUAL),
        ([date(1933, 5, 27)], (None, None), (date(1933, 1, 1), date(1933, 12, 31))),
        ([DAY], (date(2023, 2, 3), date(2023, 2, 3)), (date(2023, 2, 3), date(2023, 2, 3))),
        ([DAY], (date(2023, 2, 3), None), (date(2023, 2, 3), date(2024, 12, 31))),
        ([DAY], (None, date(2024, 8, 1)), (date(2024, 1, 1), date(2024, 8, 1))),
        ([DAY], (None, date(1990, 8, 1)), (date(1990, 1, 1), date(1990, 8, 1))),
        ([DAY], (date(2090, 8, 1), None), (date(2090, 8, 1), date(2090, 12, 31))),
    ],
)
def test_a_picture_shows_the_days_asked_for_or_the_years_around_the_day(days, asked, shown):
    span = span_of(days, DAY, asked)
    assert (span.first, span.last) == shown


@pytest.mark.parametrize(
    ("last", "first_names"),
    [
        (date(2024, 3, 31), ["Jan 2024", "Feb 2024", "Mar 2024"]),
        (date(2025, 12, 31), ["Jan 2024", "Apr 2024"]),
        (date(2031, 12, 31), ["2024", "2025"]),
        (date(2123, 12, 31), ["2030", "2040"]),
    ],
)
def test_the_axis_has_as_many_names_as_fit(last, first_names):
    found = ticks(Span(date(2024, 1, 1), last))
    assert [tick.label for tick in found][: len(first_names)] == first_names
    assert all(after.x - before.x >= TICK for before, after in pairwise(found))


def covered(thread) -> list:
    """The marks of a thread that its name lies on."""
    end = thread.text_x + room(thread.text)
    return [m for m in thread.marks if thread.text and thread.text_x < m.x + 7 and m.x - 7 < end]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("span", "lanes"),
    [
        (span_of([], date(2026, 11, 24)), 28),
        (whole_years([date(1911, 1, 1), date(2031, 1, 1)]), 28),
        (YEAR, 20),
    ],
)
def test_of_all_shipped_events_none_touches_another(world_edition, span, lanes):
    events, periods = Event.objects.for_list(), ApproachPeriod.objects.published().with_names()
    chart = draw(list(events), periods, span, date(2026, 11, 24))
    assert len(chart.lanes) == lanes
    for lane in chart.lanes:
        by_row = {}
        for thread in lane.threads:
            assert 0 <= thread.low < thread.high <= WIDTH
            assert lane.top < thread.y - 12 < thread.y + 12 <= lane.bottom
            assert not covered(thread)
            by_row.setdefault(thread.y, []).append(thread)
        for row in by_row.values():
            row.sort(key=lambda thread: thread.low)
            assert all(before.high < after.low for before, after in pairwise(row))
        ys = sorted(by_row)
        assert all(after - before >= 24 for before, after in pairwise(ys))


def test_rows_are_as_few_as_hold_the_threads():
    apart = drawn(
        milestone(date(2024, 1, 5)), milestone(date(2024, 11, 1), instrument=Thing("Other"))
    )
    assert len(rows(apart.lanes[0].threads)) == 1
