from dataclasses import replace
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from .. import known
from ..caching.held import held
from ..charts.world import world_map, years
from ..days import AsOf
from ..facets.counting import Pool
from ..facets.empty import ways_out
from ..facets.overview import overview_facets, overview_pool, pairs_beside, pillar_facets
from ..filtersets import OverviewFilters
from ..law.in_force import days_of_change, unchanged_since
from ..law.statuses import events_in_short
from ..lines import Band, Line, lines_of
from ..models import Event, Jurisdiction
from ..shortcuts import shortcuts
from .changed import latest_changes
from .files import describe_list, file_links
from .page import page, read
from .tables import approach_lines, approach_periods, arranged, table
from .timeline import first_to_come

TITLE = _("How jurisdictions regulate crypto-assets and DeFi")
NEWS = 5
# The article tells of the chair who left in January 2025, and dates nothing itself.
ARTICLE_DAY = "2024-12-31"


@page
def overview(request):
    """The table of jurisdictions: approach, key instrument, pillars."""
    filters = read(OverviewFilters, request)
    pillars = known.PILLARS.all()
    compared, every = filters.compared, approaches(filters, pillars)
    pool = overview_pool(filters, every)
    bands = arrange(every, pool, filters)
    document = describe_list(request, "overview", TITLE, filters, "jurisdictions")
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "jurisdictions_file"),
        "found": pool.size(),
        "total": len(compared),
        "hidden": len(compared) - pool.size(),
        "evidence_to": document.evidence_to,
        "proposals": known.PROPOSALS.all(),
        "bands": bands,
        "pillars": pillars,
        "shows_pillars": any(cell.finding for line in every for cell in line.cells),
        **on_the_map(compared, bands, filters),
        **choices(filters, pillars, pool, every),
        **news(filters.shown),
    }
    return TemplateResponse(request, "overview.html", context)


def choices(filters: OverviewFilters, pillars, pool: Pool, every: list[Line]) -> dict:
    """The counted options, the ways out of an empty table, and questions to start from."""
    of_pillars = pillar_facets(filters, pool, pillars)
    return {
        "facets": overview_facets(filters, pool),
        "pillar_facets": of_pillars,
        "pairs_beside": pairs_beside(filters, of_pillars),
        "ways_out": ways_out(filters, pool, partial(overview_pool, lines=every)),
        "shortcuts": shortcuts(filters.shown),
        "article": held(article_query),
    }


def approaches(filters: OverviewFilters, pillars, evidence=False) -> list[Line]:
    """All compared jurisdictions with their approach, and their cells of the pillars."""
    comparison = table(filters.compared, pillars, filters.shown, evidence=False)
    return approach_lines(filters.compared, filters.shown, comparison, evidence=evidence)


def arrange(every: list[Line], pool: Pool, filters: OverviewFilters) -> list[Band]:
    """The lines that the filters let through, sorted and grouped; `pool` counts them all."""
    chosen = set(pool.table.keys_of(pool.left()))
    found = [line for line in every if line.jurisdiction.pk in chosen]
    return arranged(filters, found)


def on_the_map(compared, bands, filters: OverviewFilters) -> dict:
    """The world on the day shown, and the steps to other years with the same filters."""
    chosen = [(name, value) for name, values in filters.data.lists() for value in values]
    first = first_day(filters.shown.today)
    return {
        "world": world_map(compared, lines_of(bands)),
        "covers": (first, filters.day),
        "years": years(first, filters.day, filters.shown.today, chosen),
    }


def first_day(today: date) -> date | None:
    """The first day on which anything is known of the approach of anybody."""
    begun = (period.valid_from for period in approach_periods())
    return min((day for day in begun if day <= today), default=None)


def article_query() -> str:
    """The query of the table as the article has it, or nothing when the article isn't loaded."""
    places = Jurisdiction.objects.compared().in_the_article().values_list("slug", flat=True)
    query = {"as_of": ARTICLE_DAY, "jurisdiction": list(places)}
    return urlencode(query, doseq=True) if query["jurisdiction"] else ""


def news(shown: AsOf) -> dict:
    """The latest changes and events, and those to come."""
    unchanged = replace(shown, day=unchanged_since(held(days_of_events), shown.day))
    return {
        "changes": latest_changes(shown.day, NEWS),
        "first_to_come": first_to_come(shown),
        **held(events, unchanged),
    }


def days_of_events() -> list[date]:
    return days_of_change(day for day, *_ in events_in_short())


def events(shown: AsOf) -> dict:
    # A bare milestone is no news, but a day to come is missed by whoever isn't told of it.
    happened = Event.objects.told().for_list().with_outcome(shown)
    return {
        "latest": list(happened.latest(shown.day)[:NEWS]),
        "coming": list(Event.objects.with_evidence().coming(shown.day)[:NEWS]),
    }
