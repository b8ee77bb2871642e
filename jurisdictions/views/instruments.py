from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from .. import known
from ..asking.query import read_day
from ..bits import places
from ..caching.held import held
from ..days import evidence_to
from ..facets.empty import ways_out
from ..facets.lists import instrument_pool, list_facets
from ..filtersets import InstrumentFilters
from ..law import statuses
from ..law.statuses import status_of
from ..models import Event, Finding, Instrument, Source
from ..querysets import with_health
from .files import describe, describe_list, file_links
from .page import cut, page, read, record_or_404
from .timeline import instrument_picture

TITLE = _("Instruments")


@page
def instruments(request):
    """Legal texts and decisions, with their status on the day."""
    filters = read(InstrumentFilters, request)
    listed = statuses.listed(filters.day)
    pool = instrument_pool(filters, listed)
    rows = [listed.rows[place] for place in places(pool.left())]
    document = describe_list(request, "instruments", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "instruments_file"),
        "facets": list_facets(filters, pool),
        "page": cut(rows, filters.chosen["page"]),
        "total": len(listed.rows),
        "ways_out": ways_out(filters, pool, partial(instrument_pool, listed=listed)),
        "evidence_to": document.evidence_to,
    }
    return TemplateResponse(request, "instruments.html", context)


def with_status(filters: InstrumentFilters, texts) -> list[tuple]:
    """Each of the texts with its status, of the chosen status only."""
    wanted = filters.chosen["status"]
    rows = [(one, one.status(filters.day)) for one in texts]
    return [row for row in rows if wanted in (None, row[1])]


@page
def instrument(request, slug):
    """One instrument: milestones, status, and the findings that cite it."""
    text = record_or_404(known.INSTRUMENTS, slug)
    shown = read_day(request)
    events = list(Event.objects.filter(instrument=text).with_evidence().with_outcome(shown))
    evidence = evidence_to([text.jurisdiction], shown.day)
    title = f"{text.short_name} ({text.jurisdiction})"
    path = text.get_absolute_url()
    context = {
        "instrument": text,
        "as_of": shown,
        "document": describe(request, path, title, shown, evidence_to=evidence),
        "status": status_of(text, shown.day),
        "events": events,
        "chart": instrument_picture(events, shown),
        "evidence_to": evidence,
        "citing": citing(text, shown.day),
        "sources": held(sources_of, text),
    }
    return TemplateResponse(request, "instrument.html", context)


def citing(text: Instrument, day: date) -> list[tuple[Finding, list[str]]]:
    """The findings in force on the day that cite the text, each with where in it they point."""
    rows = Finding.objects.as_of(day).pointing_into(text).in_short()
    by_finding = groupby(rows, key=attrgetter("pk"))
    pointing = [list(same) for _, same in by_finding]
    return [(same[0], [one.pinpoint for one in same if one.pinpoint]) for same in pointing]


def sources_of(text: Instrument) -> list[Source]:
    return list(with_health(text.sources.official_first()))
