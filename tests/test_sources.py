"""The list of sources: filters, what rests on each, and how much rests on official ones."""

import pytest

from jurisdictions.models import Citation, Source

from .factories import (
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_source,
)
from .pages import parse, squeeze

pytestmark = pytest.mark.django_db


def titles(client, query: str) -> list[str]:
    response = client.get(f"/sources/?{query}")
    assert response.status_code == 200
    rows = parse(response).select("tbody tr[id]")
    return [row.th.get_text(" ", strip=True).split()[0] for row in rows]


@pytest.fixture
def library(db):
    return [
        make_source(title="Act", publisher="Parliament", kind="official", access="known"),
        make_source(title="Memo", publisher="A firm", kind="law-firm", access="excerpt"),
        make_source(title="Story", publisher="A paper", kind="press", access="via-notes"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Act", "Memo", "Story"]),
        ("kind=press", ["Story"]),
        ("access=known", ["Act"]),
        ("publisher=a+p", ["Story"]),
        ("q=mem", ["Memo"]),
        ("kind=official&access=excerpt", []),
    ],
)
def test_sources_can_be_filtered(client, library, query, expected):
    assert titles(client, query) == expected


def test_sources_of_a_jurisdiction_are_those_that_any_of_its_records_rests_on(client):
    here = make_jurisdiction(slug="here")
    cited, of_text, of_event, of_period = (make_source(title=f"Source{n}") for n in range(4))
    make_source(title="Elsewhere")
    Citation.objects.create(finding=make_finding(jurisdiction=here), source=cited)
    make_instrument(jurisdiction=here).sources.add(of_text)
    make_event(jurisdiction=here).sources.add(of_event)
    make_period(jurisdiction=here).sources.add(of_period)
    assert titles(client, "jurisdiction=here") == ["Source0", "Source1", "Source2", "Source3"]


def test_what_only_drafts_rest_on_is_no_source_of_their_jurisdiction_yet(client):
    here = make_jurisdiction(slug="here")
    given = {"jurisdiction": here, "publication": "draft"}
    Citation.objects.create(finding=make_finding(**given), source=make_source())
    make_event(**given).sources.add(make_source())
    make_period(**given).sources.add(make_source())
    assert titles(client, "jurisdiction=here") == []


def test_what_rests_on_a_source_is_looked_up_sort_by_sort():
    """Joined to one another, a source of many records of each sort would have millions of rows."""
    sql = str(Source.objects.supporting(make_jurisdiction()).query)
    assert "LEFT OUTER JOIN" not in sql


def test_the_findings_of_the_day_that_rest_on_a_source_are_counted_and_a_click_away(client):
    source = make_source(slug="act", title="Act")
    finding = make_finding(answer="It rests")
    later = make_finding(
        jurisdiction=finding.jurisdiction, criterion=finding.criterion, valid_from="2025-01-01"
    )
    for one in (finding, later, make_finding(answer="So does this")):
        Citation.objects.create(finding=one, source=source)
    link = parse(client.get("/sources/?as_of=2024-06-01")).select_one("tbody td:last-child a")
    assert squeeze(link) == "2"
    assert link["href"] == "/findings/?source=act&as_of=2024-06-01"
    rows = parse(client.get(link["href"])).select("tbody th")
    assert sorted(squeeze(row) for row in rows) == ["It rests", "So does this"]


def test_the_share_that_rests_on_official_sources_is_told(client, library):
    official, memo, _ = library
    here = make_jurisdiction(slug="here", short_name="Here")
    for cited in ([official, memo], [memo], [memo]):
        finding = make_finding(jurisdiction=here)
        for source in cited:
            Citation.objects.create(finding=finding, source=source)
    Citation.objects.create(finding=make_finding(), source=official)
    whole = squeeze(parse(client.get("/sources/")).main)
    assert (
        "2 of 4 findings in force rest on at least one official source, 2 on others alone" in whole
    )
    place = squeeze(parse(client.get("/sources/?jurisdiction=here")).main)
    assert "1 of 3 findings in force in Here rest on at least one official source" in place


def test_the_page_of_a_source_in_the_list_is_found_by_its_title(client, library):
    address, _, place = library[1].get_absolute_url().partition("#")
    assert parse(client.get(address)).find(id=place)


@pytest.mark.parametrize(
    "title",
    [
        "Guide to Art.\u00a05 of the act",
        "A  gap of two blanks",
        "Soft\u00adhyphen law",
        "In two\nlines",
        "\u200bAt the edge\ufeff",
        "Plain & simple: 100 %",
        "x" * 300,
    ],
)
def test_the_link_to_a_source_leads_to_it_whatever_its_title_holds(client, title):
    """What is typed to be looked for is read without what nobody sees, and with single blanks."""
    page, _, place = make_source(title=title).get_absolute_url().partition("#")
    response = client.get(page)
    assert response.status_code == 200
    assert f'id="{place}"' in response.text
