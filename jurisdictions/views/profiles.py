from operator import attrgetter

from django.shortcuts import get_object_or_404, render

from ..days import AsOf, evidence_to
from ..models import ApproachPeriod, Criterion, Event, Finding, Instrument, Jurisdiction
from ..query import read_day
from ..runs import runs
from .page import page
from .tables import table


@page
def jurisdiction(request, slug):
    """The profile of one jurisdiction."""
    place = get_object_or_404(Jurisdiction.objects.for_profile(), slug=slug)
    shown = read_day(request)
    criteria = list(Criterion.objects.select_related("section"))
    context = {
        "jurisdiction": place,
        "as_of": shown,
        "evidence_to": evidence_to([place], shown.day),
        "comparison": table([place], criteria, shown),
        **approach_over_time(place, shown),
        **law(place, shown),
    }
    return render(request, "jurisdiction.html", context)


def approach_over_time(place: Jurisdiction, shown: AsOf) -> dict:
    periods = ApproachPeriod.objects.filter(jurisdiction=place).with_evidence()
    return {
        "runs": runs(periods.begun(shown.day), attrgetter("approach")),
        "upcoming_periods": periods.upcoming(shown.day).order_by("-valid_from"),
    }


def law(place: Jurisdiction, shown: AsOf) -> dict:
    instruments = Instrument.objects.for_list().filter(jurisdiction=place)
    events = Event.objects.with_evidence().told().filter(jurisdiction=place)
    findings = Finding.objects.upcoming(shown.day).filter(jurisdiction=place)
    return {
        "instruments": [(one, one.status(shown.day)) for one in instruments],
        "latest": events.latest(shown.day),
        # The farthest first, so that the whole list runs from the future into the past.
        "coming": events.coming(shown.day).order_by("-date"),
        "upcoming_findings": findings.with_names(),
    }
