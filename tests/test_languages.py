"""Every page stands in German too, under /de/: chosen by its address alone, and never guessed."""

import csv
import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from jsonschema import Draft202012Validator

from jurisdictions import renderers
from jurisdictions.caching.held import forget
from jurisdictions.choices import Access, EventKind, Publication, SourceKind, Stance
from jurisdictions.days import in_words
from jurisdictions.languages import inline
from jurisdictions.law.status import Status
from jurisdictions.models import ApproachPeriod, Finding
from jurisdictions.references import STYLES
from jurisdictions.releasing.codebook import codebook
from jurisdictions.releasing.tables import name_of

from .addresses import COMPARE, PAGES, TIMELESS
from .pages import parse, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

EVERY = [*PAGES, *TIMELESS]
DAY = "as_of=2026-10-08"
CHOICE = f"{DAY}&jurisdiction=united-states&criterion=non-custodial-architecture"
LONG = "/compare/?jurisdiction=dubai&jurisdiction=united-states&q=a+b%26c&stance=unclear"
# These exist once, in English.
OF_PROGRAMS = ("/data/", "/api/v1/")
THREE = "jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
# Where places can stand under headings.
GROUPED = (
    *("/?", "/pillars/?", "/topics/?", "/topics/custody/?", "/coverage/?"),
    *(f"/compare/?{THREE}&", f"/compare/?{THREE}&rows=jurisdictions&"),
)
WORDS = {
    Stance.RECOGNISED: "Anerkannt",
    Stance.PARTLY_RECOGNISED: "Teilweise anerkannt",
    Stance.NOT_RECOGNISED: "Nicht anerkannt",
}
SCHEMA = json.loads((Path(renderers.__file__).parent / "regcompare-1.schema.json").read_text())


@pytest.fixture(autouse=True)
def in_the_first_language():
    """A request leaves its language behind; the next test begins in the first one."""
    with override(settings.LANGUAGE_CODE):
        yield


def get(address: str, **headers):
    return Client().get(address, headers=headers)


@cache
def seen(address: str):
    """A page, asked for once: nothing here changes the data."""
    return get(address)


def text(response) -> str:
    return b"".join(response).decode()


def rows(address: str) -> list[dict]:
    """The rows of a file in CSV."""
    return list(csv.DictReader(io.StringIO(text(get(address)))))


def other_language(page):
    (link,) = page.select(".languages a")
    return link


@pytest.mark.few(8)
@pytest.mark.parametrize("address", EVERY)
class TestEveryPage:
    def test_it_says_which_language_it_is_in(self, address):
        english, german = seen(address), seen(f"/de{address}")
        assert (english.status_code, german.status_code) == (200, 200)
        assert parse(english).html["lang"] == "en-GB"
        assert parse(german).html["lang"] == "de"
        assert english.headers["Content-Language"] == "en"
        assert german.headers["Content-Language"] == "de"

    def test_the_language_depends_on_nothing_but_the_address(self, address):
        for response in (seen(address), seen(f"/de{address}")):
            varies = response.headers.get("Vary", "")
            assert "Accept-Language" not in varies
            assert "Cookie" not in varies
            assert not response.cookies

    def test_it_links_to_itself_in_the_other_language(self, address):
        there = other_language(parse(seen(address)))
        assert there["href"] == f"/de{address}"
        assert (there["lang"], there["hreflang"], squeeze(there)) == ("de", "de", "Deutsch")
        back = other_language(parse(seen(f"/de{address}")))
        assert back["href"] == address
        assert (back["lang"], back["hreflang"], squeeze(back)) == ("en", "en", "English")

    def test_its_links_stay_in_its_language(self, address):
        page = parse(seen(f"/de{address}"))
        leave = other_language(page)
        ours = [a["href"] for a in page.select("a[href^='/']") if a is not leave]
        others = [href for href in ours if not href.startswith(("/de/", *OF_PROGRAMS))]
        assert not others

    def test_no_part_in_english_says_so_on_a_page_in_english(self, address):
        assert not parse(seen(address)).select("[lang=en]")


