"""Readers see which addresses no longer open, on every page, at no further query."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jurisdictions.choices import LinkState
from jurisdictions.links.uses import match_links
from jurisdictions.models import Citation, Link, Revision

from .factories import make_finding, make_instrument, make_jurisdiction, make_regulator, make_source
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MARK = "not reachable when last checked, 3 October 2026"
PAGES = [
    "/?as_of=2024-01-01",
    "/compare/?jurisdiction=dubai&jurisdiction=european-union&criterion=custody",
    "/jurisdictions/dubai/",
    "/jurisdictions/united-states/",
    "/topics/custody/",
    "/proposals/innovation-exemption/",
    "/instruments/eu-mica/",
    "/findings/dubai-custody-2023/",
    "/timeline/",
    "/sources/",
    "/changes/?from=2020-01-01",
    "/glossary/",
]


def broken(**changes) -> int:
    """Let every address in use be broken."""
    match_links()
    found = {"state": LinkState.BROKEN, "checked_at": datetime(2026, 10, 3, 23, 59, tzinfo=UTC)}
    return Link.objects.update(**found | changes)


def main(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return parse(response).main


def marks(address: str) -> int:
    return squeeze(main(address)).count(MARK)


def outside(address: str) -> int:
    """How many links of a page lead to other hosts, beside those in prose."""
    links = main(address).select('a[rel="noreferrer"][href^="http"]')
    return len(links)


@pytest.mark.parametrize("address", PAGES)
def test_every_broken_address_of_a_page_is_marked(world_edition, address):
    assert marks(address) == 0
    broken()
    assert marks(address) == outside(address) > 0


@pytest.fixture
def page(db):
    """The page of a finding that rests on one source."""
    finding = make_finding(slug="one")
    Citation.objects.create(finding=finding, source=make_source(url="https://a.example/act"))
    return "/findings/one/"


@pytest.mark.parametrize("state", [state for state in LinkState if state != LinkState.BROKEN])
def test_only_a_broken_address_is_marked(page, state):
    broken(state=state)
    assert marks(page) == 0


def test_an_archived_copy_is_offered_beside_a_broken_address(page):
    broken(archive_address="https://archive.example/act")
    copy = main(page).find("a", href="https://archive.example/act")
    assert squeeze(copy) == "archived copy"
    assert main(page).find("a", href="https://a.example/act")


def test_an_archived_copy_is_not_offered_while_the_address_opens(page):
    broken(state=LinkState.REACHABLE, archive_address="https://archive.example/act")
    assert "archive.example" not in str(main(page))


def test_the_day_of_the_last_check_is_marked_up_as_a_day(page):
    broken()
    assert main(page).find("time", datetime="2026-10-03")


def test_the_address_of_an_instrument_and_of_a_regulator_is_marked():
    place = make_jurisdiction(slug="home")
    make_instrument(jurisdiction=place, slug="act", url="https://a.example/act")
    make_regulator(jurisdiction=place, url="https://b.example/")
    broken()
    assert marks("/instruments/act/") == 1
    assert marks("/jurisdictions/home/") == 1


def test_the_mark_is_of_now_also_on_a_page_read_at_a_revision(page):
    revision = Revision.current().number
    broken()
    assert marks(f"{page}?rev={revision}") == 1


@pytest.mark.each_database
def test_a_broken_address_costs_no_query(page):
    def queries() -> list[int]:
        found = []
        for address in (page, "/sources/", "/compare/", "/instruments/act/"):
            with CaptureQueriesContext(connection) as captured:
                Client().get(address)
            found.append(len(captured))
        return found

    make_instrument(slug="act", url="https://a.example/act")
    without = queries()
    broken()
    assert queries() == without
