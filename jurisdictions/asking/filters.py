"""Filters: what a parameter of each kind does to a queryset."""

from copy import copy

import django_filters

from .parameters import (
    ChoiceParameter,
    ChoicesParameter,
    DayParameter,
    HasParameter,
    MoveParameter,
    PageParameter,
    RecordParameter,
    RecordsParameter,
    RevisionParameter,
    WordsParameter,
)


class Own:
    """A mixin: each filterset has filters of its own, which share all that was said of them."""

    def __deepcopy__(self, memo):
        own = copy(self)
        # A filter with a method asks the filterset that it belongs to.
        own.method = self.method
        return own


class Filter(Own, django_filters.Filter):
    """A filter whose value is a single one, or none."""

    def filter(self, queryset, value):
        return queryset.filter(**{self.field_name: value}) if value else queryset


class AnyOf(Own, django_filters.Filter):
    """A filter whose values are several: rows that have one of them."""

    def filter(self, queryset, values):
        return queryset.filter(**{f"{self.field_name}__in": values}) if values else queryset


class Arrangement(Own, django_filters.Filter):
    """A parameter that leaves no row out: the day, the columns, the number of the page."""

    def filter(self, queryset, value):
        return queryset


class DayFilter(Arrangement):
    field_class = DayParameter


class RevisionFilter(Arrangement):
    field_class = RevisionParameter


class PageFilter(Arrangement):
    field_class = PageParameter


class WordsFilter(Filter):
    field_class = WordsParameter


class TitleFilter(Arrangement):
    """What a reader calls a feed."""

    field_class = WordsParameter


class ChoiceFilter(Filter):
    field_class = ChoiceParameter


class ChoicesFilter(AnyOf):
    field_class = ChoicesParameter


class RecordFilter(Filter):
    field_class = RecordParameter


class RecordsFilter(AnyOf):
    field_class = RecordsParameter


class OrderFilter(Arrangement):
    """How the rows are sorted or grouped."""

    field_class = ChoiceParameter


class MoveFilter(Arrangement):
    """What is moved by hand; the page answers with the address of the view that comes of it."""

    field_class = MoveParameter


class AxisFilter(Arrangement):
    """The columns or rows of a comparison."""

    field_class = RecordsParameter


class RowsFilter(Filter):
    """Which rows of a comparison stay. The comparison applies it, which knows its cells."""

    field_class = ChoiceParameter

    def filter(self, queryset, value):
        return queryset


class StatusFilter(Filter):
    """The page applies it, since the status is no column."""

    field_class = ChoiceParameter

    def filter(self, queryset, value):
        return queryset


class HasFilter(Filter):
    field_class = HasParameter
