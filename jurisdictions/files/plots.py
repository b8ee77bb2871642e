"""The counts behind a plot as a file: one row for each bar and kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..charts.bars import BarEntry, Plot
from .content import Column, File, Passage, Records, Table, TableRow, Value
from .document import Document


def stances_file(plot: Plot, document: Document) -> File:
    """The file of the stances on a criterion, year by year."""
    return plot_file(plot, document, STANCES)


def verified_file(plot: Plot, document: Document) -> File:
    """The file of verifications by month."""
    return plot_file(plot, document, VERIFIED)


@dataclass(frozen=True)
class Counted:
    """What the records of a plot say: columns for the entry, with their values, for the kind in
    code and in words, and for how many there are."""

    of_entry: tuple[Column, ...]
    values: Callable[[BarEntry], list[Value]]
    kind: tuple[Column, Column]
    count: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.of_entry, *self.kind, self.count)


def plot_file(plot: Plot, document: Document, counted: Counted) -> File:
    heads = (plot.head, *(kind.word for kind in plot.kinds))
    records = Records(counted.columns, list(records_of(plot, counted)))
    return File(document, records, Table(document.title, heads, list(map(row, plot.entries))))


def records_of(plot: Plot, counted: Counted) -> Iterator[list[Value]]:
    for entry in plot.entries:
        for kind, number in zip(plot.kinds, entry.counts, strict=True):
            yield [*counted.values(entry), kind.code, kind.word, number]


def row(entry: BarEntry) -> TableRow:
    head = [Passage(entry.name, strong=True)]
    return TableRow((head, *([Passage(str(number))] for number in entry.counts)))


STANCES = Counted(
    (
        Column("year", _("Year"), _("The year.")),
        Column("day", _("Day"), _("The last day of the year; of the last year the day shown.")),
    ),
    lambda entry: [entry.day.year, entry.day],
    (
        Column(
            "stance",
            _("Stance (code)"),
            _(
                "A stance of the scale, or not-researched: no finding was in force on that day, "
                "which is not “no”; or outside-filter: a stance that was not chosen."
            ),
        ),
        Column("stance_label", _("Stance"), _("The same in words.")),
    ),
    Column(
        "jurisdictions",
        _("Jurisdictions"),
        _("How many compared jurisdictions had it on that day."),
    ),
)
VERIFIED = Counted(
    (
        Column(
            "month",
            _("Month (code)"),
            _(
                "The month of the last verification. never; before: earlier than the first month; "
                "later: after the day shown."
            ),
        ),
        Column("month_label", _("Last verified"), _("The same in words.")),
    ),
    lambda entry: [entry.key, entry.name],
    (
        Column(
            "state", _("State (code)"), _("current, or due: longer ago than the review interval.")
        ),
        Column("state_label", _("State"), _("The same in words.")),
    ),
    Column(
        "findings", _("Findings"), _("How many findings in force on the day were verified then.")
    ),
)
