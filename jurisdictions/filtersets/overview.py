"""The filters of the first page."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import models
from ..choices import JurisdictionKind
from ..filters import ChoiceFilter, HasFilter, RecordFilter, RecordsFilter, WordsFilter
from .dated import ArrangedFilterSet, DatedFilterSet
from .faceted import FacetedFilterSet


class OverviewFilters(FacetedFilterSet, ArrangedFilterSet):
    """The jurisdictions of the first page; every option says how many it would leave."""

    counted = ("jurisdiction", "approach", "kind", "regulator", "has")

    jurisdiction = RecordsFilter(
        label=_("Jurisdiction"),
        records=models.Jurisdiction.objects.compared(),
        method="filter_jurisdictions",
    )

    q = WordsFilter(label=_("Find"), method="filter_words")
    approach = RecordFilter(
        label=_("Approach"), records=models.Approach.objects, method="filter_approach"
    )
    kind = ChoiceFilter(label=_("Kind"), choices=JurisdictionKind)
    regulator = RecordFilter(
        label=_("Regulator"), records=models.Regulator.objects, method="filter_regulator"
    )
    has = HasFilter(label=_("Stance"), records=models.Criterion.objects, method="filter_has")

    class Meta(DatedFilterSet.Meta):
        model = models.Jurisdiction
        fields = []

    @property
    def compared(self) -> list:
        """All compared jurisdictions, whatever is chosen."""
        return self.form.fields["jurisdiction"].every

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
            queryset = queryset.filter(pk__in=keys(holders))
        return queryset

    def filter_approach(self, queryset, name, approach):
        periods = self.periods().filter(approach=approach)
        return queryset.filter(pk__in=keys(periods))

    def filter_regulator(self, queryset, name, regulator):
        return queryset.filter(pk=regulator.jurisdiction_id)

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
            | Q(pk__in=keys(regulators))
            | Q(pk__in=keys(periods))
        )


def keys(records) -> list[int]:
    """The keys of the jurisdictions of some records."""
    return list(records.order_by().values_list("jurisdiction", flat=True))
