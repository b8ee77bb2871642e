"""No page is left out of these tests: those of the sitemap, those that the first page leads to."""

import re
from urllib.parse import urlsplit

from .addresses import FORMS, PAGES


def kind(address: str) -> tuple[str, int]:
    """The pages of one kind have the same first word, and as many."""
    words = urlsplit(address).path.removeprefix("/de").strip("/").split("/")
    return words[0], len(words)


def listed(page, sitemap: str) -> set[str]:
    """The addresses of a sitemap, or of those that it lists."""
    found = re.findall("<loc>(.*?)</loc>", page.request.get(sitemap).text())
    parts = [listed(page, urlsplit(one).path) for one in found if one.endswith(".xml")]
    return {one for one in found if not one.endswith(".xml")}.union(*parts)


def test_every_kind_of_page_is_looked_at(visit):
    page = visit("/")
    links = page.locator("a[href^='/']").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    pages = {one for one in links if urlsplit(one).path.endswith("/") and "/admin/" not in one}
    known = {kind(path) for path in [*PAGES, *FORMS]}
    assert {kind(one) for one in listed(page, "/sitemap.xml") | pages} <= known
