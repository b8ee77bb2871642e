"""What the nodes of linked data are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from ..files.document import PUBLISHER
from ..languages import base

Node = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A page as its linked data needs it.

    name      of the page: "instrument"
    context   what its template is given
    address   the canonical one
    """

    request: HttpRequest
    name: str
    context: Mapping
    title: str
    description: str
    address: str

    @property
    def language(self) -> str:
        return base(get_language())

    @cached_property
    def home(self) -> str:
        """The absolute address of the first page."""
        return self.absolute("overview")

    def absolute(self, name: str, *args) -> str:
        """The absolute address of another page, by its name."""
        return self.full(reverse(name, args=args))

    def full(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    def node(self, fragment: str) -> str:
        """The name of something that the page tells of."""
        return f"{self.address}#{fragment}"


def number_of_page(context: Mapping) -> int:
    """Which page of a long list it is, 1 where nothing is cut."""
    shown = context.get("page") or getattr(context.get("opinion"), "page", None)
    return getattr(shown, "number", 1)


def known(node: Node) -> Node:
    """The node without what isn't known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], ())}


def organisation(page: Page) -> Node:
    home = page.home
    return {"@type": "Organization", "@id": f"{home}#publisher", "name": PUBLISHER, "url": home}
