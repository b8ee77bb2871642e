"""The filters of the first page."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    ChoiceFilter,
    HasFilter,
    RecordFilter,
    RecordsFilter,
    WordsFilter,
)
from ..choices import JurisdictionKind
from .dated import ArrangedFilterSet, DatedFilterSet
from .faceted import FacetedFilterSet


class OverviewFilters(FacetedFilterSet, ArrangedFilterSet):
    """The jurisdictions of the first page; every option says how many it would leave."""

    counted = ("jurisdiction", "approach", "kind", "regulator", "has")

    jurisdiction = RecordsFilter(
        label=_("Jurisdiction"),
        records=known.COMPARED,
        method="looked_up",
    )

    q = WordsFilter(label=_("Find"), method="filter_words")
    approach = RecordFilter(label=_("Approach"), records=known.APPROACHES, method="looked_up")
    kind = ChoiceFilter(label=_("Kind"), choices=JurisdictionKind, method="looked_up")
    regulator = RecordFilter(label=_("Regulator"), records=known.REGULATORS, method="looked_up")
    has = HasFilter(label=_("Stance"), records=known.CRITERIA, method="looked_up")

    class Meta(DatedFilterSet.Meta):
        model = models.Jurisdiction
        fields = []

    @property
    def compared(self) -> list:
        """All compared jurisdictions, whatever is chosen."""
        return self.form.fields["jurisdiction"].every

    def looked_up(self, queryset, name, chosen):
        """The page looks it up in the table of all jurisdictions (`facets.overview`)."""
        return queryset

    # Who holds the words is asked first and then looked up by key: joins multiply the rows, and
    # dated subqueries within each other cost a database minutes while its statistics are old.

    def filter_words(self, queryset, name, words):
        periods = models.ApproachPeriod.objects.as_of(self.day).filter(
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
            | Q(pk__in=keys(regulators))
            | Q(pk__in=keys(periods))
        )


def keys(records) -> list[int]:
    """The keys of the jurisdictions of some records."""
    return list(records.order_by().values_list("jurisdiction", flat=True))
