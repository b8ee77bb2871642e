from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from ..filtersets import SourceFilters
from ..models import Finding, Source
from .files import describe_list, file_links
from .page import cut, page, read

TITLE = _("Sources")


@page
def sources(request):
    """The documents that findings rest on, and how much rests on official ones."""
    filters = read(SourceFilters, request)
    document = describe_list(request, "sources", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "sources_file"),
        "page": cut(filters.qs.with_uses(filters.day), filters.chosen["page"]),
        "total": Source.objects.count(),
        "evidence_to": document.evidence_to,
        "support": support(filters),
    }
    return TemplateResponse(request, "sources.html", context)


def support(filters: SourceFilters) -> dict[str, int]:
    """How many findings in force rest on an official source, in all or in the chosen place."""
    findings = Finding.objects.as_of(filters.day)
    if jurisdiction := filters.chosen["jurisdiction"]:
        findings = findings.filter(jurisdiction=jurisdiction)
    counts = findings.by_support()
    return counts | {"other": counts["total"] - counts["official"]}
