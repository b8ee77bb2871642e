"""The filters of events, in the timeline and in the calendar."""

from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    ChoicesFilter,
    Filter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    WordsFilter,
)
from ..asking.parameters import DayParameter
from ..asking.query import QueryForm
from ..choices import EventKind
from .dated import DatedFilterSet


class PeriodForm(QueryForm):
    """Refuses a period that ends before it begins."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            sentence = gettext("It is later than the last day asked for, %(day)s.")
            self.add_error("from", sentence % {"day": last})
        return cleaned


class PeriodFilter(Filter):
    """The page applies it, since the picture cuts where the list leaves out."""

    field_class = DayParameter

    def filter(self, queryset, value):
        return queryset


class EventFilterSet(DatedFilterSet):
    """Events of any day; `between` of the queryset applies the period."""

    jurisdiction = RecordsFilter(label=_("Jurisdiction"), records=known.PLACES)
    kind = ChoicesFilter(label=_("Kind"), choices=EventKind)
    instrument = RecordFilter(label=_("Instrument"), records=known.INSTRUMENTS)
    q = WordsFilter(label=_("Find"), method="filter_words")

    class Meta(DatedFilterSet.Meta):
        model = models.Event
        fields = []
        form = PeriodForm

    @classmethod
    def get_filters(cls):
        """The first and last day too: `from` is a word of Python, and can't be an attribute."""
        period = {
            "from": PeriodFilter(label=pgettext_lazy("period", "From")),
            "to": PeriodFilter(label=pgettext_lazy("period", "To")),
        }
        return super().get_filters() | period

    def filter_words(self, queryset, name, words):
        return queryset.mentioning(words)

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for; None leaves the side open."""
        return self.chosen["from"], self.chosen["to"]

    @property
    def calendar_query(self) -> str:
        """What the address of a calendar of the same events appends, or nothing."""
        query = self.unpaged().urlencode()
        return f"?{query}" if query else ""

    def unpaged(self) -> QueryDict:
        """The query without the number of the page."""
        query = self.data.copy()
        query.pop("page", None)
        return query

    def within(self, first: date | None, last: date | None) -> str:
        """The query of the same page for another period."""
        query = self.unpaged()
        for name, day in (("from", first), ("to", last)):
            query.setlist(name, [day.isoformat()] if day else [])
        return f"?{query.urlencode()}"


class CalendarFilters(EventFilterSet):
    """The dates of a calendar."""


class TimelineFilters(EventFilterSet):
    """The list of events, and its picture."""

    page = PageFilter()
