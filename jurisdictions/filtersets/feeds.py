"""The filters of feeds: those of the page, a title of the reader's own, and no page numbers."""

from django.utils.translation import gettext_lazy as _

from ..asking.filters import TitleFilter
from .changes import SelectionOfChanges
from .findings import FindingFilters
from .timeline import EventFilterSet


class ChangeFeedFilters(SelectionOfChanges):
    title = TitleFilter(label=_("Title"))


class FindingFeedFilters(FindingFilters):
    page = None
    title = TitleFilter(label=_("Title"))


class EventFeedFilters(EventFilterSet):
    title = TitleFilter(label=_("Title"))