def test_the_link_to_the_other_language_keeps_path_and_whole_query():
    assert other_language(parse(get(LONG)))["href"] == f"/de{LONG}"
    assert other_language(parse(get(f"/de{LONG}")))["href"] == LONG


@pytest.mark.parametrize("asked", ["de", "de-DE,de;q=0.9", "fr", "en-US"])
def test_what_the_browser_prefers_is_ignored(asked):
    assert parse(get("/compare/", accept_language=asked)).html["lang"] == "en-GB"
    assert parse(get("/de/compare/", accept_language=asked)).html["lang"] == "de"


@pytest.mark.parametrize("cookie", ["django_language", "language"])
def test_a_cookie_is_ignored(cookie):
    client = Client()
    client.cookies[cookie] = "de"
    assert parse(client.get("/compare/")).html["lang"] == "en-GB"


@pytest.mark.parametrize(
    "address",
    ["/en/", "/en/compare/", "/en-gb/compare/", "/fr/", "/fr/compare/", "/DE/", "/de-at/"],
)
def test_no_other_prefix_has_pages(address):
    assert get(address).status_code == 404


@pytest.mark.parametrize("address", ["/de/nowhere", "/de/jurisdictions/atlantis/"])
def test_a_page_that_is_not_there_is_missed_in_german(address):
    response = get(address)
    assert response.status_code == 404
    assert parse(response).html["lang"] == "de"


def test_bad_input_is_refused_in_german():
    response = get("/de/compare/?as_of=2023-02-30")
    assert response.status_code == 400
    page = parse(response)
    assert page.html["lang"] == "de"
    assert "as_of" in squeeze(page.main)
    assert squeeze(page.h1) != squeeze(parse(get("/compare/?as_of=2023-02-30")).h1)


class TestDays:
    def test_they_are_written_as_the_language_writes_them(self):
        day = date(2026, 10, 8)
        assert in_words(day) == "8 October 2026"
        with override("de"):
            assert in_words(day) == "8. Oktober 2026"

    @pytest.mark.parametrize("path", ["/", "/compare/", "/findings/", "/timeline/"])
    def test_those_of_a_page_are_in_its_language(self, path):
        english, german = (squeeze(parse(get(f"{p}?{DAY}"))) for p in (path, f"/de{path}"))
        assert "8 October 2026" in english
        assert "8. Oktober 2026" in german
        assert "8 October 2026" not in german


class TestData:
    """What the records say is English; on a page in German it says so."""

    @staticmethod
    def languages_of(address: str, said: str, within: str = "main") -> set[str]:
        """The languages in which a text stands on a page, or in some parts of it."""
        parts = parse(get(address)).select(within)
        found = [one for p in parts for one in p.find_all(string=lambda text: text.strip() == said)]
        assert found, (address, said)
        return {one.find_parent(attrs={"lang": True})["lang"] for one in found}

    @pytest.mark.parametrize("said", ["answer", "criterion", "jurisdiction"])
    @pytest.mark.parametrize("page", ["/findings/", "finding"])
    def test_what_a_finding_says(self, page, said):
        finding = Finding.objects.as_of(date(2026, 10, 8)).get(
            jurisdiction__slug="united-states", criterion__slug="non-custodial-architecture"
        )
        text = str(getattr(finding, said))
        path = finding.get_absolute_url() if page == "finding" else page
        query = f"{CHOICE}" if path == page else DAY
        assert self.languages_of(f"/de{path}?{query}", text) == {"en"}
        assert self.languages_of(f"{path}?{query}", text) == {"en-GB"}

    def test_the_approach_of_a_jurisdiction(self):
        period = ApproachPeriod.objects.as_of(date(2026, 10, 8)).get(jurisdiction__slug="dubai")
        address = f"{period.jurisdiction.get_absolute_url()}?{DAY}"
        assert self.languages_of(f"/de{address}", period.approach.name) == {"en"}
        assert self.languages_of(address, period.approach.name) == {"en-GB"}

    @pytest.mark.few(4)
    @pytest.mark.parametrize("page", GROUPED)
    def test_a_heading_that_names_an_approach(self, page):
        address = f"{page}{DAY}&group=approach"
        assert self.languages_of(f"/de{address}", "Incentive-led", ".group, .bands") == {"en"}
        assert self.languages_of(address, "Incentive-led", ".group, .bands") == {"en-GB"}


