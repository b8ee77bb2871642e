"""The feed of the list that a page shows, with the same choices."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from ..query import FORM


@dataclass(frozen=True)
class Follow:
    """The feed of a page: its path, and the choices that it takes over."""

    path: str
    pairs: tuple[tuple[str, str], ...]
    query: str

    @classmethod
    def of(cls, request: HttpRequest, feed: str) -> "Follow":
        query = request.GET.copy()
        for name in ("page", FORM):
            query.pop(name, None)
        pairs = tuple((name, value) for name, values in query.lists() for value in values)
        return cls(reverse(feed), pairs, query.urlencode())

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path
