from django.shortcuts import get_object_or_404, render

from ..choices import Confidence
from ..comparison import Notes, single
from ..days import evidence_to, today
from ..filtersets import FindingFilters
from ..models import Finding
from ..query import check, read_day
from .page import cut, page, whole_evidence


@page
def findings(request):
    """Everything that holds on the day, cell by cell."""
    filters = FindingFilters(request.GET, today=today())
    check(filters.form)
    chosen = filters.qs.with_names()
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": cut(chosen, filters.chosen["page"]),
        "total": Finding.objects.as_of(filters.day).count(),
        "evidence_to": whole_evidence(filters.shown),
    }
    return render(request, "findings.html", context)


@page
def finding(request, slug):
    """One finding with its evidence, and the earlier and later versions of its cell."""
    one = get_object_or_404(Finding.objects.published().with_evidence(), slug=slug)
    shown = read_day(request)
    versions = list(Finding.objects.versions_of(one))
    context = {
        "finding": one,
        "cell": single(one, shown.today, Notes()),
        "confidence": Confidence(one.confidence),
        "as_of": shown,
        "earlier": [v for v in versions if v.valid_from < one.valid_from],
        "later": [v for v in versions if v.valid_from > one.valid_from],
        "evidence_to": evidence_to([one.jurisdiction], shown.day),
    }
    return render(request, "finding.html", context)
