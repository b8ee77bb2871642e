from django.shortcuts import get_object_or_404, render

from ..days import evidence_to, today
from ..filtersets import InstrumentFilters
from ..models import Finding, Instrument
from ..query import check, read_day
from .page import cut, page, whole_evidence


@page
def instruments(request):
    """Legal texts and decisions, with their status on the day."""
    filters = InstrumentFilters(request.GET, today=today())
    check(filters.form)
    rows = with_status(filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": cut(rows, filters.chosen["page"]),
        "total": Instrument.objects.count(),
        "evidence_to": whole_evidence(filters.shown),
    }
    return render(request, "instruments.html", context)


def with_status(filters: InstrumentFilters) -> list[tuple]:
    """Each instrument with its status, of the chosen status only."""
    wanted = filters.chosen["status"]
    rows = [(one, one.status(filters.day)) for one in filters.qs.for_list()]
    return [row for row in rows if wanted in (None, row[1])]


@page
def instrument(request, slug):
    """One instrument: milestones, status, and the findings that cite it."""
    text = get_object_or_404(Instrument.objects.for_page(), slug=slug)
    shown = read_day(request)
    citing = Finding.objects.as_of(shown.day).citing(text).with_evidence()
    context = {
        "instrument": text,
        "as_of": shown,
        "status": text.status(shown.day),
        "evidence_to": evidence_to([text.jurisdiction], shown.day),
        "citing": [(finding, pinpoints(finding, text)) for finding in citing],
    }
    return render(request, "instrument.html", context)


def pinpoints(finding: Finding, text: Instrument) -> list[str]:
    """Where in the text the finding points."""
    return [c.pinpoint for c in finding.provisions if c.instrument_id == text.pk and c.pinpoint]
