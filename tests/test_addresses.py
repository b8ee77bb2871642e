"""Every public address answers, gives readers no cookie, and carries the day along."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit

import html5lib
import pytest
from django.test import Client

from jurisdictions.models import Criterion, Finding, Instrument, Jurisdiction, Proposal

from .addresses import PAGES, TIMELESS
from .pages import parse
from .test_metadata import LISTED, head, said

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]


def every_record():
    for model in (Jurisdiction, Criterion, Proposal, Instrument, Finding):
        yield from model.objects.all()


def links(page) -> list[str]:
    return [a["href"] for a in page.select("a[href]")]


@pytest.mark.thorough
def test_the_page_of_every_record_answers_and_no_two_have_the_same_title_or_description():
    records = [record.get_absolute_url() for record in every_record()]
    heads = [head(address) for address in dict.fromkeys([*LISTED, *records])]
    for words in ([h.title.text for h in heads], [said(h, "description") for h in heads]):
        assert [text for text, times in Counter(words).items() if times > 1] == []
        assert all(words)


@pytest.mark.few(12)
@pytest.mark.parametrize(
    "address", [*PAGES, "/healthz", "/robots.txt", "/sitemap.xml", "/nowhere", "/?x=1"]
)
def test_no_address_gives_a_reader_a_cookie_or_varies_by_one(address):
    response = Client().get(address)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.few(12)
@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/?x=1"])
def test_every_answer_has_a_policy_that_allows_neither_inline_nor_foreign(address):
    response = Client().get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = parse(response)
    data_block = "[type='application/ld+json']"
    assert not page.select(f"style, [style], script:not([src]):not({data_block})")
    assert not [tag for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    loaded = page.select("link[rel=stylesheet], link[rel=icon], img, script[src]")
    assert all((tag.get("href") or tag.get("src")).startswith("/static/") for tag in loaded)


@pytest.mark.few(12)
@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/?x=1"])
def test_every_page_says_that_it_is_not_advice(address):
    assert "not legal or financial advice" in parse(Client().get(address)).select_one("footer").text


# The steps of the map, whose purpose is another day.
OTHER_YEARS = ".map nav a"


# A feed and a calendar tell of what is new, whatever day the page is about.
FOLLOWED = (".atom", ".ics")


@pytest.mark.few(12)
@pytest.mark.parametrize("address", PAGES)
def test_the_day_travels_along_in_every_link(address):
    joiner = "&" if "?" in address else "?"
    page = parse(Client().get(f"{address}{joiner}as_of=2025-03-01"))
    for other_day in page.select(f".bar .chip, {OTHER_YEARS}"):
        other_day.decompose()
    internal = [urlsplit(href) for href in links(page) if href.startswith(("/", "?"))]
    assert len(internal) > 10
    for link in internal:
        if link.path not in TIMELESS and not link.path.endswith(FOLLOWED):
            assert parse_qs(link.query)["as_of"] == ["2025-03-01"], link


@pytest.mark.few(12)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_today_pins_no_day(address):
    page = parse(Client().get(address))
    # What is taken along shows the same for ever.
    for other_day in page.select(f"{OTHER_YEARS}, .take-away a"):
        other_day.decompose()
    for href in links(page):
        assert "as_of" not in href or href.startswith("/?as_of=2024-12-31&jurisdiction=")


@pytest.mark.few(2)
@pytest.mark.parametrize("address", PAGES)
def test_every_link_and_every_place_in_a_page_exists(address):
    for href in set(links(parse(Client().get(address)))):
        parts = urlsplit(urljoin(address, href))
        if parts.scheme or parts.path.startswith("/admin/"):
            continue
        places = places_of(f"{parts.path}?{parts.query}".rstrip("?"))
        assert not parts.fragment or parts.fragment in places, href


@cache
def places_of(address: str) -> frozenset[str]:
    """The ids in a page, which answers; many pages link to the same ones."""
    response = Client().get(address)
    assert response.status_code == 200, address
    content = b"" if response.streaming else response.content
    return frozenset(ID.findall(content.decode(errors="replace")))


ID = re.compile(r'\sid="([^"]+)"')


@pytest.mark.few(6)
@pytest.mark.parametrize("address", PAGES)
def test_the_evidence_of_a_later_day_is_dated(address):
    joiner = "&" if "?" in address else "?"
    later = parse(Client().get(f"{address}{joiner}as_of=2026-11-24")).select_one("main").text
    earlier = parse(Client().get(f"{address}{joiner}as_of=2026-10-08")).select_one("main").text
    shows_no_law = address in ("/compare/", "/proposals/", "/about/")
    assert shows_no_law or re.search(r"evidence to\s+8 October 2026", later)
    assert "evidence to" not in earlier


@pytest.mark.few(12)
@pytest.mark.parametrize("address", PAGES)
def test_the_outline_and_the_names_of_a_page_are_sound(address):
    page = parse(Client().get(address))
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert page.title.text.strip().endswith("regcompare")


@pytest.mark.few(12)
@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/?x=1"])
def test_the_html_parses_without_an_error(address):
    html5lib.HTMLParser(strict=True).parse(Client().get(address).text)


def submitted(form) -> str:
    """The query of a form as a browser sends it."""
    pairs = []
    for control in form.select("input[name], select[name]"):
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            pairs.append((control["name"], chosen.get("value", "")))
        elif control.get("type") != "checkbox" or control.has_attr("checked"):
            pairs.append((control["name"], control.get("value", "")))
    return urlencode(pairs)


@pytest.mark.parametrize(
    "address",
    [
        "/?has=custody:regulated&has=iterative-development:partly-recognised&jurisdiction=dubai",
        "/?q=sec&kind=country&approach=guidance-led&regulator=us-sec&sort=name&group=region",
        "/compare/?jurisdiction=dubai&jurisdiction=united-states&criterion=custody&stance=unclear&q=a",
        "/findings/?jurisdiction=dubai&section=pillars&stance=not-recognised&source=vara-regs",
        "/instruments/?kind=statute&status=in-force&jurisdiction=dubai&q=law",
        "/sources/?kind=official&access=known&jurisdiction=dubai&publisher=vara&q=rules",
        "/glossary/?jurisdiction=dubai",
        "/pillars/?sort=name&group=approach&jurisdiction=dubai&criterion=iterative-development",
        "/topics/custody/?sort=since&stance=regulated",
        "/coverage/?jurisdiction=dubai&criterion=custody",
        "/changes/?jurisdiction=dubai&section=pillars&kind=law&from=2020-01-01&to=2026-01-01",
        "/search/?q=custody&kind=finding&kind=term&jurisdiction=dubai&versions=all",
        "/compare/?jurisdiction=dubai&as_of=2026-10-01&against=2024-12-31",
        "/compare/?jurisdiction=dubai&rows=jurisdictions&open=all&only=gaps",
        "/timeline/?jurisdiction=dubai&kind=applies&kind=deadline&from=2020-01-01&to=2030-01-01&q=a"
        "&instrument=dubai-company",
    ],
)
def test_sending_a_form_unchanged_leads_back_to_the_same_choices(address):
    form = parse(Client().get(address)).select_one("form:has([name=form])")
    sent = Client().get(f"{form['action']}?{submitted(form)}")
    before, after = (urlsplit(each) for each in (address, sent.headers["Location"]))
    assert after.path == before.path
    assert sorted(parse_qsl(after.query)) == sorted(parse_qsl(before.query))
