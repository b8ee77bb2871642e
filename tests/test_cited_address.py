"""A cited address shows for ever, word for word, what was read; and every page can be cited."""

import json
import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from jurisdictions.models import Citation, Finding, Jurisdiction, Revision
from jurisdictions.views import page as page_module

from .addresses import DATED
from .factories import make_finding, make_period, make_source
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
STYLES = ["bib", "ris", "csl", "txt"]


def name_of(path: str) -> str:
    return path.strip("/") or "jurisdictions"


def cited(client, path: str, query: str = "") -> dict:
    """The reference of a page, as CSL-JSON has it."""
    [item] = json.loads(client.get(f"/{name_of(path)}.csl?{query}").content)
    return item


def reading(client, address: str) -> str:
    """What the page says, but for what follows from its address: notice, controls, snippet."""
    response = client.get(address)
    assert response.status_code == 200
    main = parse(response).main
    # What readers reported is no part of the record.
    reports = "[aria-labelledby=reports]"
    for part in main.select(f"aside.notice, .bar, .take-away details:has(pre), {reports}"):
        part.decompose()
    return squeeze(main)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


class TestLaterEdits:
    @pytest.fixture
    def cell(self, db):
        cell = make_finding(answer="As first read", detail="The **first** reasons.")
        Citation.objects.create(finding=cell, source=make_source(title="First source"))
        make_period(jurisdiction=cell.jurisdiction)
        return cell

    def edit(self, cell):
        """Everything that the page of a cell shows is told otherwise."""
        Finding.objects.get(pk=cell.pk).citations.all().delete()
        changed = Finding.objects.get(pk=cell.pk)
        changed.answer, changed.detail = "As read later", "Others."
        changed.save()
        place = Jurisdiction.objects.get(pk=cell.jurisdiction_id)
        place.short_name = "Elsewhere"
        place.save()
        later = {"jurisdiction": place, "criterion": cell.criterion}
        make_finding(**later, valid_from=date(2026, 1, 1), answer="A new version")
        make_finding(answer="Another cell")

    @pytest.mark.few(4)
    @pytest.mark.parametrize(
        ("path", "query"),
        [
            ("/compare/", "jurisdiction={place}"),
            ("/compare/", "jurisdiction={place}&as_of=2025-12-31"),
            ("/findings/{slug}/", ""),
            ("/findings/{slug}/", "as_of=2026-06-30"),
            ("/findings/", ""),
            ("/findings/", "jurisdiction={place}&q=read"),
            ("/topics/", ""),
            ("/topics/{criterion}/", ""),
            ("/jurisdictions/{place}/", ""),
            ("/sources/", ""),
            ("/coverage/", ""),
        ],
    )
    def test_it_shows_word_for_word_what_was_read(self, client, cell, path, query):
        names = {
            "slug": cell.slug,
            "place": cell.jurisdiction.slug,
            "criterion": cell.criterion.slug,
        }
        path, query = path.format(**names), query.format(**names)
        read = reading(client, f"{path}?{query}")
        address = cited(client, path, query)["URL"]
        self.edit(cell)
        assert reading(client, path_of(address)) == read
        assert reading(client, f"{path}?{query}") != read

    def test_the_reference_made_of_it_later_names_the_same_address_and_revision(self, client, cell):
        before = cited(client, "/findings/")
        self.edit(cell)
        after = cited(client, "/findings/", urlsplit(before["URL"]).query)
        assert after == before

    def test_a_new_reference_names_the_new_revision(self, client, cell):
        before = cited(client, "/findings/")
        self.edit(cell)
        assert cited(client, "/findings/")["version"] == f"revision {Revision.current().number}"
        assert cited(client, "/findings/")["URL"] != before["URL"]


