"""Every page says what it is to search engines and to whoever shows a preview of a link."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from jurisdictions.describing import addresses
from jurisdictions.describing.descriptions import LIMIT, PAGES, shortened
from jurisdictions.models import Finding, Revision
from jurisdictions.urls import pages

from .addresses import DATED
from .pages import parse, parse_head

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

LISTED = [*DATED, "/data/", "/api/docs/"]
FORMS = [
    "/findings/dubai-non-custodial-2023/report/",
    "/findings/dubai-non-custodial-2023/report/thanks/",
    "/proposals/innovation-exemption/answer/",
    "/proposals/innovation-exemption/answer/thanks/",
]
# What gives no page of its own: files, feeds, frames, references.
NO_PAGES = ("_file", "_feed", "_calendar", "cite", "embed_compare", "_meant")


def head(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return parse_head(response)


def said(page, name: str) -> str:
    """The content of a meta element, by its name or property; nothing where there is none."""
    found = page.select_one(f"meta[name='{name}'], meta[property='{name}']")
    return found["content"] if found else ""


def canonical(address: str) -> str:
    return head(address).select_one("link[rel=canonical]")["href"].removeprefix("http://testserver")


class TestWords:
    def test_every_page_that_the_site_has_is_described(self):
        names = {route.name for route in pages.urlpatterns}
        assert {name for name in names if not name.endswith(NO_PAGES)} <= PAGES.keys()

    @pytest.mark.few(9)
    @pytest.mark.parametrize("address", [*LISTED, *FORMS])
    def test_a_description_is_of_a_length_that_is_shown_whole(self, address):
        assert 50 <= len(said(head(address), "description")) <= LIMIT

    @pytest.mark.parametrize("address", ["/findings/", "/instruments/", "/sources/"])
    def test_the_pages_of_a_list_differ(self, address):
        first, second = head(address), head(f"{address}?page=2")
        assert second.title.text == first.title.text.replace(
            " · regcompare", " · Page 2 · regcompare"
        )
        assert said(second, "description").endswith("Page 2.")
        assert said(second, "description") != said(first, "description")

    def test_a_title_names_what_was_chosen_up_to_three_of_it(self):
        assert head("/findings/?jurisdiction=dubai").title.text.startswith("Findings · UAE/Dubai ·")
        many = "/findings/?jurisdiction=dubai&section=pillars&stance=unclear&stance=recognised"
        assert "…" in head(many).title.text

    def test_a_finding_is_described_by_its_answer(self):
        finding = Finding.objects.get(slug="dubai-non-custodial-2023")
        description = said(head(finding.get_absolute_url()), "description")
        assert finding.answer in description
        assert "7 February 2023" in description

    def test_an_instrument_is_described_with_its_status_on_the_day_shown(self):
        before = said(head("/instruments/eu-mica/?as_of=2022-01-01"), "description")
        after = said(head("/instruments/eu-mica/?as_of=2025-01-01"), "description")
        assert before.endswith("Status on 1 January 2022: Proposed.")
        assert after.endswith("Status on 1 January 2025: In force.")

    def test_a_long_text_ends_in_a_whole_word(self):
        assert shortened("word " * 100).endswith("word…")
        assert len(shortened("word " * 100)) <= LIMIT


class TestCanonical:
    @pytest.mark.parametrize("address", [*LISTED, *FORMS])
    def test_a_plain_page_is_its_own_address(self, address):
        assert canonical(address) == address

    def test_it_is_absolute(self):
        href = head("/about/").select_one("link[rel=canonical]")["href"]
        assert href == "http://testserver/about/"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (
                "/compare/?jurisdiction=united-states&jurisdiction=dubai",
                "/compare/?jurisdiction=dubai&jurisdiction=united-states",
            ),
            (
                "/findings/?stance=unclear&jurisdiction=dubai",
                "/findings/?jurisdiction=dubai&stance=unclear",
            ),
            ("/findings/?page=1", "/findings/"),
            ("/about/?rev=4&as_of=2025-01-01", "/about/?as_of=2025-01-01&rev=4"),
        ],
    )
    def test_the_same_view_has_the_same_address_however_it_was_asked_for(self, one, other):
        newest = str(Revision.current().number)
        one, other = (each.replace("rev=4", f"rev={newest}") for each in (one, other))
        assert canonical(one) == canonical(other) == other

    @pytest.mark.parametrize(
        "address", ["/findings/?page=2", "/about/?as_of=2025-01-01", "/findings/?q=a%20b%26c"]
    )
    def test_what_changes_the_view_stays_and_leads_to_it(self, address):
        again = canonical(address)
        assert dict(pair.split("=") for pair in urlsplit(again).query.split("&"))
        assert canonical(again) == again

    @pytest.mark.parametrize("address", ["/nowhere", "/findings/atlantis/", "/?x=1", "/data/?x=1"])
    def test_a_page_of_an_error_has_none_and_is_not_listed(self, address):
        page = parse(Client().get(address)).head
        assert said(page, "robots") == "noindex"
        assert not page.select("link[rel=canonical], link[hreflang], [property], script:not([src])")


class TestRobots:
    @pytest.mark.parametrize(
        "address",
        [
            *LISTED,
            "/findings/?page=2",
            "/compare/?jurisdiction=dubai&jurisdiction=united-states",
        ],
    )
    def test_plain_pages_lists_and_comparisons_of_a_few_are_listed(self, address):
        assert said(head(address), "robots") == ""

    @pytest.mark.parametrize(
        "address",
        [
            "/?kind=country",
            "/findings/?jurisdiction=dubai",
            "/findings/?jurisdiction=dubai&page=1",
            "/compare/?jurisdiction=dubai&criterion=custody",
            "/pillars/?sort=name",
            *FORMS,
        ],
    )
    def test_views_of_filters_and_forms_are_not_listed_but_followed(self, address):
        assert said(head(address), "robots") == addresses.UNLISTED

    @pytest.mark.few(7)
    @pytest.mark.parametrize("address", LISTED[:-2])
    def test_another_day_does_not_make_the_site_once_more(self, address):
        assert said(head(f"{address}?as_of=2025-01-01"), "robots") == addresses.DEAD_END

    def test_a_comparison_of_many_is_not_listed(self, monkeypatch):
        monkeypatch.setattr(addresses, "COLUMNS_LISTED", 1)
        address = "/compare/?jurisdiction=dubai&jurisdiction=united-states"
        assert said(head(address), "robots") == addresses.UNLISTED


@pytest.mark.few(7)
class TestLanguages:
    @pytest.mark.parametrize("address", [*LISTED, "/findings/?page=2"])
    def test_each_version_names_all_and_they_answer(self, address):
        expected = {
            "en": f"http://testserver{address}",
            "de": f"http://testserver/de{address}",
            "x-default": f"http://testserver{address}",
        }
        for version in (address, f"/de{address}"):
            links = head(version).select("link[hreflang]")
            assert {link["hreflang"]: link["href"] for link in links} == expected

    def test_each_version_is_its_own_canonical_address(self):
        assert canonical("/de/about/") == "/de/about/"


@pytest.mark.few(8)
class TestPreviews:
    @pytest.mark.parametrize("address", [*DATED, "/data/", "/api/docs/", "/de/about/"])
    def test_a_preview_says_what_the_page_says(self, address):
        page = head(address)
        assert f"{said(page, 'og:title')} · regcompare" == page.title.text
        assert said(page, "og:description") == said(page, "description")
        assert said(page, "og:url") == page.select_one("link[rel=canonical]")["href"]
        assert said(page, "og:site_name") == "regcompare"
        assert said(page, "og:type") in ("website", "article")

    def test_it_says_its_language_and_the_others(self):
        english, german = head("/about/"), head("/de/about/")
        assert (said(english, "og:locale"), said(german, "og:locale")) == ("en_GB", "de_DE")
        assert said(english, "og:locale:alternate") == "de_DE"

    def test_its_picture_is_served_by_this_site(self):
        address = said(head("/"), "og:image")
        assert address.startswith("http://testserver/static/")
        assert finders.find(address.removeprefix("http://testserver/static/"))
