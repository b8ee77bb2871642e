"""The filters of what changed between two days."""

from datetime import date, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    ChoicesFilter,
    DayFilter,
    OrderFilter,
    PageFilter,
    RecordsFilter,
)
from ..asking.parameters import DayParameter
from ..asking.query import BadQuery, Problem
from ..choices import ChangeKind, Opened
from ..days import FIRST_DAY, AsOf
from .dated import DatedFilterSet


class SelectionOfChanges(DatedFilterSet):
    """Findings that begin after one day, up to and including another.

    `to` is the day that the page speaks from; left out, it is `as_of`, or today. `from` is the
    same day a year earlier, or the first day that is accepted, unless it is given.
    """

    jurisdiction = RecordsFilter(label=_("Jurisdiction"), records=known.COMPARED)
    criterion = RecordsFilter(label=_("Criterion"), records=known.CRITERIA)
    section = RecordsFilter("criterion__section", label=_("Section"), records=known.SECTIONS)
    kind = ChoicesFilter(label=_("Kind"), choices=ChangeKind, method="leave")

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []

    @classmethod
    def get_filters(cls):
        """The two days too: `from` is a word of Python, and can't be an attribute."""
        days = {
            "from": DayFilter(label=pgettext_lazy("period", "After")),
            "to": DayFilter(label=pgettext_lazy("period", "Up to")),
        }
        return super().get_filters() | days

    def leave(self, queryset, name, kinds):
        """The page asks for each kind elsewhere."""
        return queryset

    @cached_property
    def shown(self) -> AsOf:
        """The day that links carry: that of `as_of`, otherwise the last one that is looked at."""
        asked = self.chosen["as_of"] or self.chosen["to"]
        return AsOf.read(asked, self.today, self.chosen["rev"])

    @cached_property
    def window(self) -> tuple[date, date]:
        """The day after which, and the day up to which. Raises BadQuery when it is no window."""
        to = self.chosen["to"] or self.day
        after = self.chosen["from"] or max(a_year_before(to), FIRST_DAY)
        if after > to:
            sentence = gettext("It is later than the last day looked at, %(day)s.") % {"day": to}
            raise BadQuery([Problem("from", sentence, DayParameter.accepted)])
        return after, to

    def wants(self, kind: ChangeKind) -> bool:
        return not self.chosen["kind"] or kind in self.chosen["kind"]

    @property
    def of_findings(self) -> dict[str, list[str]]:
        """The values by which findings are chosen, by parameter."""
        names = ("jurisdiction", "criterion", "section")
        return {name: self.data.getlist(name) for name in names if self.chosen[name]}

    def lets_through_approach(self, period) -> bool:
        """Is an approach period chosen? None is where criteria are."""
        if self.chosen["criterion"] or self.chosen["section"]:
            return False
        chosen = self.chosen["jurisdiction"]
        return not chosen or period.jurisdiction in chosen

    def lets_through(self, correction) -> bool:
        """Is a correction about what is chosen?"""
        criterion = correction.criterion
        beside = {
            "jurisdiction": correction.jurisdiction,
            "criterion": criterion,
            "section": criterion and criterion.section,
        }
        return all(
            not self.chosen[name] or one in self.chosen[name] for name, one in beside.items()
        )


class ChangeFilters(SelectionOfChanges):
    """The list of changes."""

    open = OrderFilter(label=_("Open"), choices=Opened)
    page = PageFilter()


def a_year_before(day: date) -> date:
    """The same day a year earlier; of 29 February, the day before it."""
    leap_day = (day.month, day.day) == (2, 29)
    return (day - timedelta(days=1) if leap_day else day).replace(year=day.year - 1)
