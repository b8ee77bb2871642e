"""Coverage as a file: a row a cell with its state, in the order of the page, never drafts."""

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from jurisdictions.choices import Publication
from jurisdictions.days import today
from jurisdictions.models import Revision

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OVERDUE = timedelta(days=settings.REVIEW_INTERVAL_DAYS + 1)


def read(query: str = "") -> list[dict]:
    response = Client().get(f"/coverage.csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


@pytest.fixture
def cells(db):
    """One jurisdiction with four cells: current, due, in draft, missing."""
    place = make_jurisdiction(slug="here", short_name="Here")
    current = make_finding(jurisdiction=place, verified_on=today())
    make_finding(jurisdiction=place, verified_on=today() - OVERDUE)
    draft = make_finding(jurisdiction=place, publication=Publication.DRAFT)
    make_criterion()
    return {"current": current, "draft": draft}


def test_a_cell_is_current_due_or_missing_and_never_a_draft(cells):
    assert [row["state"] for row in read()] == ["current", "due", "missing", "missing"]
    assert cells["draft"].slug not in str(read())


def test_a_draft_of_a_new_version_leaves_what_is_in_force(cells):
    current = cells["current"]
    cell = {"jurisdiction": current.jurisdiction, "criterion": current.criterion}
    make_finding(**cell, valid_from=today(), publication=Publication.IN_REVIEW)
    assert read()[0]["finding"] == current.slug


def test_a_cell_leads_to_its_finding_or_to_the_comparison_on_the_same_day(cells):
    first, *_, last = read("?as_of=2026-11-24")
    day = f"as_of=2026-11-24&rev={Revision.current().number}"
    assert first["address"].endswith(f"/findings/{cells['current'].slug}/?{day}")
    assert last["address"].endswith(f"criterion={last['criterion']}&{day}")
    for row in (first, last):
        assert Client().get(row["address"].removeprefix("http://testserver")).status_code == 200


def test_the_day_before_a_finding_begins_its_cell_is_missing(cells):
    finding = cells["current"]
    query = f"?criterion={finding.criterion.slug}&as_of="
    eve = finding.valid_from - timedelta(1)
    assert [row["state"] for row in read(f"{query}{finding.valid_from}")] == ["current"]
    assert [row["state"] for row in read(f"{query}{eve}")] == ["missing"]


@pytest.mark.usefixtures("world_edition")
@pytest.mark.parametrize(
    "query",
    [
        "?as_of=2026-11-24",
        "?as_of=2023-02-07&sort=name",
        "?group=region&jurisdiction=dubai&jurisdiction=japan&criterion=custody",
    ],
)
def test_the_file_has_the_cells_of_the_page_in_their_order(query):
    page = parse(Client().get(f"/coverage/{query}"))
    on_page = [
        (squeeze(row.th), squeeze(tile))
        for row in page.select(".grid tbody tr:has(.tile)")
        for tile in row.select("td .tile")
    ]
    in_file = [
        (row["jurisdiction_name"], f"{row['criterion_title']}: {row['state_label']}")
        for row in read(query)
    ]
    assert in_file == on_page


@pytest.mark.few(2)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "md", "docx"])
def test_coverage_comes_in_every_format(client, cells, suffix):
    response = client.get(f"/coverage.{suffix}?as_of=2026-11-24")
    assert response.status_code == 200
    assert f"regcompare-coverage-2026-11-24.{suffix}" in response["Content-Disposition"]
    assert response.getvalue()


def test_the_page_leads_to_its_files(client, cells):
    page = parse(client.get("/coverage/?jurisdiction=here"))
    assert page.select_one(".take-away a[href='/coverage.csv?jurisdiction=here']")


@pytest.mark.parametrize("query", ["criterion=odd", "as_of=2023-02-29", "page=2"])
def test_bad_input_is_refused_by_name(client, query):
    response = client.get(f"/coverage.csv?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in squeeze(parse(response).main)
