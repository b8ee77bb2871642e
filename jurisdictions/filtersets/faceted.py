"""Filters whose options say how many rows each would leave."""

from ..asking.filters import Arrangement
from .dated import DatedFilterSet


class FacetedFilterSet(DatedFilterSet):
    """A filterset some of whose options are counted, over rows that the others have narrowed."""

    counted: tuple[str, ...] = ()

    @property
    def uncounted(self) -> list[str]:
        """The chosen filters that have no closed set of options to count."""
        narrowing = [n for n, one in self.filters.items() if not isinstance(one, Arrangement)]
        return [name for name in narrowing if name in self.data and name not in self.counted]

    def counts_all(self, beside: str | None = None) -> bool:
        """Are all rows counted, one of `uncounted` perhaps left out?"""
        return set(self.uncounted) <= {beside}

    def narrowed(self, queryset, beside: str | None = None):
        """The rows to count: those that `uncounted` lets through, one of it perhaps left out."""
        for name in self.uncounted:
            if name != beside:
                queryset = self.filters[name].filter(queryset, self.chosen[name])
        # No order: it costs, and changes no count.
        return queryset.order_by()
