"""Query string → validated choices and the day: one filterset for each page with a table."""

from dataclasses import dataclass
from datetime import date

import django_filters
from django.db.models import Q
from django.utils.functional import cached_property

from . import models
from .choices import Confidence, InstrumentKind, JurisdictionKind, SourceKind, Stance
from .days import AsOf
from .parameters import (
    ChoiceParameter,
    ChoicesParameter,
    DayParameter,
    HasParameter,
    PageParameter,
    RecordParameter,
    RecordsParameter,
    WordsParameter,
)
from .query import QueryForm
from .status import Status


class Filter(django_filters.Filter):
    """A filter whose value is a single one, or none."""

    def filter(self, queryset, value):
        return queryset.filter(**{self.field_name: value}) if value else queryset


class AnyOf(django_filters.Filter):
    """A filter whose values are several: rows that have one of them."""

    def filter(self, queryset, values):
        return queryset.filter(**{f"{self.field_name}__in": values}) if values else queryset


class Arrangement(django_filters.Filter):
    """A parameter that leaves no row out: the day, the columns, the number of the page."""

    def filter(self, queryset, value):
        return queryset


class DayFilter(Arrangement):
    field_class = DayParameter


class PageFilter(Arrangement):
    field_class = PageParameter


class WordsFilter(Filter):
    field_class = WordsParameter


class ChoiceFilter(Filter):
    field_class = ChoiceParameter


class ChoicesFilter(AnyOf):
    field_class = ChoicesParameter


class RecordFilter(Filter):
    field_class = RecordParameter


class RecordsFilter(AnyOf):
    field_class = RecordsParameter


class AxisFilter(Arrangement):
    """The columns or rows of a comparison."""

    field_class = RecordsParameter


class StatusFilter(Filter):
    """The page applies it, since the status is no column."""

    field_class = ChoiceParameter

    def filter(self, queryset, value):
        return queryset


class HasFilter(Filter):
    field_class = HasParameter


class DatedFilterSet(django_filters.FilterSet):
    """A filterset that knows its day. Always bound, so that the day is applied to a bare address.

    Check its form before its `qs`: django-filter would skip an invalid day and show today's law.
    """

    as_of = DayFilter(label="As of")

    class Meta:
        form = QueryForm

    def __init__(self, data, *, today: date):
        super().__init__(data)
        self.today = today

    @cached_property
    def shown(self) -> AsOf:
        """The day that the page shows."""
        return AsOf.read(self.chosen["as_of"], self.today)

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

    @property
    def chips(self) -> list["Chip"]:
        """What is chosen, beside the day and what only arranges the page."""
        narrowing = [n for n, one in self.filters.items() if not isinstance(one, Arrangement)]
        return [chip for name in narrowing for chip in self.chips_of(name)]

    def chips_of(self, name: str) -> list["Chip"]:
        """Each value of a parameter, with the address of the page without it."""
        field, label = self.form.fields[name], self.filters[name].label
        values = self.data.getlist(name)
        return [Chip(label, field.in_words(value), self.without(name, value)) for value in values]

    def without(self, name: str, value: str) -> str:
        query = self.data.copy()
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        # Another choice makes another list, which is read from its beginning.
        query.pop("page", None)
        return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Chip:
    """A chosen value, and the address of the page without it."""

    label: str
    value: str
    without: str


