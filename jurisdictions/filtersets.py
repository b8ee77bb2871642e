"""Query string → validated choices and the day: one filterset for each page with a table."""

from dataclasses import dataclass
from datetime import date

import django_filters
from django.db.models import Q
from django.utils.functional import cached_property

from . import models
from .choices import (
    Access,
    Confidence,
    GroupBy,
    InstrumentKind,
    JurisdictionKind,
    Sort,
    SourceKind,
    Stance,
)
from .days import AsOf
from .filters import (
    Arrangement,
    AxisFilter,
    ChoiceFilter,
    ChoicesFilter,
    DayFilter,
    HasFilter,
    OrderFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    StatusFilter,
    WordsFilter,
)
from .query import QueryForm
from .status import Status


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
        return [Chip(label, field.label_of(value), self.without(name, value)) for value in values]

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


class ArrangedFilterSet(DatedFilterSet):
    """A table of jurisdictions that can be sorted and grouped."""

    sort = OrderFilter(label="Sort", choices=Sort)
    group = OrderFilter(label="Group", choices=GroupBy)


class OverviewFilters(ArrangedFilterSet):
    """The jurisdictions of the first page; every option says how many it would leave."""

    jurisdiction = RecordsFilter(
        label="Jurisdiction",
        records=models.Jurisdiction.objects.compared(),
        method="filter_jurisdictions",
    )

    q = WordsFilter(label="Find", method="filter_words")
    approach = RecordFilter(
        label="Approach", records=models.Approach.objects, method="filter_approach"
    )
    kind = ChoiceFilter(label="Kind", choices=JurisdictionKind)
    regulator = RecordFilter(
        label="Regulator", records=models.Regulator.objects, method="filter_regulator"
    )
    has = HasFilter(label="Stance", records=models.Criterion.objects, method="filter_has")

    class Meta(DatedFilterSet.Meta):
        model = models.Jurisdiction
        fields = []

    @cached_property
    def known(self) -> dict:
        """What `keys` has asked for; the same filters without one of them ask for the same."""
        return {}

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.compared())

    def filter_jurisdictions(self, queryset, name, jurisdictions):
        return queryset.filter(pk__in=[jurisdiction.pk for jurisdiction in jurisdictions])

    def periods(self):
        return models.ApproachPeriod.objects.as_of(self.day)

    # Who holds what is asked first and then looked up by key: joins multiply the rows, and dated
    # subqueries within each other cost a database minutes while its statistics are old.

    def filter_has(self, queryset, name, pairs):
        in_force = models.Finding.objects.as_of(self.day)
        for criterion, stance in pairs:
            holders = in_force.filter(criterion=criterion, stance=stance)
            queryset = queryset.filter(pk__in=self.keys((criterion, stance), holders))
        return queryset

    def filter_approach(self, queryset, name, approach):
        periods = self.periods().filter(approach=approach)
        return queryset.filter(pk__in=self.keys(approach, periods))

    def keys(self, of, records) -> list[int]:
        """The keys of the jurisdictions of some records, asked for once for each thing."""
        if of not in self.known:
            self.known[of] = list(records.order_by().values_list("jurisdiction", flat=True))
        return self.known[of]

    def filter_regulator(self, queryset, name, regulator):
        return queryset.filter(pk=regulator.jurisdiction_id)

    def beside(self, name: str, value: str | None = None) -> "OverviewFilters":
        """The same filters without a parameter, or without one value of it."""
        query = self.data.copy()
        kept = [other for other in query.getlist(name) if value not in (None, other)]
        query.setlist(name, kept)
        others = OverviewFilters(query, today=self.today)
        others.known = self.known
        others.form.is_valid()
        return others

    def filter_words(self, queryset, name, words):
        periods = self.periods().filter(
            Q(label__icontains=words)
            | Q(key_instrument_label__icontains=words)
            | Q(approach__name__icontains=words)
        )
        regulators = models.Regulator.objects.filter(
            Q(name__icontains=words) | Q(acronym__icontains=words)
        )
        return queryset.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(summary__icontains=words)
            | Q(pk__in=self.keys("regulators", regulators))
            | Q(pk__in=self.keys("periods", periods))
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


class CompareFilters(ArrangedFilterSet, FindingFilterSet):
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


class MatrixFilters(ArrangedFilterSet):
    """Jurisdictions in rows against criteria in columns: the chosen ones, or all."""

    jurisdiction = AxisFilter(label="Jurisdiction", records=models.Jurisdiction.objects.compared())

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []

    @cached_property
    def jurisdictions(self) -> list:
        return self.chosen["jurisdiction"] or list(models.Jurisdiction.objects.compared())

    @cached_property
    def criteria(self) -> list:
        """In the order of the sections."""
        every = self.form.fields["criterion"].records.select_related("section")
        chosen = self.chosen["criterion"]
        return [one for one in every if not chosen or one in chosen]


class PillarsFilters(MatrixFilters):
    criterion = AxisFilter(label="Pillar", records=models.Pillar.objects)


class TopicsFilters(MatrixFilters):
    criterion = AxisFilter(label="Topic", records=models.Topic.objects)


class CoverageFilters(MatrixFilters):
    criterion = AxisFilter(label="Criterion", records=models.Criterion.objects)


class CriterionFilters(ArrangedFilterSet):
    """One criterion across all jurisdictions. The page keeps the lines of the chosen stances."""

    stance = ChoicesFilter(label="Stance", choices=Stance)

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []


class FindingFilters(FindingFilterSet):
    """The list of findings."""

    confidence = ChoiceFilter(label="Confidence", choices=Confidence)
    source = RecordFilter("citations__source", label="Source", records=models.Source.objects)
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
    access = ChoiceFilter(label="How it was read", choices=Access)
    jurisdiction = RecordFilter(
        label="Jurisdiction", records=models.Jurisdiction.objects, method="filter_jurisdiction"
    )
    publisher = WordsFilter("publisher__icontains", label="Publisher")
    q = WordsFilter("title__icontains", label="Find")
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Source
        fields = []

    def filter_jurisdiction(self, queryset, name, jurisdiction):
        return queryset.supporting(jurisdiction)


class GlossaryFilters(DatedFilterSet):
    """The terms of the glossary."""

    concept = RecordsFilter(label="Concept", records=models.Concept.objects)
    jurisdiction = RecordsFilter(label="Jurisdiction", records=models.Jurisdiction.objects)
    q = WordsFilter(label="Find", method="filter_words")

    class Meta(DatedFilterSet.Meta):
        model = models.Term
        fields = []

    def filter_words(self, queryset, name, words):
        return queryset.filter(
            Q(term__icontains=words)
            | Q(abbreviation__icontains=words)
            | Q(note__icontains=words)
            | Q(false_friend__icontains=words)
            | Q(concept__name__icontains=words)
        )
