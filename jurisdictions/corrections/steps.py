"""From entry to entry of the history: what changed before the eyes of readers, and of what kind it
is."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..choices import Choices
from ..models import Citation, Finding, Instrument, Source
from .entries import SAME_WORK, HistoryEntry, by_record, entries, names_along


class CorrectionKind(Choices):
    """What became of a published entry."""

    CORRECTED = "corrected", _("What it says was changed, its law was not."), _("Correction")
    WITHDRAWN = "withdrawn", _("It is no longer published."), _("Withdrawn")
    REPUBLISHED = "republished", _("It is published once more."), _("Published again")
    VERIFIED = "verified", _("It was held against its sources once more."), _("Verified again")
    FIRST = "first", _("It was published."), _("First published")


class Step(NamedTuple):
    """A change of what readers see: the entry that made it, its kind, the entry that tells of the
    record, what was shown before, and what is shown since."""

    entry: HistoryEntry
    kind: CorrectionKind
    subject: HistoryEntry
    before: HistoryEntry | None
    after: HistoryEntry | None


def walked(
    findings: QuerySet, citations: QuerySet, periods: Iterable[HistoryEntry] = ()
) -> list[Step]:
    """The entries of the history as steps that readers may know of."""
    of_findings = by_record(entries(Finding, findings, "slug", "publication"))
    columns = [*names_along(Instrument, "instrument"), *names_along(Source, "source")]
    of_citations = by_record(entries(Citation, citations, "finding_id", *columns))
    of_periods = by_record(periods)
    steps = [step for rows in [*of_findings.values(), *of_periods.values()] for step in walk(rows)]
    for rows in of_citations.values():
        steps += walk_citations(rows, of_findings.get(rows[0].row["finding_id"], []))
    return steps


def walk(rows: list[HistoryEntry]) -> Iterator[Step]:
    """The steps of one finding or approach period, oldest first, as far as readers saw them."""
    first = shown = None
    hidden = True
    for entry in rows:
        if not entry.visible:
            if not hidden:
                yield Step(entry, CorrectionKind.WITHDRAWN, shown, shown, None)
            hidden = True
            continue
        if first is None:
            first = entry
            yield Step(entry, CorrectionKind.FIRST, entry, None, entry)
        elif hidden:
            yield Step(entry, CorrectionKind.REPUBLISHED, entry, shown, entry)
        elif not part_of_first(entry, first):
            yield Step(entry, CorrectionKind.CORRECTED, entry, shown, entry)
        hidden, shown = False, entry


def part_of_first(entry: HistoryEntry, first: HistoryEntry) -> bool:
    """Does an entry complete the first one? So do lists, and a second file of the same load."""
    return entry.belongs_to(first) and (entry.loaded or entry.same_columns(first))


def walk_citations(rows: list[HistoryEntry], of_finding: list[HistoryEntry]) -> Iterator[Step]:
    """The steps of one citation, oldest first, while its finding was published."""
    first = next((entry for entry in of_finding if entry.visible), None)
    shown = None
    for entry in rows:
        after = None if entry.deleted else entry
        above = [one for one in of_finding if one.moment <= entry.moment]
        seen = above and above[-1].visible and not entry.belongs_to(first)
        if seen and not goes_with(entry, of_finding):
            yield Step(entry, CorrectionKind.CORRECTED, above[-1], shown, after)
        shown = after


def goes_with(entry: HistoryEntry, of_finding: list[HistoryEntry]) -> bool:
    """Was a citation deleted because its finding was?"""
    ends = [one.at for one in of_finding if one.deleted]
    return entry.deleted and any(timedelta(0) <= at - entry.at <= SAME_WORK for at in ends)
