"""Query string → validated choices and the day: one filterset for each page with a table."""

from .findings import CompareFilters, CriterionFilters, FindingFilters, FindingFilterSet
from .law import InstrumentFilters
from .matrices import CoverageFilters, MatrixFilters, PillarsFilters, TopicsFilters
from .overview import OverviewFilters
from .sources import GlossaryFilters, SourceFilters

__all__ = [
    "CompareFilters",
    "CoverageFilters",
    "CriterionFilters",
    "FindingFilterSet",
    "FindingFilters",
    "GlossaryFilters",
    "InstrumentFilters",
    "MatrixFilters",
    "OverviewFilters",
    "PillarsFilters",
    "SourceFilters",
    "TopicsFilters",
]
