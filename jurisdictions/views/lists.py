"""The lists as files: the same choice as on the page, whole instead of page by page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from .. import known
from ..batches import CHUNK
from ..caching.file_lines import held_lines
from ..facets.overview import overview_pool
from ..files.changes import changes_file
from ..files.content import File
from ..files.document import Document
from ..files.findings import findings_file
from ..files.jurisdictions import jurisdictions_file
from ..files.law import events_file, instruments_file
from ..files.sources import sources_file, terms_file
from ..filtersets import (
    ChangeFilters,
    FindingFilters,
    GlossaryFilters,
    InstrumentFilters,
    OverviewFilters,
    SourceFilters,
    TimelineFilters,
)
from ..filtersets.dated import DatedFilterSet
from ..lines import Line, lines_of
from ..streams import FindingCells
from . import changed, findings, glossary, instruments, overview, timeline
from . import changes as changes_view
from . import sources as sources_view
from .files import describe_list, send
from .page import page, read_whole


@page
def list_as_file(request, name, suffix):
    """The list of that name, in the format of the suffix."""
    chosen = LISTS[name]
    filters = read_whole(chosen.filterset, request)
    document = describe_list(request, chosen.page or name, chosen.title(filters), filters, name)
    return send(suffix, chosen.file(chosen.read(filters), document))


@dataclass(frozen=True)
class List:
    """A list that can be taken away.

    title   what it is called, for the chosen filters
    items   its items in the order of the page
    page    the name of its page, where that is another one
    whole   its items are in memory at once
    """

    title: Callable[[DatedFilterSet], str]
    filterset: type[DatedFilterSet]
    items: Callable[[DatedFilterSet], Iterable]
    file: Callable[..., File]
    page: str = ""
    whole: bool = False

    def read(self, filters: DatedFilterSet) -> Callable[[], Iterable]:
        """The items, as often as a file reads them: asked for anew, where they are too many to
        be held meanwhile.
        """
        if self.whole:
            found = self.items(filters)
            return lambda: found
        return partial(self.items, filters)


def called(title: str) -> Callable[[DatedFilterSet], str]:
    """A title that is the same whatever is chosen."""
    return lambda filters: title


def between(filters: ChangeFilters) -> str:
    return changes_view.title_between(*filters.window)


def cells(filters: FindingFilters) -> FindingCells:
    return FindingCells(filters.qs, filters.shown.today)


def cells_file(found: Callable[[], FindingCells], document: Document) -> File:
    lines = held_lines("findings.csv", document.site, document.as_of.today)
    return findings_file(found(), document, lines)


def lines(filters: OverviewFilters) -> list[Line]:
    pillars = known.PILLARS.all()
    every = overview.approaches(filters, pillars, evidence=True)
    bands = overview.arrange(every, overview_pool(filters, every), filters)
    return lines_of(bands)


def texts(filters: InstrumentFilters) -> list[tuple]:
    return instruments.with_status(filters, filters.qs.for_page())


def events(filters: TimelineFilters) -> Iterable:
    return timeline.selected(filters).around(filters.day).iterator(CHUNK)


def entries_file(found: Callable[[], changed.Entries], document: Document) -> File:
    return changes_file(found(), document)


def changes(filters: ChangeFilters) -> changed.Entries:
    return changed.Entries(changed.selected(filters))


def sources(filters: SourceFilters) -> Iterable:
    return filters.qs.with_uses(filters.day).iterator(CHUNK)


def terms(filters: GlossaryFilters) -> Iterable:
    return glossary.with_law(filters.qs).iterator(CHUNK)


LISTS = {
    "jurisdictions": List(
        called(overview.TITLE),
        OverviewFilters,
        lines,
        jurisdictions_file,
        page="overview",
        whole=True,
    ),
    "findings": List(called(findings.TITLE), FindingFilters, cells, cells_file),
    "instruments": List(
        called(instruments.TITLE), InstrumentFilters, texts, instruments_file, whole=True
    ),
    "timeline": List(called(timeline.TITLE), TimelineFilters, events, events_file),
    "changes": List(between, ChangeFilters, changes, entries_file),
    "sources": List(called(sources_view.TITLE), SourceFilters, sources, sources_file),
    "glossary": List(called(glossary.TITLE), GlossaryFilters, terms, terms_file),
}
