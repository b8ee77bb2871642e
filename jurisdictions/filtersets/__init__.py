"""Query string → validated choices and the day: one filterset for each page with a table."""

from .changes import ChangeFilters
from .feeds import ChangeFeedFilters, EventFeedFilters, FindingFeedFilters
from .findings import (
    CompareFilters,
    CriterionFilters,
    FindingFilters,
    FindingFilterSet,
    MovableFilters,
)
from .law import InstrumentFilters
from .matrices import CoverageFilters, MatrixFilters, PillarsFilters, TopicsFilters
from .overview import OverviewFilters
from .search import SearchFilters
from .sources import GlossaryFilters, SourceFilters
from .timeline import CalendarFilters, TimelineFilters

__all__ = [
    "CalendarFilters",
    "ChangeFeedFilters",
    "ChangeFilters",
    "CompareFilters",
    "CoverageFilters",
    "CriterionFilters",
    "EventFeedFilters",
    "FindingFeedFilters",
    "FindingFilterSet",
    "FindingFilters",
    "GlossaryFilters",
    "InstrumentFilters",
    "MatrixFilters",
    "MovableFilters",
    "OverviewFilters",
    "PillarsFilters",
    "SearchFilters",
    "SourceFilters",
    "TimelineFilters",
    "TopicsFilters",
]
