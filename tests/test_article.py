"""What the article says is shown as it says it, and never blurs with what was found later."""

import pytest
from django.test import Client

from .pages import parse, squeeze

TABLE = [
    ["United States", "Enforcement-led", "Existing Securities Laws"],
    ["European Union", "Legislative-led", "MiCA (Markets in Crypto-Assets)"],
    ["UAE/Dubai", "Incentive-led", "VARA (Virtual Assets Regulatory Authority)"],
]
PILLARS = [
    "Non-Custodial Architecture",
    "Iterative Development",
    "Governance Transition",
    "Transparency Requirements",
]

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def shown_table(address: str) -> list[list[str]]:
    """The table of the first page: head and rows, without the notes beside the values."""
    page = parse(Client().get(address))
    for note in page.select(".list-table tbody .note, .list-table .earlier"):
        note.decompose()
    rows = page.select(".list-table tr")
    return [[squeeze(cell) for cell in row.select("th, td")][1:4] for row in rows]


HEAD = ["Region", "Primary Approach", "Key Regulatory Instrument"]


def test_the_article_alone_makes_a_page_with_exactly_its_table(article_edition):
    assert shown_table("/") == [HEAD, *TABLE]


def test_the_article_alone_says_nothing_of_pillars_recognised_events_or_evidence(article_edition):
    page = parse(Client().get("/"))
    assert [squeeze(cell) for cell in page.select(".list-table thead th")] == ["Compare", *HEAD]
    assert not page.select("aside")
    assert "evidence to" not in page.text


def test_the_article_alone_lists_its_four_pillars(article_edition):
    page = parse(Client().get("/pillars/"))
    assert [squeeze(link) for link in page.select("thead a")] == PILLARS


def test_the_article_alone_offers_no_question_that_it_cannot_answer(article_edition):
    assert not parse(Client().get("/")).select(".shortcuts")


@pytest.mark.parametrize(
    "address",
    [
        "/compare/?jurisdiction=dubai",
        "/jurisdictions/united-states/",
        "/pillars/governance-transition/",
        "/topics/custody/",
        "/proposals/innovation-exemption/",
        "/findings/",
        "/instruments/",
        "/sources/",
        "/about/",
    ],
)
def test_the_article_alone_makes_a_working_site(article_edition, address):
    page = Client().get(address)
    assert page.status_code == 200
    assert "2026 Interpretation" not in page.text


def test_with_the_research_the_table_of_2024_reads_as_in_the_article(four_places):
    assert shown_table("/?as_of=2024-12-31") == [HEAD, *TABLE]


def test_with_the_research_the_table_of_today_names_the_earlier_approach_beside(four_places):
    page = parse(Client().get("/?as_of=2026-11-24"))
    row = squeeze(page.select_one(".list-table tbody tr"))
    assert "Guidance-led" in row
    assert "enforcement-led from 2021 to 2025: Existing Securities Laws" in row


def test_the_claims_of_the_article_are_held_against_the_record(four_places):
    page = parse(Client().get("/proposals/innovation-exemption/"))
    gensler = squeeze(page.select_one("#gensler-is-chair"))
    assert "The SEC is led by Chair Gary Gensler" in gensler
    assert "Outdated" in gensler
    assert "Paul Atkins" in gensler
    assert len(page.select("[data-verdict]")) == 9


def test_a_pillar_is_also_told_in_the_words_of_the_article(four_places):
    page = parse(Client().get("/pillars/iterative-development/"))
    assert "As the article tells it: Beta versions should enjoy a grace period" in squeeze(page)
