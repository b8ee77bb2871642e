"""The search over the data that is shipped."""

import pytest
from django.test import Client

from jurisdictions.search.kinds import Kind
from jurisdictions.search.stored import rebuild

from .pages import parse, squeeze
from .searching import hits
from .test_search_page import shown, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_edition")]


def test_all_that_is_loaded_is_in_step():
    assert rebuild(write=False).total() == 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("MiCA", "instrument eu-mica"),
        ("mica", "instrument eu-mica"),
        ("Regulation (EU) 2023/1114", "instrument eu-mica"),
        ("VARA", "regulator dubai-vara"),
        ("Dubai", "jurisdiction dubai"),
        ("united states", "jurisdiction united-states"),
        ("European Union", "jurisdiction european-union"),
        ("GENIUS Act", "instrument us-genius"),
        ("custody", "topic custody"),
        ("staking", "topic staking-lending"),
        ("non-custodial architecture", "pillar non-custodial-architecture"),
        ("innovation exemption", "proposal innovation-exemption"),
        ("enforcement led", "approach enforcement-led"),
    ],
)
def test_a_name_leads_to_what_it_names(text, first):
    assert hits(text)[0] == first


@pytest.mark.parametrize("text", ["Art. 59", "article 59", "15 U.S.C.", "15 usc"])
def test_a_citation_leads_to_the_legal_texts_that_have_it(text):
    assert hits(text)[0].startswith("instrument")


def test_a_place_and_a_subject_lead_to_the_findings_of_that_cell():
    found = hits("dubai non-custodial", kind=["finding"])
    assert found[0].startswith("finding dubai-non-custodial")


WORDS = {
    "jurisdiction": "dubai",
    "pillar": "architecture",
    "topic": "custody",
    "instrument": "mica",
    "regulator": "authority",
    "approach": "led",
    "proposal": "exemption",
    "term": "stablecoin",
    "finding": "licence",
    "source": "regulation",
}


def test_every_kind_of_hit_leads_somewhere():
    assert WORDS.keys() == set(Kind)
    for kind, word in WORDS.items():
        page = shown(f"q={word}&kind={kind}")
        link = page.select_one(".hits a")
        assert link, kind
        address = link["href"]
        path, _, place = address.partition("#")
        response = Client().get(path)
        assert response.status_code == 200, address
        assert not place or f'id="{place}"' in response.text, address


def test_the_page_says_how_far_the_evidence_goes():
    assert "evidence to 8 October 2026" in squeeze(shown("q=mica&as_of=2026-11-24"))


def test_without_a_question_the_page_says_what_can_be_asked():
    for query in ("", "q="):
        page = shown(query)
        examples = page.select(".terms a[href^='?']")
        assert len(examples) > 4
        for example in examples:
            assert titles(shown(example["href"].removeprefix("?"))), example
        assert page.form.select_one("[name=q]")["value"] == ""


def test_every_page_has_the_box_and_takes_the_day_along():
    box = parse(Client().get("/compare/?as_of=2024-12-31")).select_one("header form")
    assert (box["action"], box["role"]) == ("/search/", "search")
    assert box.select_one("[name=as_of]")["value"] == "2024-12-31"
    assert box.label.text.strip() == "Search"


def test_as_many_statements_are_asked_of_many_hits_as_of_few(django_assert_max_num_queries):
    def number(query: str) -> int:
        with django_assert_max_num_queries(30) as captured:
            shown(query)
        return len(captured)

    few, many = number("q=ooki"), number("q=asset")
    assert many <= few
