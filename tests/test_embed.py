"""The comparison can stand in a frame of another site, and nothing else can."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from jurisdictions.models import Revision

from .addresses import PAGES
from .pages import parse, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

CHOICE = "jurisdiction=european-union&jurisdiction=dubai&criterion=custody"
FRAME = f"/embed/compare/?{CHOICE}"
OUTSIDE = [
    "/nowhere",
    "/?x=1",
    "/compare/?x=1",
    f"/compare.csv?{CHOICE}",
    f"/compare.bib?{CHOICE}",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/changes.atom",
    "/admin/login/",
    "/embed/",
    "/embed/nothing/",
]


def directives(response) -> dict[str, str]:
    policy = response.headers["Content-Security-Policy"]
    return dict(each.strip().split(" ", 1) for each in policy.split(";"))


class TestFraming:
    @pytest.mark.parametrize(
        "address", [FRAME, "/embed/compare/", "/embed/compare/?as_of=odd", "/embed/compare/?x=1"]
    )
    def test_any_site_may_frame_it_also_where_it_is_refused(self, address):
        response = Client().get(address)
        assert directives(response)["frame-ancestors"] == "*"
        assert "X-Frame-Options" not in response.headers

    def test_the_rest_of_the_policy_stays(self):
        framed, page = (directives(Client().get(address)) for address in (FRAME, "/compare/"))
        assert framed | {"frame-ancestors": "'none'"} == page

    @pytest.mark.few(9)
    @pytest.mark.parametrize("address", [*PAGES, *OUTSIDE])
    def test_nobody_may_frame_anything_else(self, address):
        response = Client().get(address)
        assert directives(response)["frame-ancestors"] == "'none'"
        assert response.headers["X-Frame-Options"] == "DENY"


class TestContent:
    def cells(self, address: str) -> list[str]:
        return [squeeze(td) for td in parse(Client().get(address)).select(".comparison td")]

    @pytest.mark.parametrize("more", ["", "&as_of=2024-12-31", "&stance=regulated", "&sort=name"])
    def test_it_shows_the_same_cells_as_the_page_of_the_same_query(self, more):
        assert self.cells(FRAME + more) == self.cells(f"/compare/?{CHOICE}{more}")
        assert self.cells(FRAME + more)

    def test_it_can_show_an_earlier_revision_and_says_so(self):
        number = Revision.current().number
        lede = squeeze(parse(Client().get(f"{FRAME}&rev={number}")).select_one(".lede"))
        assert f"revision {number}" in lede

    def test_it_names_day_sources_disclaimer_and_where_it_comes_from(self):
        page = parse(Client().get(f"{FRAME}&as_of=2026-11-24"))
        assert "24 November 2026 (evidence to 8 October 2026" in squeeze(page.select_one(".lede"))
        assert page.select(".notes li")
        assert "not legal or financial advice" in squeeze(page.footer)
        assert squeeze(page.select_one("a.brand")) == "regcompare"

    def test_it_leads_back_to_the_full_view(self):
        link = parse(Client().get(f"{FRAME}&as_of=2024-12-31")).select_one(".lede a")
        path, _, query = link["href"].partition("?")
        assert path == "/compare/"
        assert parse_qs(query) == parse_qs(f"{CHOICE}&as_of=2024-12-31")

    def test_links_leave_the_frame_but_those_to_its_own_notes_stay(self):
        page = parse(Client().get(FRAME))
        assert page.base["target"] == "_top"
        assert not page.base.get("href")
        for link in page.select("a[href]"):
            within = link["href"].startswith("#")
            assert link.get("target") == ("_self" if within else None)

    def test_it_has_no_script_no_style_of_its_own_no_form_and_no_navigation(self):
        response = Client().get(FRAME)
        page = parse(response)
        assert not page.select("script, style, [style], form, nav, button")
        assert not response.cookies
        assert page.select_one("meta[name=robots]")["content"] == "noindex"

    @pytest.mark.parametrize("address", [FRAME, "/embed/compare/", "/embed/compare/?x=1"])
    def test_its_html_parses_without_an_error(self, address):
        html5lib.HTMLParser(strict=True).parse(Client().get(address).text)

    def test_where_nothing_is_chosen_it_says_so(self):
        text = squeeze(parse(Client().get("/embed/compare/")).main)
        assert "chooses nothing that could be compared" in text


class TestRefusal:
    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ("jurisdiction=atlantis", "jurisdiction"),
            ("as_of=2026-02-30", "as_of"),
            ("rev=0", "rev"),
            ("only=odd", "only"),
            ("x=1", "x"),
            ("as_of=", "as_of"),
        ],
    )
    def test_what_the_page_refuses_the_frame_refuses_by_name(self, query, named):
        response = Client().get(f"/embed/compare/?{query}")
        assert response.status_code == 400
        problems = parse(response).select(".terms > div")
        assert [squeeze(problem.dt) for problem in problems] == [named]

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_other_methods_are_not_allowed(self, method):
        assert getattr(Client(enforce_csrf_checks=True), method)(FRAME).status_code == 405


class TestSnippet:
    def snippet(self, query: str):
        code = parse(Client().get(f"/compare/?{query}")).select_one(".take-away pre code")
        return BeautifulSoup(code.text, "html.parser").iframe

    def test_the_comparison_shows_a_frame_to_copy_whose_address_works(self):
        frame = self.snippet(f"{CHOICE}&as_of=2024-12-31")
        address = urlsplit(frame["src"])
        assert address.netloc == "testserver"
        assert address.path == "/embed/compare/"
        assert parse_qs(address.query) == parse_qs(f"{CHOICE}&as_of=2024-12-31")
        assert Client().get(f"{address.path}?{address.query}").status_code == 200
        assert "European Union and UAE/Dubai compared" in frame["title"]
        attributes = {name: frame[name] for name in ("loading", "width", "height")}
        assert attributes == {"loading": "lazy", "width": "100%", "height": "600"}

    def test_it_is_live_unless_a_day_was_asked_for(self):
        assert "as_of" not in self.snippet(CHOICE)["src"]

    def test_it_is_text_and_no_frame(self):
        response = Client().get(f"/compare/?{CHOICE}")
        assert not parse(response).select("iframe")
        assert unescape("&lt;iframe") not in response.text

    def test_without_a_choice_there_is_nothing_to_embed(self):
        assert not parse(Client().get("/compare/")).select(".take-away pre")
