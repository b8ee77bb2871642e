"""What the lists count: findings by what they say, instruments by what they are."""

from ..bits import Table
from ..filtersets import FindingFilters, InstrumentFilters
from ..filtersets.faceted import FacetedFilterSet
from ..law.in_force import Versions
from ..law.statuses import Listed
from ..models import Finding, Instrument
from .counting import Facet, Pool, choices, facet


def finding_pool(filters: FindingFilters, versions: Versions, beside: str | None = None) -> Pool:
    """The findings in force that hold the words and rest on the source."""
    if filters.counts_all(beside):
        return Pool(versions.table, versions.on(filters.day), choices(filters))
    found = filters.narrowed(Finding.objects.as_of(filters.day), beside)
    return found_pool(filters, versions.table, found)


def instrument_pool(filters: InstrumentFilters, listed: Listed, beside: str | None = None) -> Pool:
    """The instruments that hold the words."""
    if filters.counts_all(beside):
        return Pool(listed.table, listed.table.every, choices(filters))
    return found_pool(filters, listed.table, filters.narrowed(Instrument.objects, beside))


def found_pool(filters: FacetedFilterSet, table: Table, found) -> Pool:
    """Those of the rows of a table that a queryset finds, in one statement."""
    return Pool(table, table.with_keys(found.values_list("pk", flat=True)), choices(filters))


def list_facets(filters: FacetedFilterSet, pool: Pool) -> dict[str, Facet]:
    """Every filter with a closed set of options, by parameter."""
    return {name: facet(filters, pool, name) for name in filters.counted}
