"""Reading rendered pages in tests."""

from bs4 import BeautifulSoup
from django.core.cache import cache

from jurisdictions.caching import ready


def forget_pages() -> None:
    """Let every page be made anew, though of what earlier ones were made of."""
    cache.clear()
    ready.forget()


def parse(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def squeeze(element) -> str:
    """The text of an element as a reader sees it, with single blanks."""
    return " ".join(element.get_text(" ").split())


def inline_scripts(page: BeautifulSoup) -> list:
    """The scripts that stand in the page itself. Linked data is read, and never run."""
    return [
        one for one in page.select("script:not([src])") if one.get("type") != "application/ld+json"
    ]
