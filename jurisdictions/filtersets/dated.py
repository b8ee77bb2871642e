"""What every filterset of a page has: the day, strict reading, and chips of what is chosen."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..asking.filters import (
    Arrangement,
    DayFilter,
    OrderFilter,
    RevisionFilter,
)
from ..asking.query import QueryForm
from ..choices import GroupBy, Sort
from ..days import AsOf


class DatedFilterSet(django_filters.FilterSet):
    """A filterset that knows its day. Always bound, so that the day is applied to a bare address.

    Check its form before its `qs`: django-filter would skip an invalid day and show today's law.
    """

    as_of = DayFilter(label=_("As of"))
    rev = RevisionFilter(label=_("As recorded at revision"))

    class Meta:
        form = QueryForm

    def __init__(self, data, *, today: date):
        super().__init__(data)
        self.today = today

    @cached_property
    def form(self) -> QueryForm:
        """Its fields are those of the filters. django-filter would make a class of them, and Django
        copies of what that holds, for each request.
        """
        form = self._meta.form(self.data)
        form.fields = {name: one.field for name, one in self.filters.items()}
        return form

    def whole(self) -> "DatedFilterSet":
        """The same for a file, which has no pages."""
        self.filters.pop("page", None)
        return self

    @cached_property
    def shown(self) -> AsOf:
        """The day that the page shows."""
        return AsOf.read(self.chosen["as_of"], self.today, self.chosen["rev"])

    @property
    def day(self) -> date:
        return self.shown.day

    @property
    def chosen(self) -> dict:
        """The validated values by parameter."""
        return self.form.cleaned_data

    @property
    def is_filtered(self) -> bool:
        """Is any row left out by choice?"""
        return bool(self.chips)

    @cached_property
    def chips(self) -> list["Chip"]:
        """What is chosen, beside the day and what only arranges the page."""
        narrowing = [n for n, one in self.filters.items() if not isinstance(one, Arrangement)]
        return [chip for name in narrowing for chip in self.chips_of(name)]

    def chips_of(self, name: str) -> list["Chip"]:
        """Each value of a parameter, with the address of the page without it."""
        field, label = self.form.fields[name], str(self.filters[name].label)
        values = self.data.getlist(name)
        of_data = getattr(field, "of_data", False)
        return [
            Chip(label, str(field.label_of(value)), self.without(name, value), of_data)
            for value in values
        ]

    @cached_property
    def asked(self) -> list["Asked"]:
        """All that the address asks but for the page: another choice makes another list, which is
        read from its beginning.
        """
        lists = self.data.lists()
        return [asked(name, value) for name, values in lists if name != "page" for value in values]

    def changed(self, **values: str | None) -> str:
        """The query of the page with other values of some parameters; None leaves one out."""
        others = [one for one in self.asked if one.name not in values]
        given = [asked(name, value) for name, value in values.items() if value is not None]
        return query_of([*others, *given])

    def without(self, name: str, value: str) -> str:
        """The query of the page without a value of a parameter."""
        return self.without_all(name, (value,))

    def without_all(self, name: str, values: Collection[str]) -> str:
        return query_of(one for one in self.asked if one.name != name or one.value not in values)


class Asked(NamedTuple):
    """A value of a parameter, and both as they stand in an address."""

    name: str
    value: str
    text: str


def asked(name: str, value: str) -> Asked:
    return Asked(name, value, urlencode({name: value}))


def query_of(all_asked: Iterable[Asked]) -> str:
    return "?" + "&".join(one.text for one in all_asked)


@dataclass(frozen=True)
class Chip:
    """A chosen value, and the address of the page without it.

    `of_data` says whether the value is a name in the data, whose language is not the page's.
    """

    label: str
    value: str
    without: str
    of_data: bool = False


class ArrangedFilterSet(DatedFilterSet):
    """A table of jurisdictions that can be sorted and grouped."""

    sort = OrderFilter(label=pgettext_lazy("arrangement", "Sort"), choices=Sort)
    group = OrderFilter(label=pgettext_lazy("arrangement", "Group"), choices=GroupBy)
