"""The API for people: a page of ours, true to the OpenAPI document, with nothing from elsewhere."""

import html5lib
import pytest
from django.test import Client

from .api import ask
from .pages import inline_scripts, parse, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]


@pytest.fixture
def response():
    return Client().get("/api/docs/")


def test_it_is_sound_html_without_scripts_styles_or_foreign_hosts(response):
    html5lib.HTMLParser(strict=True).parse(response.text)
    page = parse(response)
    assert not page.select("style, [style], iframe, img")
    assert not inline_scripts(page)
    for tag in page.select("[href]"):
        assert tag["href"].startswith(("/", "#", "http://testserver/"))
    assert not response.cookies


def test_it_has_a_section_for_every_address_with_every_parameter(response):
    page, document = parse(response), ask("openapi.json")
    for path, operations in document["paths"].items():
        heading = page.find(id=operations["get"]["operationId"])
        assert squeeze(heading) == f"GET {path}"
        shown = [squeeze(cell) for cell in heading.parent.select("tbody th")]
        given = [one["$ref"].rpartition("/")[2] for one in operations["get"]["parameters"]]
        known = document["components"]["parameters"]
        assert shown == [known[name]["name"] for name in given]


def test_its_examples_can_be_copied_and_answer(response):
    commands = [squeeze(code) for code in parse(response).select("pre code")]
    asked = [one.split("'")[1] for one in commands if one.startswith("curl")]
    assert len(asked) == 19
    for address in asked:
        assert address.startswith("http://testserver/api/v1/")
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


def test_problems_point_to_a_place_in_it(response):
    problem = Client().get("/api/v1/findings/?x=1").json()
    page, _, place = problem["type"].partition("#")
    assert page == "/api/docs/"
    assert parse(response).find(id=place)


def test_every_page_of_the_site_links_to_it():
    assert parse(Client().get("/")).select_one("footer a[href='/api/docs/']")
