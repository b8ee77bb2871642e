"""What is the same on all pages is made once, and still belongs to the page that it stands on."""

import pytest
from django.test import Client

from jurisdictions.pieces import frame

from .pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGES = ["/", "/findings/", "/compare/", "/search/", "/timeline/", "/about/"]


def links(address: str, part: str) -> list:
    return parse(Client().get(address)).select(f"{part} a")


@pytest.mark.parametrize("part", [".masthead nav", ".colophon"])
def test_the_links_of_the_frame_carry_the_day_of_their_page_and_no_other(part):
    plain = [link["href"] for link in links("/findings/", part)]
    assert not [address for address in plain if "?" in address]
    for day in ("2024-01-01", "2025-02-02"):
        dated = [link["href"].partition("?") for link in links(f"/findings/?as_of={day}", part)]
        assert [path for path, _sign, _query in dated] == plain
        # The pages of data and API have no day.
        assert {query for _path, _sign, query in dated} <= {f"as_of={day}", ""}
        assert dated[0][2] == f"as_of={day}"


@pytest.mark.parametrize("address", PAGES)
def test_the_navigation_marks_the_page_on_which_it_stands(address):
    marked = [a["href"] for a in links(address, "nav") if a.get("aria-current") == "page"]
    assert marked == ([] if address == "/search/" else [address])


def test_each_language_has_a_frame_of_its_own():
    addresses = [link["href"] for link in links("/de/findings/", ".masthead nav")]
    assert addresses
    assert all(address.startswith("/de/") for address in addresses)
    assert not links("/findings/", ".masthead nav")[0]["href"].startswith("/de/")


def test_a_page_that_tells_of_an_error_has_the_frame_of_today():
    Client().get("/findings/?as_of=2024-01-01")
    addresses = [link["href"] for link in links("/nothing-here/", ".masthead nav")]
    assert addresses
    assert not [address for address in addresses if "as_of" in address or "\0" in address]


def test_another_page_and_day_make_no_part_anew():
    Client().get("/findings/?as_of=2024-01-01")
    before = frame.part.made.cache_info().misses
    Client().get("/findings/?as_of=2024-01-02&stance=unclear")
    assert frame.part.made.cache_info().misses == before
