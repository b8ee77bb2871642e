"""Every page that shows dates or changes says where to follow them, and the address works."""

import pytest
from django.test import Client

from .pages import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

ATOM, CALENDAR = "application/atom+xml", "text/calendar"
EU = "jurisdiction=european-union"
CELL = f"{EU}&criterion=non-custodial-architecture"
# A page that takes a query puts it in order; one that has none writes it as it likes.
IN_ORDER = f"criterion=non-custodial-architecture&{EU}"
FEEDS = {
    "/changes/?kind=law": "/changes.atom?kind=law",
    "/findings/?stance=unclear": "/findings.atom?stance=unclear",
    "/timeline/?kind=applies": "/timeline.atom?kind=applies",
    f"/compare/?{CELL}&stance=unclear&sort=name": f"/changes.atom?{IN_ORDER}",
    "/jurisdictions/european-union/?as_of=2025-01-01": f"/changes.atom?{EU}",
    "/findings/eu-non-custodial-2026/": f"/changes.atom?{CELL}",
}
CALENDARS = {
    "/timeline/?kind=applies": "/timeline.ics?kind=applies",
    "/jurisdictions/european-union/": f"/timeline.ics?{EU}",
    "/instruments/eu-mica/": "/timeline.ics?instrument=eu-mica",
}


@pytest.mark.few(4)
@pytest.mark.parametrize(
    ("path", "kind", "address"),
    [
        *((path, ATOM, address) for path, address in FEEDS.items()),
        *((path, CALENDAR, address) for path, address in CALENDARS.items()),
    ],
)
def test_a_page_names_its_feed_and_its_calendar_for_machines_and_for_people(path, kind, address):
    page = parse(Client().get(path))
    [found] = page.head.find_all("link", rel="alternate", type=kind)
    assert found["href"] == address
    assert page.main.find("a", href=address)
    assert Client().get(address).headers["Content-Type"].startswith(kind)


def test_the_coming_dates_of_the_first_page_are_a_calendar_too():
    assert parse(Client().get("/")).main.find("a", href="/timeline.ics")
