"""The filters of instruments."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    ChoiceFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    StatusFilter,
    WordsFilter,
)
from ..choices import InstrumentKind
from ..law.status import Status
from .dated import DatedFilterSet
from .faceted import FacetedFilterSet


class InstrumentFilters(FacetedFilterSet):
    """The list of instruments."""

    counted = ("jurisdiction", "kind", "regulator", "status")

    jurisdiction = RecordsFilter(label=_("Jurisdiction"), records=known.PLACES)
    kind = ChoiceFilter(label=_("Kind"), choices=InstrumentKind)
    regulator = RecordFilter(label=_("Regulator"), records=known.REGULATORS)
    status = StatusFilter(label=_("Status"), choices=Status)
    q = WordsFilter(label=_("Find"), method="filter_words")
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
