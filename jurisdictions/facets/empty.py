"""When nothing is found: which filter to drop, and how much is found then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..filtersets.faceted import FacetedFilterSet
from .counting import Choice, Pool


@dataclass(frozen=True, slots=True)
class WayOut:
    """A chosen filter, the address of the page without it, and how many rows it has then."""

    label: str
    chosen: str
    without: str
    count: int


def ways_out(
    filters: FacetedFilterSet, pool: Pool, read: Callable[..., Pool]
) -> tuple[WayOut, ...]:
    """One for each chosen filter while nothing is found, otherwise none.

    `read` makes the pool of the page anew; that is asked for only where words or the like go.
    """
    return () if pool.size() else tuple(each_way_out(filters, pool, read))


def each_way_out(filters, pool, read) -> Iterator[WayOut]:
    for choice in pool.choices:
        yield way_out(filters, choice, pool.size(beside=[choice]))
    for name in filters.uncounted:
        choice = Choice(name, tuple(filters.data.getlist(name)))
        yield way_out(filters, choice, read(filters, beside=name).size())


def way_out(filters: FacetedFilterSet, choice: Choice, count: int) -> WayOut:
    field = filters.form.fields[choice.name]
    return WayOut(
        label=str(filters.filters[choice.name].label),
        chosen=", ".join(str(field.label_of(value)) for value in choice.values),
        without=filters.without_all(choice.name, choice.values),
        count=count,
    )
