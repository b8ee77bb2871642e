"""A matrix of very many cells comes in pages, so that no browser has to hold all of it."""

import pytest
from django.test import Client

from jurisdictions.asking import limits

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROWS = ".comparison tbody th[scope=row], .grid tbody th[scope=row]"
PLACES = ["Andorra", "Belize", "Chile", "Denmark", "Egypt"]


@pytest.fixture(autouse=True)
def five_places(monkeypatch):
    """Five jurisdictions against two topics, of which a page shows up to five cells."""
    topics = [make_criterion(), make_criterion()]
    for name in PLACES:
        place = make_jurisdiction(slug=name.lower(), short_name=name)
        for topic in topics:
            make_finding(jurisdiction=place, criterion=topic)
    monkeypatch.setattr(limits, "CELLS", 5)


def rows(address: str) -> list[str]:
    page = parse(Client().get(address))
    return [squeeze(head.a) for head in page.select(ROWS)]


@pytest.mark.parametrize("path", ["/topics/", "/coverage/"])
def test_each_page_has_its_rows_and_together_they_have_all(path):
    pages = [rows(f"{path}?page={number}") for number in (1, 2, 3)]
    assert pages == [PLACES[:2], PLACES[2:4], PLACES[4:]]
    assert rows(path) == pages[0]


@pytest.mark.parametrize("path", ["/topics/", "/coverage/"])
def test_pages_lead_to_one_another_and_keep_the_choice(path):
    page = parse(Client().get(f"{path}?sort=name&page=2"))
    links = {link["rel"][0]: link["href"] for link in page.select("nav.pages a")}
    assert links == {"prev": "?page=1&sort=name", "next": "?page=3&sort=name"}
    assert squeeze(page.select_one("nav.pages span")) == "Page 2 of 3"


@pytest.mark.parametrize("path", ["/topics/", "/coverage/"])
def test_fewer_columns_make_longer_pages(path):
    page = parse(Client().get(path))
    topic = page.select_one("details input[name=criterion]")["value"]
    assert rows(f"{path}?criterion={topic}") == PLACES


@pytest.mark.parametrize("path", ["/topics/", "/coverage/"])
def test_a_row_longer_than_a_page_stands_alone(monkeypatch, path):
    monkeypatch.setattr(limits, "CELLS", 1)
    assert rows(f"{path}?page=5") == PLACES[4:]


@pytest.mark.parametrize("path", ["/topics/", "/coverage/"])
@pytest.mark.parametrize("number", ["4", "0", "x"])
def test_a_page_that_is_not_there_is_refused_by_name(path, number):
    answer = Client().get(f"{path}?page={number}")
    assert answer.status_code == 400
    assert "page" in squeeze(parse(answer).main)


@pytest.mark.parametrize("path", ["/topics", "/coverage"])
def test_a_file_holds_all_of_it(path):
    text = Client().get(f"{path}.csv").getvalue().decode()
    assert all(place in text for place in PLACES)


def test_the_totals_of_coverage_are_those_of_all_pages():
    page = parse(Client().get("/coverage/?page=3"))
    assert squeeze(page.select_one("tfoot .count")) == "5/5"


def test_the_caption_counts_what_the_table_shows(monkeypatch):
    def caption(address: str) -> str:
        return squeeze(parse(Client().get(address)).caption).partition(", as of")[0]

    monkeypatch.setattr(limits, "CELLS", 10)
    assert caption("/topics/") == "2 topics, 5 jurisdictions"
    assert caption("/topics/?jurisdiction=chile") == "2 topics, 1 jurisdiction"
    assert caption("/de/topics/").startswith("2 Themen, 5 Jurisdiktionen")


def test_what_fits_on_one_page_has_no_others(monkeypatch):
    monkeypatch.setattr(limits, "CELLS", 10)
    page = parse(Client().get("/topics/"))
    assert len(page.select(ROWS)) == 5
    assert page.select_one("nav.pages") is None