class TestWords:
    @pytest.mark.parametrize("page", GROUPED)
    def test_a_heading_that_names_a_region(self, page):
        address = f"/de{page}{DAY}&group=region"
        assert TestData.languages_of(address, "Amerika", ".group, .bands") == {"de"}

    @pytest.mark.few(4)
    @pytest.mark.parametrize("page", GROUPED)
    def test_a_heading_of_places_whose_approach_nobody_researched(self, page):
        address = f"/de{page}as_of=1900-01-01&group=approach"
        assert TestData.languages_of(address, "Nicht untersucht", ".group, .bands") == {"de"}

    def test_an_approach_that_nobody_researched(self):
        query = "as_of=1900-01-01"
        german = parse(get(f"/de/?{query}")).main
        assert "Nicht untersucht" in squeeze(german.select_one(".map .legend"))
        assert "Nicht untersucht" in squeeze(german.select_one(".map-table tbody tr"))
        assert "Not researched" not in str(german)
        names = {row["approach_name"] for row in rows(f"/de/jurisdictions.csv?{query}")}
        assert names == {"Nicht untersucht"}

    @pytest.mark.parametrize("stance", WORDS)
    def test_a_stance_is_a_german_word_on_a_page(self, stance):
        query = f"?{DAY}&stance={stance.value}"
        german = parse(get(f"/de/findings/{query}")).main
        assert WORDS[stance] in squeeze(german)
        with override("en-gb"):
            assert str(stance.label) not in squeeze(german)

    def test_a_stance_is_a_german_word_in_a_file_whose_codes_stay(self):
        english, german = (rows(f"{p}/findings.csv?{DAY}") for p in ("", "/de"))
        assert [row["stance"] for row in german] == [row["stance"] for row in english]
        words = {row["stance"]: row["stance_label"] for row in german}
        assert {word for code, word in words.items() if code in WORDS} <= set(WORDS.values())
        assert words[Stance.PARTLY_RECOGNISED] == WORDS[Stance.PARTLY_RECOGNISED]

    def test_the_api_says_the_same_whatever_was_asked_before(self):
        get(f"/de/compare/?{CHOICE}")
        answer = get(f"/api/v1/comparison/?{CHOICE}").json()
        (cell,) = answer["result"]["rows"][0]["cells"]
        assert cell["stance_label"] in [stance.label for stance in Stance]
        assert get(f"/de/api/v1/comparison/?{CHOICE}").status_code == 404


