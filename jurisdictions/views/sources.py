from django.shortcuts import render

from ..days import today
from ..filtersets import SourceFilters
from ..models import Finding, Source
from ..query import check
from .page import cut, page, whole_evidence


@page
def sources(request):
    """The documents that findings rest on, and how much rests on official ones."""
    filters = SourceFilters(request.GET, today=today())
    check(filters.form)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": cut(filters.qs.with_uses(filters.day), filters.chosen["page"]),
        "total": Source.objects.count(),
        "evidence_to": whole_evidence(filters.shown),
        "support": support(filters),
    }
    return render(request, "sources.html", context)


def support(filters: SourceFilters) -> dict[str, int]:
    """How many findings in force rest on an official source, in all or in the chosen place."""
    findings = Finding.objects.as_of(filters.day)
    if jurisdiction := filters.chosen["jurisdiction"]:
        findings = findings.filter(jurisdiction=jurisdiction)
    counts = findings.by_support()
    return counts | {"other": counts["total"] - counts["official"]}
