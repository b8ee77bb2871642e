from django.shortcuts import render

from ..approaches import lines
from ..days import AsOf, evidence_to, today
from ..filtersets import OverviewFilters
from ..models import ApproachPeriod, Event, Jurisdiction, Pillar, Proposal
from ..query import check
from .page import page
from .tables import table

NEWS = 5


@page
def overview(request):
    """The table of jurisdictions: approach, key instrument, pillars."""
    filters = OverviewFilters(request.GET, today=today())
    check(filters.form)
    jurisdictions, pillars = list(filters.qs), list(Pillar.objects.select_related("section"))
    total = Jurisdiction.objects.compared().count()
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "pillars": pillar_choices(pillars, filters.chosen["has"] or []),
        "total": total,
        "hidden": total - len(jurisdictions),
        "evidence_to": evidence_to(jurisdictions, filters.day),
        "proposals": Proposal.objects.all(),
        **approaches(jurisdictions, pillars, filters.shown),
        **news(filters.shown),
    }
    return render(request, "overview.html", context)


def approaches(jurisdictions, pillars, shown: AsOf) -> dict:
    """The table; it has a column for the pillars once any finding about them is known."""
    begun = ApproachPeriod.objects.begun(shown.day).filter(jurisdiction__in=jurisdictions)
    comparison = table(jurisdictions, pillars, shown)
    cells = {jurisdiction.pk: column for jurisdiction, column in comparison.columns}
    return {
        "lines": lines(jurisdictions, begun.in_words(), cells),
        "shows_pillars": bool(comparison.notes),
    }


def pillar_choices(pillars, chosen) -> list[tuple]:
    """For the select of each pillar: the pillar, its stances, and the one chosen."""
    picked = {criterion.slug: stance for criterion, stance in chosen}
    return [(pillar, pillar.stances, picked.get(pillar.slug)) for pillar in pillars]


def news(shown: AsOf) -> dict:
    events = Event.objects.for_list().told()
    return {
        "latest": events.latest(shown.day)[:NEWS],
        "coming": events.coming(shown.day)[:NEWS],
    }
