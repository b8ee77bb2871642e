"""A closed cell says in words when its answer is background knowledge, in every way it stands."""

import pytest
from django.test import Client

from jurisdictions.models import Finding

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WORDS = "background knowledge"
ONE, TEN = range(1), range(10)


@pytest.fixture
def row():
    return make_criterion(slug="row", title="Row")


def answered(row, places, confidence="background"):
    for n in places:
        place = make_jurisdiction(slug=f"place-{n}", short_name=f"Place {n}")
        make_finding(jurisdiction=place, criterion=row, answer="Yes", confidence=confidence)


def closed(address: str) -> str:
    """What the first cell of a page shows before it is opened."""
    cell = parse(Client().get(address)).select_one(".comparison tbody td, .answers dd")
    return squeeze(cell.summary or cell)


def chosen(places, more: str = "") -> str:
    return f"/compare/?{'&'.join(f'jurisdiction=place-{n}' for n in places)}{more}"


@pytest.mark.parametrize("more", ["", "&rows=jurisdictions", "&open=all"])
def test_in_a_full_cell_beside_its_first_day(row, more):
    answered(row, ONE)
    assert closed(chosen(ONE, more)) == f"Regulated Yes since 1 January 2024 · {WORDS}"


def test_in_a_matrix_of_stances_too(row):
    answered(row, TEN)
    assert closed(chosen(TEN)) == f"Regulated {WORDS}"


def test_in_a_matrix_of_answers_too(row):
    answered(row, ONE)
    assert closed("/topics/?as_of=2026-11-24") == f"Regulated Yes {WORDS}"


def test_on_the_page_of_a_jurisdiction_too(row):
    answered(row, ONE)
    assert closed("/jurisdictions/place-0/").endswith(WORDS)


@pytest.mark.parametrize("places", [ONE, TEN])
@pytest.mark.parametrize("address", [chosen, lambda places: "/topics/"])
def test_each_cell_says_it_once(row, places, address):
    answered(row, places)
    cells = parse(Client().get(address(places))).select(".comparison tbody td")
    assert [squeeze(cell).count(WORDS) for cell in cells] == [1] * len(places)


@pytest.mark.parametrize("places", [ONE, TEN])
def test_what_was_read_needs_no_word(row, places):
    answered(row, places, "sourced")
    assert WORDS not in squeeze(parse(Client().get(chosen(places))).main)
    assert "since 1 January 2024" in squeeze(parse(Client().get(chosen(places))).main)


def test_the_page_of_a_finding_says_it_as_before(row):
    answered(row, ONE)
    page = parse(Client().get(Finding.objects.get().get_absolute_url()))
    assert WORDS in squeeze(page.main)
