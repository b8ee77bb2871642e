"""The filters of findings: in the comparison, in the list, and on the page of one criterion."""

from datetime import date

from django.db.models import Q
from django.utils.functional import cached_property

from .. import models
from ..choices import Confidence, Only, Stance
from ..filters import (
    AxisFilter,
    ChoiceFilter,
    ChoicesFilter,
    DayFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    RowsFilter,
    WordsFilter,
)
from ..parameters import DayParameter
from ..query import BadQuery, Problem
from .dated import ArrangedFilterSet, DatedFilterSet
from .faceted import FacetedFilterSet


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
    only = RowsFilter(label="Only", choices=Only)
    against = DayFilter(label="Held against")

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
    def other_day(self) -> date | None:
        """The other day that the cells are held against. Raises BadQuery when it is no other."""
        other = self.chosen["against"]
        if other == self.day:
            sentence = "It is the day shown itself. Choose another one."
            raise BadQuery([Problem("against", sentence, DayParameter.accepted)])
        return other

    @property
    def narrows_rows(self) -> bool:
        return bool(self.chosen["criterion"] or self.chosen["section"])

    @cached_property
    def matching(self) -> set[int] | None:
        """The findings that stance and words let through; None when nothing is filtered."""
        if not (self.chosen["stance"] or self.chosen["q"]):
            return None
        return set(self.qs.values_list("pk", flat=True))


class CriterionFilters(ArrangedFilterSet):
    """One criterion across all jurisdictions. The page keeps the lines of the chosen stances."""

    stance = ChoicesFilter(label="Stance", choices=Stance)

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []


class FindingFilters(FacetedFilterSet, FindingFilterSet):
    """The list of findings."""

    counted = ("jurisdiction", "section", "criterion", "stance", "confidence")

    confidence = ChoiceFilter(label="Confidence", choices=Confidence)
    source = RecordFilter("citations__source", label="Source", records=models.Source.objects)
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []
