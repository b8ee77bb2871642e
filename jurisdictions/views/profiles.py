from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from django.template.response import TemplateResponse

from .. import known
from ..asking.query import read_day
from ..caching.held import held_by_key
from ..days import AsOf, evidence_to
from ..law import in_force
from ..law.statuses import status_of
from ..models import ApproachPeriod, Event, Finding, Jurisdiction
from ..querysets import FindingQuerySet
from .files import describe
from .follow import Follow
from .page import page, record_or_404
from .tables import approach_periods, table
from .timeline import profile_picture


@page
def jurisdiction(request, slug):
    """The profile of one jurisdiction."""
    place = record_or_404(known.PLACES, slug)
    shown = read_day(request)
    criteria = known.CRITERIA.all()
    periods = of(place, approach_periods(evidence=True))
    events = events_of(place, shown)
    evidence = evidence_to([place], shown.day)
    path = place.get_absolute_url()
    context = {
        "jurisdiction": place,
        "as_of": shown,
        "document": describe(request, path, place.name, shown, evidence_to=evidence),
        "evidence_to": evidence,
        "follow": Follow.chosen("changes_feed", [("jurisdiction", place.slug)]),
        "comparison": table([place], criteria, shown),
        "upcoming_findings": upcoming_findings(place, shown.day),
        "chart": profile_picture(place, events, periods, shown),
        "events": stories(events, shown.day),
        **approach_over_time(periods, shown.day),
        **institutions(place, shown.day),
    }
    return TemplateResponse(request, "jurisdiction.html", context)


def of(place: Jurisdiction, records: Iterable) -> list:
    """Those of the records that belong to a jurisdiction."""
    return [one for one in records if one.jurisdiction_id == place.pk]


def institutions(place: Jurisdiction, day: date) -> dict:
    """The places above and below it, its authorities, and its legal texts with their status."""
    return {
        "parent": known.PLACES.by_key().get(place.parent_id),
        "parts": [one for one in known.PLACES.all() if one.parent_id == place.pk],
        "regulators": of(place, known.REGULATORS.all()),
        "instruments": [(one, status_of(one, day)) for one in of(place, known.INSTRUMENTS.all())],
    }


def approach_over_time(periods: Iterable[ApproachPeriod], day: date) -> dict:
    """The periods, newest first: those to come, and those begun, each with its last day if over."""
    newest = sorted(periods, key=attrgetter("valid_from"), reverse=True)
    begun = [period for period in newest if period.valid_from <= day]
    lasts = [None, *(after.valid_from - timedelta(1) for after in begun)]
    return {
        "upcoming_periods": newest[: len(newest) - len(begun)],
        "periods": list(zip(begun, lasts, strict=False)),
    }


def upcoming_findings(place: Jurisdiction, day: date) -> list[Finding]:
    keys = in_force.findings().upcoming(day, place)
    return held_by_key(Finding, keys, FindingQuerySet.in_short)


def events_of(place: Jurisdiction, shown: AsOf) -> list[Event]:
    return list(Event.objects.filter(jurisdiction=place).with_evidence().with_outcome(shown))


def stories(events: Iterable[Event], day: date) -> list[Event]:
    """The events that have one and all that are to come, from the future into the past."""
    told = [event for event in events if event.is_told or event.date > day]
    return sorted(told, key=attrgetter("date"), reverse=True)
