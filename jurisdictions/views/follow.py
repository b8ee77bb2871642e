"""The feed of what a page shows, with the same choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from ..asking.query import FORM

# What only moves within a page, or opens what it folds.
PASSING = ("page", "open", FORM)
# What chooses the cells of a comparison.
CELLS = ("jurisdiction", "criterion", "section")


@dataclass(frozen=True)
class Follow:
    """The feed of a page: its path, and the choices that it takes over."""

    path: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HttpRequest, feed: str) -> "Follow":
        """The feed of the list that a page shows, with the same choices."""
        return cls.chosen(feed, [pair for pair in pairs_of(request) if pair[0] not in PASSING])

    @classmethod
    def changes(cls, request: HttpRequest) -> "Follow":
        """The feed of what changes in the cells that a comparison shows."""
        return cls.chosen("changes_feed", [pair for pair in pairs_of(request) if pair[0] in CELLS])

    @classmethod
    def chosen(cls, feed: str, pairs: Iterable[tuple[str, str]]) -> "Follow":
        return cls(reverse(feed), tuple(pairs))

    @property
    def address(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path


def pairs_of(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]
