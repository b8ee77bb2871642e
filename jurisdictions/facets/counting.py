"""Counting the options of filters over rows of plain data, without asking the database again."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..asking.filters import HasFilter
from ..bits import Table
from ..filtersets.faceted import FacetedFilterSet


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a filter: `count` rows are left when it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its options; `of_data` says whether these are names in the data."""

    name: str
    label: str
    options: tuple[Option, ...]
    of_data: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter asks of a row: to have one of the values of a parameter."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Some rows of a table, as bits, and the choices that must all suit those that are left."""

    table: Table
    rows: int
    choices: Sequence[Choice]

    def left(self, beside: Collection[Choice] = ()) -> int:
        """The rows that are left, with some of the choices taken back."""
        left = self.rows
        for choice in self.choices:
            if choice not in beside:
                left &= self.table.having(choice.name, choice.values)
        return left

    def size(self, beside: Collection[Choice] = ()) -> int:
        return self.left(beside).bit_count()

    def counts(self, name: str, beside: Collection[Choice] = ()) -> Counter:
        """How many of the rows left have each value of a parameter."""
        return self.table.counts(name, self.left(beside))


def choices(filters: FacetedFilterSet) -> list[Choice]:
    """The choices of the filters whose options are counted."""
    return [choice for name in filters.counted for choice in choices_of(filters, name)]


def choices_of(filters: FacetedFilterSet, name: str) -> list[Choice]:
    """The values of a filter are one choice, or one each where all must hold."""
    values = tuple(filters.data.getlist(name))
    if isinstance(filters.filters[name], HasFilter):
        return [Choice(name, (value,)) for value in values]
    return [Choice(name, values)] if values else []


def facet(filters: FacetedFilterSet, pool: Pool, name: str) -> Facet:
    """A filter; its counts keep the other choices, but not its own."""
    own = [choice for choice in pool.choices if choice.name == name]
    field, chosen = filters.form.fields[name], filters.data.getlist(name)
    options = counted(field.options, pool.counts(name, beside=own), chosen)
    return Facet(name, str(filters.filters[name].label), options, field.of_data)


def counted(options: Iterable, counts: Counter, chosen: Collection[str]) -> tuple[Option, ...]:
    return tuple(
        Option(value, str(label), counts[value], value in chosen) for value, label in options
    )
