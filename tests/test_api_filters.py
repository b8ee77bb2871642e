"""A filter of the API finds what the same filter of the page finds."""

import pytest

from .api import ask, file_rows, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

DAY = "as_of=2026-10-08"


@pytest.mark.parametrize(
    "query",
    [
        "jurisdiction=dubai",
        "q=sec",
        "approach=incentive-led",
        "kind=country",
        "regulator=us-sec",
        "has=custody:regulated",
        "has=custody:regulated&has=iterative-development:recognised",
        "sort=name&group=region",
    ],
)
def test_jurisdictions_are_those_of_the_page(query):
    records = file_rows(f"/jurisdictions.json?{DAY}&{query}")
    assert slugs(f"jurisdictions/?{DAY}&{query}") == [one["jurisdiction"] for one in records]


@pytest.mark.parametrize(
    "query",
    [
        "jurisdiction=dubai&jurisdiction=united-states&criterion=custody",
        "section=pillars&stance=partly-recognised&stance=not-recognised",
        "q=custody&confidence=sourced",
        "source=sec-cui-statement",
    ],
)
def test_findings_are_those_of_the_page(query):
    records = file_rows(f"/findings.json?{DAY}&{query}")
    assert slugs(f"findings/?{DAY}&{query}&page_size=500") == [one["finding"] for one in records]
    assert records


@pytest.mark.parametrize(
    "query", ["jurisdiction=dubai", "kind=statute&status=in-force", "regulator=us-sec", "q=act"]
)
def test_instruments_are_those_of_the_page(query):
    records = file_rows(f"/instruments.json?{DAY}&{query}")
    given = ask(f"instruments/?{DAY}&{query}&page_size=500")["results"]
    assert [one["slug"] for one in given] == [one["instrument"] for one in records]
    assert [one["status"] for one in given] == [one["status"] for one in records]
    assert records


@pytest.mark.parametrize(
    "query",
    [
        "jurisdiction=dubai",
        "kind=applies&kind=deadline",
        "instrument=dubai-company",
        "from=2026-01-01&to=2026-12-31&q=sec",
    ],
)
def test_events_are_those_of_the_page(query):
    records = file_rows(f"/timeline.json?{DAY}&{query}")
    given = ask(f"events/?{DAY}&{query}&page_size=500")["results"]
    assert [one["slug"] for one in given] == [one["event"] for one in records]
    assert [one["is_coming"] for one in given] == [one["is_coming"] for one in records]
    assert records


@pytest.mark.parametrize(
    "query", ["kind=official", "access=known", "jurisdiction=dubai", "publisher=vara", "q=rules"]
)
def test_sources_are_those_of_the_page(query):
    records = file_rows(f"/sources.json?{DAY}&{query}")
    given = ask(f"sources/?{DAY}&{query}&page_size=500")["results"]
    assert [one["slug"] for one in given] == [one["source"] for one in records]
    assert [one["findings"] for one in given] == [one["findings"] for one in records]
    assert records


def test_regulators_are_found_by_place_and_words():
    assert "us-sec" in slugs("regulators/?jurisdiction=united-states&q=securities")
    assert "us-sec" not in slugs("regulators/?jurisdiction=dubai")


def test_criteria_are_found_by_section_proposal_and_scale():
    pillars = slugs("criteria/?section=pillars")
    assert pillars == slugs("criteria/?proposal=innovation-exemption")
    assert pillars == slugs("criteria/?scale=recognition")
    assert len(pillars) == 4


def test_proposals_are_found_by_place():
    assert slugs("proposals/?jurisdiction=united-states") == ["innovation-exemption"]
    assert slugs("proposals/?jurisdiction=dubai") == []