class OverviewFilters(DatedFilterSet):
    """The jurisdictions of the first page."""

    q = WordsFilter(label="Find", method="filter_words")
    approach = RecordFilter(
        label="Approach", records=models.Approach.objects, method="filter_approach"
    )
    kind = ChoiceFilter(label="Kind", choices=JurisdictionKind)
    regulator = RecordFilter("regulators", label="Regulator", records=models.Regulator.objects)
    has = HasFilter(label="Stance", records=models.Criterion.objects, method="filter_has")

    class Meta(DatedFilterSet.Meta):
        model = models.Jurisdiction
        fields = []

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.compared()).distinct()

    def periods(self):
        return models.ApproachPeriod.objects.as_of(self.day)

    def filter_has(self, queryset, name, pairs):
        in_force = models.Finding.objects.as_of(self.day)
        for criterion, stance in pairs:
            answers = in_force.filter(criterion=criterion, stance=stance)
            queryset = queryset.filter(findings__in=answers)
        return queryset

    def filter_approach(self, queryset, name, approach):
        return queryset.filter(approach_periods__in=self.periods().filter(approach=approach))

    def filter_words(self, queryset, name, words):
        periods = self.periods().filter(
            Q(label__icontains=words)
            | Q(key_instrument_label__icontains=words)
            | Q(approach__name__icontains=words)
        )
        return queryset.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(summary__icontains=words)
            | Q(regulators__name__icontains=words)
            | Q(regulators__acronym__icontains=words)
            | Q(approach_periods__in=periods)
        )


class FindingFilterSet(DatedFilterSet):
    """Findings in force on the day; the filters that the comparison and the list share."""

    jurisdiction = RecordsFilter(
        label="Jurisdiction", records=models.Jurisdiction.objects.compared()
    )
    criterion = RecordsFilter(label="Criterion", records=models.Criterion.objects)
    section = RecordsFilter("criterion__section", label="Section", records=models.Section.objects)
    stance = ChoicesFilter(label="Stance", choices=Stance)
    q = WordsFilter(label="Find", method="filter_words")

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.as_of(self.day))

    def filter_words(self, queryset, name, words):
        return queryset.mentioning(words)


class CompareFilters(FindingFilterSet):
    """Columns and rows of the comparison, and which of its findings stand out.

    Rows are the chosen criteria and all criteria of the chosen sections, or every criterion.
    """

    jurisdiction = AxisFilter(label="Jurisdiction", records=models.Jurisdiction.objects.compared())
    criterion = AxisFilter(label="Criterion", records=models.Criterion.objects)
    section = AxisFilter(label="Section", records=models.Section.objects)

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []

    @property
    def jurisdictions(self) -> list:
        """The columns, in the order asked."""
        return self.chosen["jurisdiction"]

    @cached_property
    def criteria(self) -> list:
        """The rows, in the order of the sections."""
        chosen = Q(pk__in=[c.pk for c in self.chosen["criterion"]])
        chosen |= Q(section__in=self.chosen["section"])
        rows = models.Criterion.objects.select_related("section")
        return list(rows.filter(chosen) if self.narrows_rows else rows)

    @property
    def narrows_rows(self) -> bool:
        return bool(self.chosen["criterion"] or self.chosen["section"])

    @cached_property
    def matching(self) -> set[int] | None:
        """The findings that stance and words let through; None when nothing is filtered."""
        if not (self.chosen["stance"] or self.chosen["q"]):
            return None
        return set(self.qs.values_list("pk", flat=True))


class FindingFilters(FindingFilterSet):
    """The list of findings."""

    confidence = ChoiceFilter(label="Confidence", choices=Confidence)
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []


class InstrumentFilters(DatedFilterSet):
    """The list of instruments."""

    jurisdiction = RecordsFilter(label="Jurisdiction", records=models.Jurisdiction.objects)
    kind = ChoiceFilter(label="Kind", choices=InstrumentKind)
    regulator = RecordFilter(label="Regulator", records=models.Regulator.objects)
    status = StatusFilter(label="Status", choices=Status)
    q = WordsFilter(label="Find", method="filter_words")
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Instrument
        fields = []

    def filter_words(self, queryset, name, words):
        return queryset.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(reference__icontains=words)
        )


class SourceFilters(DatedFilterSet):
    """The list of sources."""

    kind = ChoiceFilter(label="Kind", choices=SourceKind)
    q = WordsFilter(label="Find", method="filter_words")
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Source
        fields = []

    def filter_words(self, queryset, name, words):
        return queryset.filter(Q(title__icontains=words) | Q(publisher__icontains=words))
