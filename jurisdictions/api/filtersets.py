"""The filters of the API: those of the pages, and how many records an answer holds."""

import re

from django.db.models import Q

from .. import filtersets, known, models
from ..asking.filters import (
    Arrangement,
    ChoiceFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    WordsFilter,
)
from ..asking.parameters import Parameter
from ..choices import Scale
from ..filtersets.dated import DatedFilterSet

PAGE_SIZE, LARGEST_PAGE = 100, 500
SIZE = re.compile("[1-9][0-9]{0,5}")


class PageSizeParameter(Parameter):
    """How many records an answer holds at most."""

    accepted = f"a number of records, from 1 to {LARGEST_PAGE}"

    def to_python(self, value):
        if value in self.empty_values:
            return PAGE_SIZE
        if not SIZE.fullmatch(value):
            self.refuse("This is not a number of records.")
        if not 1 <= int(value) <= LARGEST_PAGE:
            self.refuse("This number lies outside the range.")
        return int(value)


class PageSizeFilter(Arrangement):
    field_class = PageSizeParameter


class DayFilters(DatedFilterSet):
    """What one record takes: the day, and the revision."""

    class Meta(DatedFilterSet.Meta):
        # A filterset has one; nothing is asked of it here.
        model = models.Revision
        fields = []


class Paged(DatedFilterSet):
    """What every list takes beside its filters."""

    page = PageFilter(label="Page")
    page_size = PageSizeFilter(label="Records in an answer")


class JurisdictionFilters(Paged, filtersets.OverviewFilters):
    pass


class InstrumentFilters(Paged, filtersets.InstrumentFilters):
    pass


class EventFilters(Paged, filtersets.TimelineFilters):
    pass


class FindingFilters(Paged, filtersets.FindingFilters):
    pass


class SourceFilters(Paged, filtersets.SourceFilters):
    pass


class RegulatorFilters(Paged):
    """The authorities."""

    jurisdiction = RecordsFilter(label="Jurisdiction", records=known.PLACES)
    q = WordsFilter(label="Find", method="filter_words")

    class Meta(DatedFilterSet.Meta):
        model = models.Regulator
        fields = []

    def filter_words(self, queryset, name, words):
        return queryset.filter(
            Q(name__icontains=words) | Q(acronym__icontains=words) | Q(role__icontains=words)
        )


class CriterionFilters(Paged):
    """The rows of the comparison: pillars and topics."""

    section = RecordsFilter(label="Section", records=known.SECTIONS)
    proposal = RecordFilter(label="Proposal", records=known.PROPOSALS)
    scale = ChoiceFilter(label="Scale", choices=Scale)

    class Meta(DatedFilterSet.Meta):
        model = models.Criterion
        fields = []


class ProposalFilters(Paged):
    """The requested changes of law."""

    jurisdiction = RecordsFilter(label="Jurisdiction", records=known.PLACES)

    class Meta(DatedFilterSet.Meta):
        model = models.Proposal
        fields = []