class TestReference:
    def test_it_is_of_the_day_read_though_the_law_is_of_another(self, client, monkeypatch):
        make_finding()
        monkeypatch.setattr(
            "django.utils.timezone.now", lambda: Revision.current().recorded_at.replace(2031, 1, 1)
        )
        found = cited(client, "/findings/", "as_of=2024-12-31")
        assert found["accessed"]["date-parts"][0][0] == 2031
        assert found["title"].endswith("as of 31 December 2024")
        assert "as_of=2024-12-31" in found["URL"]
        assert found["version"] == f"revision {Revision.current().number}"

    def test_a_cell_is_cited_by_place_criterion_and_first_day(self, client):
        one = make_finding(valid_from=date(2024, 12, 30))
        title = cited(client, one.get_absolute_url(), "as_of=2025-01-31")["title"]
        expected = f"{one.jurisdiction}: {one.criterion} — finding from 30 December 2024"
        assert title == f"{expected}, as of 31 January 2025"

    def test_the_page_of_a_list_is_no_part_of_its_address(self, client):
        assert "page=" not in cited(client, "/findings/", "page=1")["URL"]

    def test_nothing_is_rendered_for_it(self, client, monkeypatch):
        make_finding()
        monkeypatch.setattr(page_module.TemplateResponse, "render", None)
        monkeypatch.setattr("django.template.base.Template.render", None)
        assert client.get("/findings.bib").status_code == 200


@pytest.mark.usefixtures("four_places")
class TestEveryPage:
    @pytest.mark.few
    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("path", DATED)
    def test_it_has_a_reference_in_every_style(self, path, style):
        response = Client().get(f"/{name_of(path)}.{style}?as_of=2026-03-01")
        assert response.status_code == 200
        assert f"http://testserver{path}?as_of=2026-03-01&rev=" in response.text
        assert "as of 1 March 2026" in response.text
        file_name = f"regcompare-{name_of(path).replace('/', '-')}-2026-03-01.{style}"
        assert file_name in response["Content-Disposition"]
        assert not response.cookies

    @pytest.mark.few(7)
    @pytest.mark.parametrize("path", DATED)
    def test_it_shows_its_reference_and_the_address_that_shows_it_again(self, path):
        page = parse(Client().get(f"{path}?as_of=2026-03-01"))
        block = page.select_one("main .take-away")
        text = Client().get(f"/{name_of(path)}.txt?as_of=2026-03-01").text.strip()
        assert squeeze(block.select_one("p.to-copy")) == text
        again = block.find("a", string=re.compile("shows this again"))["href"]
        assert text.endswith(again)
        assert Client().get(path_of(again)).status_code == 200
        labels = [a.text for a in block.select("[aria-label='As a reference'] a")]
        assert labels == ["BibTeX", "RIS", "CSL-JSON", "Plain text"]

    @pytest.mark.few(7)
    @pytest.mark.parametrize("path", DATED)
    def test_its_title_is_said_once(self, path):
        title = parse(Client().get(f"{path}?as_of=2026-03-01")).title.text
        reference = cited(Client(), path, "as_of=2026-03-01")["title"]
        assert title == f"{reference.removesuffix(', as of 1 March 2026')} · regcompare"

    @pytest.mark.parametrize(
        ("address", "named"),
        [
            ("/compare.bib?jurisdiction=atlantis", "jurisdiction"),
            ("/findings.ris?stance=odd", "stance"),
            ("/jurisdictions.txt?as_of=2026-02-30", "as_of"),
            ("/topics/custody.csl?rev=0", "rev"),
            ("/findings/dubai-non-custodial-2023.bib?page=1", "page"),
            ("/findings.bib?page=9999", "page"),
            ("/glossary.bib?style=bib", "style"),
        ],
    )
    def test_bad_input_is_refused_by_name_as_on_the_page(self, address, named):
        response = Client().get(address)
        assert response.status_code == 400
        assert named in squeeze(parse(response).main)

    @pytest.mark.parametrize(
        "path",
        [
            "/nothing.bib",
            "/findings/atlantis.bib",
            "/findings.bibtex",
            "/findings.bib/",
            "/findings/.bib",
            "/.bib",
            "/findings.csv.bib",
            "/findings.bib.bib",
            "/findings//dubai-non-custodial-2023.bib",
            "/data.bib",
            "/healthz.txt",
            "/sitemap.xml.bib",
            "/embed/compare.bib",
            "/overview.bib",
        ],
    )
    def test_what_is_no_page_has_no_reference(self, path):
        response = Client().get(path)
        assert response.status_code == 404
        assert "There is no such page" in response.text

    def test_staff_pages_have_none(self):
        assert Client().get("/admin/coverage.bib").status_code in (302, 404)

    def test_a_form_sent_there_is_redirected_to_the_address_it_means(self):
        response = Client().get("/compare.bib?form=&jurisdiction=dubai&as_of=")
        assert response["Location"] == "/compare.bib?jurisdiction=dubai"
