"""Live counts: how many jurisdictions each option of a filter would leave, the others kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .filtersets import OverviewFilters
from .models import Finding, Regulator


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a filter: `count` rows are left when it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its options."""

    name: str
    label: str
    options: tuple[Option, ...]


def facets(filters: OverviewFilters) -> dict[str, Facet]:
    """The facets of the first page by parameter; those of the pillars are in `pillar_facets`."""
    counted = {"approach": by_approach, "kind": by_kind, "regulator": by_regulator}
    return {name: facet(filters, name, count(filters)) for name, count in counted.items()}


def facet(filters: OverviewFilters, name: str, counts: Counter) -> Facet:
    options = filters.form.fields[name].options
    return Facet(name, filters.filters[name].label, choose(options, counts, filters.data.get(name)))


def choose(options: Iterable, counts: Counter, chosen: str | None) -> tuple[Option, ...]:
    return tuple(Option(value, label, counts[value], value == chosen) for value, label in options)


def left(filters: OverviewFilters) -> list[int]:
    """The keys of the jurisdictions that the filters leave."""
    return list(filters.qs.values_list("pk", flat=True))


def by_approach(filters: OverviewFilters) -> Counter:
    periods = filters.periods().filter(jurisdiction__in=left(filters.beside("approach")))
    return Counter(periods.values_list("approach__slug", flat=True))


def by_kind(filters: OverviewFilters) -> Counter:
    return Counter(filters.beside("kind").qs.values_list("kind", flat=True))


def by_regulator(filters: OverviewFilters) -> Counter:
    regulators = Regulator.objects.filter(jurisdiction__in=left(filters.beside("regulator")))
    return Counter(regulators.values_list("slug", flat=True))


def pillar_facets(filters: OverviewFilters, pillars: Iterable) -> list[Facet]:
    """For each pillar its stances; those chosen on several pillars must all hold."""
    chosen = {pair.partition(":")[0]: pair for pair in filters.data.getlist("has")}
    now = by_stance(filters)
    return [pillar_facet(pillar, chosen.get(pillar.slug), now, filters) for pillar in pillars]


def pairs_beside(filters: OverviewFilters, shown: list[Facet]) -> list[str]:
    """The chosen pairs of criterion and stance that no select shows."""
    selected = {option.value for facet in shown for option in facet.options if option.chosen}
    return [pair for pair in filters.data.getlist("has") if pair not in selected]


def pillar_facet(pillar: Any, pair: str | None, now: Counter, filters: OverviewFilters) -> Facet:
    counts = by_stance(filters.beside("has", pair)) if pair else now
    options = [(f"{pillar.slug}:{stance}", stance.label) for stance in pillar.stances]
    return Facet("has", pillar.title, choose(options, counts, pair))


def by_stance(filters: OverviewFilters) -> Counter:
    """How often each pair of criterion and stance holds in what the filters leave."""
    findings = Finding.objects.as_of(filters.day).of_pillars()
    counted = findings.filter(jurisdiction__in=left(filters))
    pairs = counted.values_list("criterion__slug", "stance")
    return Counter(f"{criterion}:{stance}" for criterion, stance in pairs)
