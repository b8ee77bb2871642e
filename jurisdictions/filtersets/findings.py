"""The filters of findings: in the comparison, in the list, and on the page of one criterion."""

from datetime import date

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    AxisFilter,
    ChoiceFilter,
    ChoicesFilter,
    DayFilter,
    MoveFilter,
    OrderFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    RowsFilter,
    WordsFilter,
)
from ..asking.limits import check_size
from ..asking.parameters import DayParameter
from ..asking.query import BadQuery, Problem
from ..choices import Confidence, Only, Opened, Rows, Stance
from .dated import ArrangedFilterSet, DatedFilterSet
from .faceted import FacetedFilterSet
from .moving import moved


class FindingFilterSet(DatedFilterSet):
    """Findings in force on the day; the filters that the comparison and the list share."""

    jurisdiction = RecordsFilter(label=_("Jurisdiction"), records=known.COMPARED)
    criterion = RecordsFilter(label=_("Criterion"), records=known.CRITERIA)
    section = RecordsFilter("criterion__section", label=_("Section"), records=known.SECTIONS)
    stance = ChoicesFilter(label=_("Stance"), choices=Stance)
    q = WordsFilter(label=_("Find"), method="filter_words")

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.as_of(self.day))

    def filter_words(self, queryset, name, words):
        return queryset.mentioning(words)


class CompareFilters(ArrangedFilterSet, FindingFilterSet):
    """Columns and rows of the comparison, and which of its findings stand out.

    Rows are the chosen criteria and all criteria of the chosen sections, or every criterion.
    """

    jurisdiction = AxisFilter(label=_("Jurisdiction"), records=known.COMPARED)
    criterion = AxisFilter(label=_("Criterion"), records=known.CRITERIA)
    section = AxisFilter(label=_("Section"), records=known.SECTIONS)
    only = RowsFilter(label=pgettext_lazy("arrangement", "Only"), choices=Only)
    against = DayFilter(label=_("Held against"))
    rows = OrderFilter(label=_("Rows"), choices=Rows)
    open = OrderFilter(label=_("Open"), choices=Opened)

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []

    @property
    def turned(self) -> bool:
        """Do the jurisdictions go down, and the criteria across?"""
        return self.chosen["rows"] == Rows.JURISDICTIONS

    @cached_property
    def jurisdictions(self) -> list:
        """The columns, in the order asked. Raises BadQuery when they make too large a table."""
        columns = self.chosen["jurisdiction"]
        check_size(len(columns), len(self.criteria))
        return columns

    @cached_property
    def criteria(self) -> list:
        """The rows, in the order of the sections: those chosen, or whose section is."""
        every = self.form.fields["criterion"].every
        if not self.narrows_rows:
            return every
        names = ("criterion", "section")
        # By their keys: a record is slow to compare.
        chosen, sections = ({one.pk for one in self.chosen[name]} for name in names)
        return [one for one in every if one.pk in chosen or one.section_id in sections]

    @property
    def other_day(self) -> date | None:
        """The other day that the cells are held against. Raises BadQuery when it is no other."""
        other = self.chosen["against"]
        if other == self.day:
            sentence = gettext("It is the day shown itself. Choose another one.")
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


class MovableFilters(CompareFilters):
    """The same for the page, where columns and rows are moved by hand."""

    move = MoveFilter(label=_("Move"))

    def moved(self) -> QueryDict:
        """The query of the view in which this is moved. Raises BadQuery where nothing can be."""
        move, slug = self.chosen["move"]
        query = self.data.copy()
        del query["move"]
        try:
            return moved(query, move, slug, [criterion.slug for criterion in self.criteria])
        except ValueError as refusal:
            accepted = self.form.fields["move"].accepted
            raise BadQuery([Problem("move", str(refusal), accepted)]) from refusal


class CriterionFilters(ArrangedFilterSet):
    """One criterion across all jurisdictions. The page keeps the lines of the chosen stances."""

    stance = ChoicesFilter(label=_("Stance"), choices=Stance)

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []


class FindingFilters(FacetedFilterSet, FindingFilterSet):
    """The list of findings."""

    counted = ("jurisdiction", "section", "criterion", "stance", "confidence")

    confidence = ChoiceFilter(label=_("Confidence"), choices=Confidence)
    source = RecordFilter("citations__source", label=_("Source"), records=known.SOURCES)
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []
