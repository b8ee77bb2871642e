from collections import defaultdict
from datetime import date
from operator import attrgetter

from django.shortcuts import get_object_or_404, render

from ..days import AsOf, evidence_to, today
from ..filtersets import CriterionFilters, PillarsFilters, TopicsFilters
from ..lines import Line, bands
from ..models import Criterion, Finding, Jurisdiction, Pillar, Topic
from ..query import check
from ..runs import runs
from .page import page
from .tables import approach_lines, table


def matrix(request, filterset, template):
    """Jurisdictions against the criteria of one kind."""
    filters = filterset(request.GET, today=today())
    check(filters.form)
    comparison = table(filters.jurisdictions, filters.criteria, filters.shown, evidence=False)
    found = approach_lines(filters.jurisdictions, filters.shown, comparison)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "comparison": comparison,
        "bands": bands(found, filters.chosen["sort"], filters.chosen["group"]),
        "evidence_to": evidence_to(filters.jurisdictions, filters.day),
    }
    return render(request, template, context)


def one_criterion(request, criteria, slug):
    """One criterion across all jurisdictions: who says what, and since when."""
    criterion = get_object_or_404(criteria.select_related("section", "proposal"), slug=slug)
    filters = CriterionFilters(request.GET, today=today())
    check(filters.form)
    jurisdictions = list(Jurisdiction.objects.compared())
    comparison = table(jurisdictions, [criterion], filters.shown)
    since = stance_since(criterion, filters.shown)
    found = approach_lines(jurisdictions, filters.shown, comparison, since)
    kept = of_stances(found, filters.chosen["stance"])
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "criterion": criterion,
        "comparison": comparison,
        "stances": stance_counts(criterion, found),
        "not_researched": sum(line.cells[0].finding is None for line in found),
        "bands": bands(kept, filters.chosen["sort"], filters.chosen["group"]),
        "found": len(kept),
        "total": len(found),
        "evidence_to": evidence_to(jurisdictions, filters.day),
    }
    return render(request, "criterion.html", context)


def stance_since(criterion: Criterion, shown: AsOf) -> dict[int, date]:
    """By jurisdiction key: the day since which it has had its stance, through all versions."""
    versions = defaultdict(list)
    for finding in Finding.objects.begun(shown.day).filter(criterion=criterion):
        versions[finding.jurisdiction_id].append(finding)
    return {key: runs(found, attrgetter("stance"))[-1].start for key, found in versions.items()}


def of_stances(found: list[Line], stances: list) -> list[Line]:
    return [line for line in found if not stances or line.cells[0].code in stances]


def stance_counts(criterion: Criterion, found: list[Line]) -> list[tuple]:
    """Each stance of the scale, and how many jurisdictions have it."""
    codes = [line.cells[0].code for line in found]
    return [(stance, codes.count(stance)) for stance in criterion.stances]


@page
def pillars(request):
    return matrix(request, PillarsFilters, "pillars.html")


@page
def topics(request):
    return matrix(request, TopicsFilters, "topics.html")


@page
def pillar(request, slug):
    return one_criterion(request, Pillar.objects.all(), slug)


@page
def topic(request, slug):
    return one_criterion(request, Topic.objects.all(), slug)
