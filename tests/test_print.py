"""On paper every sheet says what it shows and where to read it again."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from .addresses import COMPARE, DATED
from .pages import parse, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

STYLES = (Path(settings.BASE_DIR) / "static/css/print.css").read_text()


@pytest.mark.few(8)
@pytest.mark.parametrize("address", [*DATED, COMPARE, f"/embed{COMPARE}"])
def test_the_foot_of_a_page_holds_its_title_day_revision_and_address(address):
    joiner = "&" if "?" in address else "?"
    page = parse(Client().get(f"{address}{joiner}as_of=2026-03-01"))
    foot = squeeze(page.select_one(".paper-foot"))
    assert foot.startswith(page.title.text.removesuffix(" · regcompare"))
    assert "as of 1 March 2026" in foot
    assert ", revision " in foot
    path, _, query = f"{address.removeprefix('/embed')}{joiner}as_of=2026-03-01".partition("?")
    shown = urlsplit(foot.split()[-1])
    assert f"{shown.scheme}://{shown.netloc}{shown.path}" == f"http://testserver{path}"
    assert parse_qs(shown.query).keys() - parse_qs(query).keys() == {"rev"}
    assert parse_qs(shown.query) == parse_qs(query) | {"rev": parse_qs(shown.query)["rev"]}


def test_a_page_that_shows_no_law_has_no_foot():
    assert not parse(Client().get("/nowhere")).select(".paper-foot")


def test_what_closes_on_the_screen_is_open_on_paper():
    assert "content-visibility: visible" in STYLES


def test_heads_and_foot_are_repeated_and_rows_are_whole():
    for rule in ("table-header-group", "table-footer-group", "break-inside: avoid"):
        assert rule in STYLES
