"""What the first page counts: jurisdictions with their approach, regulators and stances."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..filtersets import OverviewFilters
from ..models import Finding, Jurisdiction, Regulator
from .counting import Choice, Facet, Pool, choices, counted, facet

SHOWN = ("approach", "kind", "regulator")


def overview_pool(filters: OverviewFilters, beside: str | None = None) -> Pool:
    """The jurisdictions that hold the words looked for, in four statements."""
    places = filters.narrowed(Jurisdiction.objects.compared(), beside)
    held = {
        "approach": by_place(filters.periods(), "approach__slug"),
        "regulator": by_place(Regulator.objects, "slug"),
        "has": by_place(Finding.objects.as_of(filters.day), "criterion__slug", "stance"),
    }
    rows = [
        {"jurisdiction": (slug,), "kind": (kind,)} | {name: held[name][key] for name in held}
        for key, slug, kind in places.values_list("pk", "slug", "kind")
    ]
    return Pool(rows, choices(filters))


def by_place(records: Any, *columns: str) -> dict[int, list[str]]:
    """What the records of each jurisdiction hold, by its key; two columns make a pair."""
    held = defaultdict(list)
    for place, *values in records.order_by().values_list("jurisdiction", *columns):
        held[place].append(":".join(values))
    return held


def overview_facets(filters: OverviewFilters, pool: Pool) -> dict[str, Facet]:
    """The facets of the first page by parameter; those of the pillars are in `pillar_facets`."""
    return {name: facet(filters, pool, name) for name in SHOWN}


def pillar_facets(filters: OverviewFilters, pool: Pool, pillars: Iterable) -> list[Facet]:
    """For each pillar its stances; those chosen on several pillars must all hold."""
    chosen = {pair.partition(":")[0]: pair for pair in filters.data.getlist("has")}
    return [pillar_facet(pool, pillar, chosen.get(pillar.slug)) for pillar in pillars]


def pillar_facet(pool: Pool, pillar: Any, pair: str | None) -> Facet:
    counts = pool.counts("has", beside=[Choice("has", (pair,))])
    options = [(f"{pillar.slug}:{stance}", stance.label) for stance in pillar.stances]
    return Facet("has", pillar.title, counted(options, counts, (pair,)))


def pairs_beside(filters: OverviewFilters, shown: list[Facet]) -> list[str]:
    """The chosen pairs of criterion and stance that no select shows."""
    selected = {option.value for facet in shown for option in facet.options if option.chosen}
    return [pair for pair in filters.data.getlist("has") if pair not in selected]
