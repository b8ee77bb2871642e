"""Search engines are told of every page, in each language, and when it last changed."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.test import Client

from jurisdictions import sitemaps
from jurisdictions.models import Criterion, Finding, Instrument, Jurisdiction, Proposal, Revision

from .factories import make_citation, make_event, make_finding, make_instrument, together

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HOST = "http://testserver"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
SECTIONS = list(sitemaps.SITEMAPS)


def tree(address: str):
    response = Client().get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def entries(section: str) -> dict[str, dict]:
    """By path, what a sitemap says of a page: its other versions and its last change."""
    return {
        url.findtext("s:loc", namespaces=NAMES).removeprefix(HOST): {
            "changed": url.findtext("s:lastmod", namespaces=NAMES),
            "versions": {
                link.get("hreflang"): link.get("href").removeprefix(HOST)
                for link in url.findall("x:link", NAMES)
            },
        }
        for url in tree(f"/sitemap-{section}.xml")
    }


def changed(section: str, path: str) -> str:
    return entries(section)[path]["changed"]


def recorded(record, day: str):
    """Let the history say that a record was last changed on a day."""
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    type(record).history.filter(id=record.pk).update(history_date=moment)


class TestWhatIsListed:
    @pytest.fixture(autouse=True)
    def places(self, four_places):
        pass

    def test_the_index_names_every_part_with_its_last_change(self):
        parts = tree("/sitemap.xml").findall("s:sitemap", NAMES)
        named = [part.findtext("s:loc", namespaces=NAMES) for part in parts]
        assert named == [f"{HOST}/sitemap-{section}.xml" for section in SECTIONS]
        assert all(part.findtext("s:lastmod", namespaces=NAMES) for part in parts[1:])

    def test_the_index_says_when_the_newest_of_each_part_changed(self):
        said = [
            (part.findtext("s:lastmod", namespaces=NAMES) or "")[:10]
            for part in tree("/sitemap.xml").findall("s:sitemap", NAMES)
        ]
        parts = [[entry["changed"] for entry in entries(one).values()] for one in SECTIONS]
        assert said[1:] == [max(days) for days in parts[1:]]

    def test_every_record_is_listed_in_each_language(self):
        listed = {path for section in SECTIONS for path in entries(section)}
        for model in (Jurisdiction, Criterion, Proposal, Instrument):
            paths = {record.get_absolute_url() for record in model.objects.all()}
            assert paths | {f"/de{path}" for path in paths} <= listed
        assert len(entries("findings")) == 2 * Finding.objects.published().count()

    @pytest.mark.parametrize("section", SECTIONS)
    def test_every_entry_names_all_versions_as_its_page_does(self, section):
        for path, entry in entries(section).items():
            english = path.removeprefix("/de") or "/"
            assert entry["versions"] == {
                "en": english,
                "de": f"/de{english}",
                "x-default": english,
            }

    @pytest.mark.few(3)
    @pytest.mark.parametrize("section", SECTIONS)
    def test_pages_that_are_listed_may_be_listed(self, section):
        # Beside `pages`, each part lists what one view shows.
        for path in list(entries(section))[: 40 if section == "pages" else 12]:
            page = Client().get(path)
            assert page.status_code == 200
            assert 'name="robots"' not in page.text
            assert f'rel="canonical" href="{HOST}{path}"' in page.text

    def test_pages_that_change_with_the_data_changed_with_the_newest_revision(self):
        newest = f"{Revision.current().recorded_at:%Y-%m-%d}"
        assert changed("pages", "/findings/") == newest
        assert changed("pages", "/about/") is None

    def test_all_that_is_known_has_a_last_change(self):
        for section in SECTIONS[1:]:
            assert all(entry["changed"] for entry in entries(section).values())


class TestLastChange:
    def test_it_is_that_of_the_record(self):
        finding = make_finding()
        recorded(finding, "2026-02-03")
        assert changed("findings", finding.get_absolute_url()) == "2026-02-03"

    def test_a_new_citation_changes_the_finding(self):
        finding = make_finding()
        recorded(finding, "2026-02-03")
        recorded(make_citation(finding=finding), "2026-03-04")
        assert changed("findings", finding.get_absolute_url()) == "2026-03-04"

    def test_a_finding_changes_its_jurisdiction_and_its_criterion(self):
        finding = make_finding()
        recorded(finding.jurisdiction, "2026-02-03")
        recorded(finding.criterion, "2026-02-03")
        recorded(finding, "2026-04-05")
        assert changed("jurisdictions", finding.jurisdiction.get_absolute_url()) == "2026-04-05"
        assert changed("criteria", finding.criterion.get_absolute_url()) == "2026-04-05"

    def test_a_draft_changes_nothing_that_readers_see(self):
        draft = make_finding(publication="draft")
        recorded(draft.jurisdiction, "2026-02-03")
        recorded(draft, "2026-04-05")
        assert changed("jurisdictions", draft.jurisdiction.get_absolute_url()) == "2026-02-03"
        assert draft.get_absolute_url() not in entries("findings")

    def test_a_milestone_changes_its_instrument(self):
        text = make_instrument()
        recorded(text, "2026-02-03")
        event = make_event(jurisdiction=text.jurisdiction, instrument=text, is_milestone=True)
        recorded(event, "2026-05-06")
        assert changed("instruments", text.get_absolute_url()) == "2026-05-06"


class TestCost:
    def test_a_sitemap_asks_as_much_of_many_records_as_of_few(self, django_assert_max_num_queries):
        def counts() -> list[int]:
            return [count(f"/sitemap-{section}.xml") for section in SECTIONS]

        def count(address: str) -> int:
            with django_assert_max_num_queries(10) as captured:
                Client().get(address)
            return len(captured)

        make_citation(finding=make_finding())
        few = counts()
        with together():
            for _ in range(20):
                make_citation(finding=make_finding())
        assert counts() == few

    def test_more_than_a_file_holds_is_divided(self, monkeypatch):
        monkeypatch.setattr(sitemaps.Translated, "limit", 2)
        make_finding()
        make_finding()
        index = tree("/sitemap.xml").findall("s:sitemap", NAMES)
        named = [part.findtext("s:loc", namespaces=NAMES) for part in index]
        assert f"{HOST}/sitemap-findings.xml?p=2" in named
        assert len(tree("/sitemap-findings.xml?p=2")) == 2


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-findings.xml?p=99"])
def test_a_part_that_is_not_there_is_a_404(address):
    assert Client().get(address).status_code == 404


def test_robots_are_told_where_to_look_and_where_not():
    lines = Client().get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {HOST}/sitemap.xml"
    assert {"/admin/", "/de/admin/", "/embed/compare/", "/*.csv?", "/*.docx?"} <= {
        line.removeprefix("Disallow: ") for line in lines
    }
