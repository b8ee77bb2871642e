from django.shortcuts import get_object_or_404, render

from ..days import evidence_to
from ..models import Jurisdiction, Pillar, Topic
from ..query import read_day
from .page import page
from .tables import heads, table


def matrix(request, criteria, template):
    """All jurisdictions against some criteria."""
    shown = read_day(request)
    jurisdictions = list(Jurisdiction.objects.compared())
    context = {
        "as_of": shown,
        "comparison": table(jurisdictions, list(criteria.select_related("section")), shown),
        "evidence_to": evidence_to(jurisdictions, shown.day),
    }
    return render(request, template, context)


def one_criterion(request, criteria, slug):
    """One criterion across all jurisdictions."""
    criterion = get_object_or_404(criteria.select_related("section", "proposal"), slug=slug)
    shown = read_day(request)
    jurisdictions = list(Jurisdiction.objects.compared())
    comparison = table(jurisdictions, [criterion], shown)
    context = {
        "as_of": shown,
        "criterion": criterion,
        "comparison": comparison,
        "lines": list(zip(heads(jurisdictions, shown), comparison.rows[0].cells, strict=True)),
        "evidence_to": evidence_to(jurisdictions, shown.day),
    }
    return render(request, "criterion.html", context)


@page
def pillars(request):
    return matrix(request, Pillar.objects.all(), "pillars.html")


@page
def topics(request):
    return matrix(request, Topic.objects.all(), "topics.html")


@page
def pillar(request, slug):
    return one_criterion(request, Pillar.objects.all(), slug)


@page
def topic(request, slug):
    return one_criterion(request, Topic.objects.all(), slug)
