"""The filters of feeds: those of the page, a title of the reader's own, and no page numbers."""

from ..filters import TitleFilter
from .changes import SelectionOfChanges
from .findings import FindingFilters
from .timeline import EventFilterSet


class ChangeFeedFilters(SelectionOfChanges):
    title = TitleFilter(label="Title")


class FindingFeedFilters(FindingFilters):
    page = None
    title = TitleFilter(label="Title")


class EventFeedFilters(EventFilterSet):
    title = TitleFilter(label="Title")
