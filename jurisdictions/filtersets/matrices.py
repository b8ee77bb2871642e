"""The filters of jurisdictions in rows against criteria in columns."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import AxisFilter, PageFilter
from .dated import ArrangedFilterSet, DatedFilterSet


class MatrixFilters(ArrangedFilterSet):
    """Jurisdictions in rows against criteria in columns: the chosen ones, or all."""

    jurisdiction = AxisFilter(label=_("Jurisdiction"), records=known.COMPARED)
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []

    @cached_property
    def jurisdictions(self) -> list:
        return self.chosen["jurisdiction"] or self.form.fields["jurisdiction"].every

    @cached_property
    def criteria(self) -> list:
        """In the order of the sections."""
        every = self.form.fields["criterion"].every
        chosen = self.chosen["criterion"]
        return [one for one in every if not chosen or one in chosen]


class PillarsFilters(MatrixFilters):
    criterion = AxisFilter(label=_("Pillar"), records=known.PILLARS)


class TopicsFilters(MatrixFilters):
    criterion = AxisFilter(label=_("Topic"), records=known.TOPICS)


class CoverageFilters(MatrixFilters):
    criterion = AxisFilter(label=_("Criterion"), records=known.CRITERIA)
