"""What the first page counts: jurisdictions with their approach, regulators and stances."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from ..bits import Table
from ..filtersets import OverviewFilters
from ..law import in_force
from ..lines import Line
from ..models import Jurisdiction
from .counting import Choice, Facet, Pool, choices, counted, facet

SHOWN = ("approach", "kind", "regulator")


def overview_pool(
    filters: OverviewFilters, lines: Sequence[Line], beside: str | None = None
) -> Pool:
    """The jurisdictions that hold the words looked for; `lines` are those of all, with the cells
    of the pillars if their stances are counted."""
    table = table_of(filters, lines)
    found = looked_for(filters, beside)
    rows = table.every if found is None else table.with_keys(found)
    return Pool(table, rows, choices(filters))


def table_of(filters: OverviewFilters, lines: Sequence[Line]) -> Table:
    chosen, authorities = chosen_pairs(filters), regulators(filters)
    places = [line.jurisdiction for line in lines]
    columns = {
        "jurisdiction": [(place.slug,) for place in places],
        "kind": [(place.kind,) for place in places],
        "approach": [(line.current.value.slug,) if line.current else () for line in lines],
        "regulator": [authorities[place.pk] for place in places],
        "has": [pairs_of(line) + chosen[line.jurisdiction.slug] for line in lines],
    }
    return Table([place.pk for place in places], columns)


def pairs_of(line: Line) -> list[str]:
    return [f"{cell.criterion.slug}:{cell.finding.stance}" for cell in line.cells if cell.finding]


def looked_for(filters: OverviewFilters, beside: str | None) -> set[int] | None:
    """The keys of those that hold the words; None where none are looked for."""
    if filters.counts_all(beside):
        return None
    places = filters.narrowed(Jurisdiction.objects.compared(), beside)
    return set(places.values_list("pk", flat=True))


def regulators(filters: OverviewFilters) -> dict[int, list[str]]:
    """The slugs of the regulators of each jurisdiction, by its key."""
    held = defaultdict(list)
    for one in filters.form.fields["regulator"].every:
        held[one.jurisdiction_id].append(one.slug)
    return held


def chosen_pairs(filters: OverviewFilters) -> dict[str, list[str]]:
    """The chosen stances, by the slugs of who holds them: not each is on a pillar."""
    held = defaultdict(list)
    for criterion, stance in filters.chosen["has"]:
        for place in holders(criterion.slug, stance, filters.day):
            held[place].append(f"{criterion.slug}:{stance}")
    return held


def holders(criterion: str, stance: str, day: date) -> Iterator[str]:
    """The slugs of the jurisdictions with that stance on the day."""
    versions = in_force.findings()
    asked = {"criterion": [criterion], "stance": [stance]}
    rows = versions.table.narrowed(versions.on(day), asked)
    counts = versions.table.counts("jurisdiction", rows)
    return (place for place, number in counts.items() if number)


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
