"""What a page weighs on its way, compressed: a reader on a train waits for each byte."""

from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from .pages import parse

COMPARISON = "/compare/?jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
# As files are compressed ahead of time, and pages while somebody waits.
AHEAD, AT_ONCE = 11, 5
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def weight(content: bytes, quality: int) -> int:
    return len(brotli.compress(content, quality=quality))


@pytest.fixture
def page(client, four_places):
    return client.get(COMPARISON)


def test_a_comparison_weighs_less_than_twice_its_words(page):
    words = parse(page).get_text(" ", strip=True).encode()
    assert weight(page.content, AT_ONCE) < 2 * weight(words, AT_ONCE)


def test_what_draws_and_moves_it_weighs_28_kb_at_most(page):
    loaded = parse(page).select("link[rel=stylesheet], link[rel=icon], script[src]")
    addresses = {urlsplit(one.get("href") or one["src"]).path for one in loaded}
    assert len(addresses) > 8
    assert sum(map(weight_of_file, addresses)) <= 28_000


def weight_of_file(address: str) -> int:
    name = address.removeprefix(staticfiles_storage.base_url)
    with open(finders.find(name), "rb") as file:
        return weight(file.read(), AHEAD)


def test_a_column_more_weighs_no_more_than_its_cells(client, four_places):
    """What isn't a cell or its notes is on the page once, however wide it is."""
    columns = "/compare/?jurisdiction=united-states&jurisdiction=european-union"
    narrow, wide = client.get(columns), client.get(f"{columns}&jurisdiction=dubai")
    more = len(wide.content) - len(narrow.content)
    cells = parse(wide).select("tbody tr > :last-child")
    assert more < 2 * sum(len(str(cell).encode()) for cell in cells)
