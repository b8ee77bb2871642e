"""The filters of the first page."""

from django.db.models import Q
from django.utils.functional import cached_property

from .. import models
from ..choices import JurisdictionKind
from ..filters import ChoiceFilter, HasFilter, RecordFilter, RecordsFilter, WordsFilter
from .dated import ArrangedFilterSet, DatedFilterSet


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
