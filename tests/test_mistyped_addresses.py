"""Who cuts an address short, or mistypes it, is led on."""

import pytest
from django.test import Client
from django.urls import resolve

from .factories import make_jurisdiction, make_pillar
from .pages import parse, refused, squeeze

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cut_short", "whole"),
    [
        ("/jurisdictions/", "/"),
        ("/jurisdictions/?approach=incentive-led&as_of=2024-12-31",
         "/?approach=incentive-led&as_of=2024-12-31"),
        ("/de/jurisdictions/", "/de/"),
        ("/api/", "/api/docs/"),
        ("/de/api/", "/de/api/docs/"),
    ],
)  # fmt: skip
def test_an_address_without_a_page_of_its_own_leads_to_the_page_that_is_meant(cut_short, whole):
    response = Client().get(cut_short)
    assert (response.status_code, response["Location"]) == (301, whole)
    assert Client().post(cut_short).status_code == 405


def not_found(address: str):
    response = Client().get(address)
    assert response.status_code == 404
    return parse(response).main


def links(address: str) -> list[str]:
    return [link["href"] for link in not_found(address).select("a.guess")]


@pytest.mark.parametrize(
    ("address", "guesses"),
    [
        ("/jurisdictions/uk/", ["/search/?q=uk"]),
        ("/pillars/custody/", ["/pillars/", "/search/?q=custody"]),
        (
            "/findings/dubai-non-custodial/report/",
            ["/findings/", "/search/?q=dubai%20non%20custodial"],
        ),
        ("/changes/corrections/", ["/changes/", "/search/?q=corrections"]),
        ("/data/2024-12-31/", ["/data/"]),
        ("/instruments/eu-mica.csv", ["/instruments/", "/search/?q=eu%20mica"]),
        ("/markets_in%20crypto+assets", ["/search/?q=markets%20in%20crypto%20assets"]),
        ("/de/topics/verwahrung/", ["/de/topics/", "/de/search/?q=verwahrung"]),
        ("/1/2/3/", []),
    ],
)
def test_a_mistyped_address_leads_to_the_page_above_and_to_a_search_for_its_words(address, guesses):
    assert links(address) == guesses


def test_a_page_above_is_one_that_is_there():
    assert "/findings/" in links("/findings/nothing/at/all/")
    assert resolve("/findings/").url_name == "findings"


def test_what_is_typed_is_shown_as_text_and_in_short():
    page = not_found(f"/%3Cscript%3E{'x' * 500}")
    assert not page.select("script")
    assert "Search for “script" in squeeze(page)
    assert len(squeeze(page)) < 500


@pytest.mark.parametrize(
    "address", ["/%00", "/%ff%fe", "/%E2%80%8B/", "/./", "/%0a%0d", "/a/%00b/c"]
)
def test_an_address_that_nobody_could_type_is_answered_too(address):
    not_found(address)


def test_it_asks_the_database_nothing(django_assert_num_queries):
    Client().get("/nowhere/")
    with django_assert_num_queries(0):
        assert Client().get("/pillars-of-wisdom/nowhere/").status_code == 404


@pytest.fixture
def places():
    for slug, name in {"united-kingdom": "UK", "european-union": "European Union"}.items():
        make_jurisdiction(slug=slug, name=name, short_name=name)
    for slug in ("south-africa", "saint-albans"):
        make_jurisdiction(slug=slug, name=slug, short_name=slug)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uk", "united-kingdom"),
        ("eu", "european-union"),
        ("united-kingdon", "united-kingdom"),
        ("european-onion", "european-union"),
        # Of two places, or of none.
        ("sa", ""),
        ("atlantis", ""),
        ("u", ""),
        ("united-kingdom" * 20, ""),
    ],
)
def test_a_value_that_is_none_is_refused_with_the_one_that_may_be_meant(places, typed, meant):
    said = refused(f"/compare/?jurisdiction={typed}")["jurisdiction"]
    assert ("perhaps" in said) is bool(meant)
    if meant:
        assert f"“{typed}” is not among the choices here; perhaps {meant} is meant." in said


def test_so_is_one_of_a_closed_vocabulary_and_half_of_a_pair(places):
    assert "perhaps corrections is meant" in refused("/changes/?kind=correction")["kind"]
    make_pillar(slug="iterative-development")
    said = refused("/?has=iterative-developement:recognised")["has"]
    assert "perhaps iterative-development is meant" in said


def test_programs_are_told_too(places):
    answer = Client().get("/api/v1/findings/?jurisdiction=uk")
    assert answer.status_code == 400
    assert "perhaps united-kingdom is meant" in answer.json()["errors"][0]["detail"]
