"""Reading rendered pages in tests."""

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client

from jurisdictions.caching import ready


def forget_pages() -> None:
    """Let every page be made anew, though of what earlier ones were made of."""
    cache.clear()
    ready.forget()


def parse(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def page_at(address: str) -> BeautifulSoup:
    """The page that any reader is shown at an address."""
    response = Client().get(address)
    assert response.status_code == 200, (address, response.content[:500])
    return parse(response)


def refused(address: str) -> dict[str, str]:
    """What the page says is wrong: sentence by parameter."""
    response = Client().get(address)
    assert response.status_code == 400, address
    entries = parse(response).select(".terms > div")
    return {squeeze(e.dt): squeeze(e.dd) for e in entries}


def parse_head(response) -> Tag:
    """The head of a page alone, for tests of hundreds of pages: the rest takes the longest."""
    head, end, _ = response.content.partition(b"</head>")
    return BeautifulSoup(head + end, "html.parser").head


def squeeze(element) -> str:
    """The text of an element as a reader sees it, with single blanks."""
    return " ".join(element.get_text(" ").split())


def inline_scripts(page: BeautifulSoup) -> list:
    """The scripts that stand in the page itself. Linked data is read, and never run."""
    return [
        one for one in page.select("script:not([src])") if one.get("type") != "application/ld+json"
    ]
