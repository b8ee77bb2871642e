"""What the lists count: findings by what they say, instruments by what they are."""

from datetime import date

from ..caching.held import held_large
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
    if filters.counts_all(beside):
        rows = held_large(rows_in_force, filters.day)
    else:
        rows = rows_of(filters.narrowed(Finding.objects.as_of(filters.day), beside))
    return Pool(rows, choices(filters))


def rows_in_force(day: date) -> list[Row]:
    return rows_of(Finding.objects.as_of(day).order_by())


def rows_of(findings) -> list[Row]:
    return [row_of(values) for values in findings.values_list(*OF_FINDINGS.values())]


def row_of(values: tuple[str, ...]) -> Row:
    return dict(zip(OF_FINDINGS, zip(values), strict=True))


def instrument_pool(filters: InstrumentFilters, beside: str | None = None) -> Pool:
    """The instruments that hold the words, in two statements: the status follows from events."""
    if filters.counts_all(beside):
        rows = held_large(every_instrument, filters.day)
    else:
        rows = instrument_rows(filters.narrowed(Instrument.objects, beside), filters.day)
    return Pool(rows, choices(filters))


def every_instrument(day: date) -> list[Row]:
    return instrument_rows(Instrument.objects.order_by(), day)


def instrument_rows(texts, day: date) -> list[Row]:
    return [instrument_row(text, day) for text in texts.for_list()]


def instrument_row(text: Instrument, day: date) -> Row:
    return {
        "jurisdiction": (text.jurisdiction.slug,),
        "kind": (text.kind,),
        "regulator": (text.regulator.slug,) if text.regulator else (),
        "status": (text.status(day),),
    }


def list_facets(filters: FacetedFilterSet, pool: Pool) -> dict[str, Facet]:
    """Every filter with a closed set of options, by parameter."""
    return {name: facet(filters, pool, name) for name in filters.counted}
