"""Which instruments findings cite, read once per state of the data, and what these are on a day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from ..caching.held import held_large
from ..models import Citation
from .caveats import Caveat, no_law


def cited() -> Mapping[int, tuple[int, ...]]:
    """The keys of the instruments that each finding cites, by its key, in no order."""
    return held_large(read)


def read() -> dict[int, tuple[int, ...]]:
    found = defaultdict(list)
    rows = Citation.objects.exclude(instrument=None).order_by()
    for finding, text in rows.values_list("finding_id", "instrument_id"):
        found[finding].append(text)
    return {finding: tuple(texts) for finding, texts in found.items()}


def cited_as_no_law(day: date) -> dict[int, tuple[Caveat | None, ...]]:
    """What all instruments are that a finding cites, by its key, where any is no law on the day."""
    known = no_law(day)
    return {
        finding: tuple(map(known.get, texts))
        for finding, texts in cited().items()
        if not known.keys().isdisjoint(texts)
    }
