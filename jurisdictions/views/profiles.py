from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from .. import known
from ..caching.held import held
from ..days import AsOf, evidence_to
from ..models import ApproachPeriod, Event, Finding, Instrument, Jurisdiction
from ..query import read_day
from .files import describe
from .follow import Follow
from .page import page
from .tables import table
from .timeline import profile_picture


@page
def jurisdiction(request, slug):
    """The profile of one jurisdiction."""
    place = held(for_profile, slug)
    shown = read_day(request)
    criteria = known.CRITERIA.all()
    periods = held(periods_of, place)
    evidence = evidence_to([place], shown.day)
    path = place.get_absolute_url()
    context = {
        "jurisdiction": place,
        "as_of": shown,
        "document": describe(request, path, place.name, shown, evidence_to=evidence),
        "evidence_to": evidence,
        "follow": Follow.chosen("changes_feed", [("jurisdiction", place.slug)]),
        "comparison": table([place], criteria, shown),
        "chart": profile_picture(place, periods, shown),
        **approach_over_time(periods, shown.day),
        **law(place, shown),
    }
    return TemplateResponse(request, "jurisdiction.html", context)


def for_profile(slug: str) -> Jurisdiction:
    return get_object_or_404(Jurisdiction.objects.for_profile(), slug=slug)


def periods_of(place: Jurisdiction) -> list[ApproachPeriod]:
    published = ApproachPeriod.objects.published()
    return list(published.filter(jurisdiction=place).with_evidence())


def approach_over_time(periods: Iterable[ApproachPeriod], day: date) -> dict:
    """The periods, newest first: those to come, and those begun, each with its last day if over."""
    newest = sorted(periods, key=attrgetter("valid_from"), reverse=True)
    begun = [period for period in newest if period.valid_from <= day]
    lasts = [None, *(after.valid_from - timedelta(1) for after in begun)]
    return {
        "upcoming_periods": newest[: len(newest) - len(begun)],
        "periods": list(zip(begun, lasts, strict=False)),
    }


def law(place: Jurisdiction, shown: AsOf) -> dict:
    events = Event.objects.with_evidence().with_outcome(shown).told().filter(jurisdiction=place)
    return {
        "instruments": [(one, one.status(shown.day)) for one in held(instruments_of, place)],
        # From the future into the past.
        "events": events.order_by("-date", "slug"),
        "upcoming_findings": held(upcoming_findings, place, shown.day),
    }


def instruments_of(place: Jurisdiction) -> list[Instrument]:
    return list(Instrument.objects.for_list().filter(jurisdiction=place))


def upcoming_findings(place: Jurisdiction, day: date) -> list[Finding]:
    return list(Finding.objects.upcoming(day).filter(jurisdiction=place).with_names())
