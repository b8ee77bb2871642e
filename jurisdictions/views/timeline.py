"""Events: the timeline as a picture and as a list, and the calendar of its dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..charts.span import span_of, whole_years, years_around
from ..charts.timeline import Chart, draw
from ..days import FIRST_DAY, LAST_DAY, AsOf
from ..filtersets import CalendarFilters, TimelineFilters
from ..filtersets.timeline import EventFilterSet
from ..law.statuses import events_in_short
from ..models import Jurisdiction
from .files import describe_list, file_links
from .follow import Follow
from .page import cut, page, read
from .tables import approach_periods

TITLE = _("Timeline")

# The first and the last day asked for; None leaves the side open.
Period = tuple[date | None, date | None]
OPEN: Period = (None, None)


@page
def timeline(request):
    """What happened and what is to come, as a picture and as a list."""
    filters = read(TimelineFilters, request)
    rows = cut(selected(filters).around(filters.day), filters.chosen["page"])
    document = describe_list(request, "timeline", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "timeline_file"),
        "page": rows,
        "halves": halves(rows, filters.day),
        "total": len(events_in_short()),
        "evidence_to": document.evidence_to,
        "follow": Follow.of(request, "timeline_feed"),
        **picture(filters),
    }
    return TemplateResponse(request, "timeline.html", context)


@page
def timeline_calendar(request):
    """The dates of a selection, for a calendar that subscribes to them."""
    # Not at the start of the site, which would wait for what writes calendars.
    from ..renderers.calendars import calendar

    filters = read(CalendarFilters, request)
    events = selected(filters).with_revisions(filters.shown.revision).order_by("date", "slug")

    def address(event) -> str:
        return request.build_absolute_uri(event.get_absolute_url())

    # The same all day, as the calendar itself is.
    midnight = datetime.combine(filters.shown.today, time(), UTC)
    file = calendar(events, title(filters), address, midnight)
    named = {"Content-Disposition": 'inline; filename="timeline.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=named)


def selected(filters: EventFilterSet):
    """The events of a checked selection with all they rest on, in no order yet."""
    return filters.qs.between(*filters.period).with_evidence().with_outcome(filters.shown)


def title(filters: EventFilterSet) -> str:
    """The name of a calendar: what was chosen, or that nothing was."""
    chosen = ", ".join(str(chip.value) for chip in filters.chips)
    return gettext("Crypto regulation: %(chosen)s") % {"chosen": chosen or gettext("all dates")}


def halves(events: Iterable, day: date) -> list[tuple[bool, list]]:
    """Whether some events come after the day, and these events; a page may hold one half only."""
    return [(late, list(of_it)) for late, of_it in groupby(events, lambda e: e.date > day)]


def picture(filters: EventFilterSet) -> dict:
    """The picture of the selection; its years are those asked for, or the ones around the day."""
    events = list(filters.qs.for_list())
    days = [event.date for event in events]
    span = span_of(days, filters.day, filters.period)
    periods = approach_periods()
    places = filters.chosen["jurisdiction"]
    every, unasked = all_years(days, filters.day), filters.period == OPEN
    return {
        "chart": draw(events, periods, span, filters.day, places=places),
        "covers": (min(days), max(days)) if days else OPEN,
        "outside": filters.within(*every) if unasked and every != OPEN else "",
        "zooms": zooms(filters, every),
    }


def all_years(days: list[date], day: date) -> Period:
    """The period whose picture shows every event: none where none is left out unasked."""
    unasked = span_of(days, day)
    if all(map(unasked.holds, days)):
        return OPEN
    every = whole_years(days)
    return every.first, every.last


@dataclass(frozen=True)
class Zoom:
    """A ready-made period of the timeline."""

    label: str
    query: str
    chosen: bool


def zooms(filters: EventFilterSet, every: Period) -> list[Zoom]:
    """The period of every event; the years around the day, and what lies before and after them."""
    first, last = (day.year for day in years_around(filters.day))
    first, last = max(first, FIRST_DAY.year), min(last, LAST_DAY.year)
    periods = [(str(year), date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1)]
    if first > FIRST_DAY.year:
        label = gettext("Until %(year)s") % {"year": first - 1}
        periods.insert(0, (label, None, date(first - 1, 12, 31)))
    if last < LAST_DAY.year:
        label = gettext("From %(year)s") % {"year": last + 1}
        periods.append((label, date(last + 1, 1, 1), None))
    return [
        Zoom(label, filters.within(*period), filters.period == tuple(period))
        for label, *period in [(gettext("All years"), *every), *periods]
    ]


def profile_picture(place: Jurisdiction, events: list, periods: list, shown: AsOf) -> Chart | None:
    """The smaller picture for the page of a jurisdiction, if it has anything to show."""
    span = span_of([event.date for event in events], shown.day)
    return draw(events, periods, span, shown.day, places=[place]) if events or periods else None


def instrument_picture(events: list, shown: AsOf) -> Chart | None:
    """The smaller picture for the page of an instrument, from two days on."""
    days = [event.date for event in events]
    return draw(events, (), whole_years(days), shown.day) if len(set(days)) > 1 else None


def first_to_come(shown: AsOf) -> date:
    """The first day of what is to come, for the link to all of it."""
    return min(shown.day + timedelta(1), LAST_DAY)
