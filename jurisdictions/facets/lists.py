"""What the lists count: findings by what they say, instruments by what they are."""

from ..filtersets import FindingFilters, InstrumentFilters
from ..filtersets.faceted import FacetedFilterSet
from ..models import Finding, Instrument
from .counting import Facet, Pool, Row, choices, facet

OF_FINDINGS = {
    "jurisdiction": "jurisdiction__slug",
    "criterion": "criterion__slug",
    "section": "criterion__section__slug",
    "stance": "stance",
    "confidence": "confidence",
}


def finding_pool(filters: FindingFilters, beside: str | None = None) -> Pool:
    """The findings in force that hold the words and rest on the source, in one statement."""
    found = filters.narrowed(Finding.objects.as_of(filters.day), beside)
    rows = found.values_list(*OF_FINDINGS.values())
    return Pool([row_of(values) for values in rows], choices(filters))


def row_of(values: tuple[str, ...]) -> Row:
    return dict(zip(OF_FINDINGS, zip(values), strict=True))


def instrument_pool(filters: InstrumentFilters, beside: str | None = None) -> Pool:
    """The instruments that hold the words, in two statements: the status follows from events."""
    found = filters.narrowed(Instrument.objects.for_list(), beside)
    return Pool([instrument_row(text, filters) for text in found], choices(filters))


def instrument_row(text: Instrument, filters: InstrumentFilters) -> Row:
    return {
        "jurisdiction": (text.jurisdiction.slug,),
        "kind": (text.kind,),
        "regulator": (text.regulator.slug,) if text.regulator else (),
        "status": (text.status(filters.day),),
    }


def list_facets(filters: FacetedFilterSet, pool: Pool) -> dict[str, Facet]:
    """Every filter with a closed set of options, by parameter."""
    return {name: facet(filters, pool, name) for name in filters.counted}