class TestFiles:
    """The words of a file are in the language of its address; what a program reads is not."""

    @pytest.mark.few
    @pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "md", "docx"])
    @pytest.mark.parametrize("name", ["compare", "findings", "jurisdictions", "instruments"])
    def test_every_format_is_made_in_german(self, name, suffix):
        response = get(f"/de/{name}.{suffix}?{DAY}")
        assert response.status_code == 200
        assert b"".join(response)

    def test_a_file_is_named_alike_in_both(self):
        names = {
            get(f"{prefix}/compare.csv?{CHOICE}").headers["Content-Disposition"]
            for prefix in ("", "/de")
        }
        assert len(names) == 1

    def test_the_columns_of_csv_have_the_same_names(self):
        assert list(rows(f"/compare.csv?{CHOICE}")[0]) == list(rows(f"/de/compare.csv?{CHOICE}")[0])

    @pytest.mark.parametrize("name", ["compare", "changes", "coverage", "instruments", "timeline"])
    def test_json_keeps_its_shape(self, name):
        query = CHOICE if name == "compare" else DAY
        english, german = (json.loads(text(get(f"{p}/{name}.json?{query}"))) for p in ("", "/de"))
        Draft202012Validator(SCHEMA).validate(german)
        assert list(german["rows"][0]) == list(english["rows"][0])
        assert [one["name"] for one in german["columns"]] == [
            one["name"] for one in english["columns"]
        ]

    def test_markdown_has_its_headings_in_german(self):
        english, german = (text(get(f"{p}/compare.md?{CHOICE}")) for p in ("", "/de"))
        for heading in ("## Sources", "## About this file"):
            assert heading in english.splitlines()
            assert heading not in german.splitlines()

    def test_the_address_in_a_file_is_that_of_the_page_in_its_language(self):
        told = json.loads(text(get(f"/de/compare.json?{CHOICE}")))["document"]
        assert urlsplit(told["address"]).path == "/de/compare/"
        assert get(told["address"]).status_code == 200

    @pytest.mark.parametrize("address", [COMPARE, "/", "/findings/"])
    def test_the_references_of_a_page_are_found(self, address):
        page = parse(get(f"/de{address}"))
        styles = ", ".join(f"a[href*='.{suffix}?']" for suffix in STYLES)
        found = [a["href"] for a in page.select(styles)]
        assert len(found) == len(STYLES)
        assert {get(href).status_code for href in found} == {200}

    @pytest.mark.parametrize("name", ["changes.atom", "findings.atom", "timeline.atom"])
    def test_a_feed_says_its_language_and_is_one_of_its_own(self, name):
        english, german = (text(get(f"{p}/{name}")) for p in ("", "/de"))
        assert 'xml:lang="en-gb"' in english
        assert 'xml:lang="de"' in german
        ids = [feed.partition("<id>")[2].partition("</id>")[0] for feed in (english, german)]
        assert ids[0] != ids[1]

    def test_a_calendar_keeps_the_names_of_its_entries(self):
        kept = ("UID", "DTSTART", "URL")
        english, german = (
            [li for li in text(get(f"{p}/timeline.ics")).splitlines() if li.startswith(kept[:2])]
            for p in ("", "/de")
        )
        assert english == german


class TestMachines:
    """What programs read is made in English, whichever page is the first to ask."""

    def test_the_document_of_the_api(self):
        forget()
        get("/de/api/docs/")
        first = get("/api/v1/openapi.json").content
        forget()
        assert get("/api/v1/openapi.json").content == first

    def test_the_codebook_and_the_names_of_tables(self):
        english = codebook(), name_of(Finding)
        with override("de"):
            assert (codebook(), name_of(Finding)) == english

    @pytest.mark.parametrize("address", ["/de/healthz", "/de/robots.txt", "/de/sitemap.xml"])
    def test_addresses_of_programs_have_no_second_language(self, address):
        assert get(address).status_code == 404


@pytest.mark.parametrize("path", ["/de-AT/compare/", "/de-at/", "/de-de/findings/", "/DE/"])
def test_a_variant_of_a_language_is_no_address_and_its_links_are_sound(path):
    response = get(path)
    assert response.status_code == 404
    for link in parse(response).select(".languages a"):
        assert link["href"].startswith("/")


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        (SourceKind.OFFICIAL, "amtlich"),
        (SourceKind.LAW_FIRM, "Kanzlei"),
        (Access.VIA_NOTES, "aus zweiter Hand gelesen"),
        (Access.EXCERPT, "Auszug gelesen"),
        (Stance.NOT_RECOGNISED, "nicht anerkannt"),
        (EventKind.IN_FORCE, "in Kraft"),
        (EventKind.DEADLINE, "Frist"),
    ],
)
def test_inside_a_sentence_german_keeps_the_capitals_of_nouns_alone(label, inside):
    with override("de"):
        assert inline(label.label) == inside


@pytest.mark.parametrize("closed", [Access, EventKind, Publication, SourceKind, Stance, Status])
def test_every_first_word_that_is_no_noun_is_small_there(closed):
    nouns = {
        *("Auszug", "Durchsetzung", "Entwurf", "Frist", "Gericht", "Institution", "Kanzlei"),
        *("Konsultation", "Leitlinien", "Artikel", "Petition", "Presse"),
    }
    with override("de"):
        firsts = {inline(one.label).split()[0] for one in closed}
    assert {first for first in firsts if first[0].isupper()} <= nouns
