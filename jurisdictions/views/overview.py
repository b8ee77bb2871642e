from urllib.parse import urlencode

from django.shortcuts import render

from ..days import AsOf, evidence_to, today
from ..facets import facets, pairs_beside, pillar_facets
from ..filtersets import OverviewFilters
from ..lines import bands
from ..models import Event, Finding, Jurisdiction, Pillar, Proposal
from ..query import check
from .page import page
from .tables import approach_lines, table

NEWS = 5
# The article tells of the chair who left in January 2025, and dates nothing itself.
ARTICLE_DAY = "2024-12-31"


@page
def overview(request):
    """The table of jurisdictions: approach, key instrument, pillars."""
    filters = OverviewFilters(request.GET, today=today())
    check(filters.form)
    jurisdictions, pillars = list(filters.qs), list(Pillar.objects.select_related("section"))
    total = Jurisdiction.objects.compared().count()
    of_pillars = pillar_facets(filters, pillars)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "facets": facets(filters),
        "pillar_facets": of_pillars,
        "pairs_beside": pairs_beside(filters, of_pillars),
        "found": len(jurisdictions),
        "hidden": total - len(jurisdictions),
        "total": total,
        "evidence_to": evidence_to(jurisdictions, filters.day),
        "proposals": Proposal.objects.all(),
        "article": article_query(),
        **approaches(jurisdictions, pillars, filters),
        **news(filters.shown),
    }
    return render(request, "overview.html", context)


def approaches(jurisdictions, pillars, filters: OverviewFilters) -> dict:
    """The table; it has a column for the pillars once any finding about them is known."""
    comparison = table(jurisdictions, pillars, filters.shown, evidence=False)
    found = approach_lines(jurisdictions, filters.shown, comparison)
    return {
        "bands": bands(found, filters.chosen["sort"], filters.chosen["group"]),
        "shows_pillars": Finding.objects.begun(filters.day).of_pillars().exists(),
    }


def article_query() -> str:
    """The query of the table as the article has it, or nothing when the article isn't loaded."""
    places = Jurisdiction.objects.compared().in_the_article().values_list("slug", flat=True)
    query = {"as_of": ARTICLE_DAY, "jurisdiction": list(places)}
    return urlencode(query, doseq=True) if query["jurisdiction"] else ""


def news(shown: AsOf) -> dict:
    events = Event.objects.for_list().told()
    return {
        "latest": events.latest(shown.day)[:NEWS],
        "coming": events.coming(shown.day)[:NEWS],
    }
