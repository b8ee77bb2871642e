"""Which cells are current, due, in draft or missing; drafts are for staff."""

from datetime import timedelta

import pytest
from django.conf import settings

from jurisdictions.caching import store
from jurisdictions.choices import Publication
from jurisdictions.days import today

from .factories import make_criterion, make_finding, make_jurisdiction, make_section, together
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OVERDUE = timedelta(days=settings.REVIEW_INTERVAL_DAYS + 1)


@pytest.fixture
def cells(db):
    """One jurisdiction with four cells: current, due, in draft, missing."""
    place = make_jurisdiction(slug="here", short_name="Here")
    current, due, draft = (
        make_finding(jurisdiction=place, verified_on=verified_on, publication=publication)
        for verified_on, publication in (
            (today(), Publication.PUBLISHED),
            (today() - OVERDUE, Publication.PUBLISHED),
            (today(), Publication.DRAFT),
        )
    )
    return {"current": current, "due": due, "draft": draft, "missing": make_criterion()}


def tiles(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return parse(response).select("td .tile")


def states(client, address: str) -> list[str]:
    return [tile["data-state"] for tile in tiles(client, address)]


def test_readers_see_current_due_and_missing_cells_and_no_drafts(client, cells):
    assert states(client, "/coverage/") == ["current", "due", "missing", "missing"]


def test_staff_see_drafts_too(admin_client, cells):
    assert states(admin_client, "/admin/coverage/") == ["current", "due", "draft", "missing"]


def test_a_draft_beside_what_is_in_force_is_shown_to_staff_as_work(admin_client, client, cells):
    published = cells["current"]
    cell = {"jurisdiction": published.jurisdiction, "criterion": published.criterion}
    make_finding(**cell, valid_from=today(), publication=Publication.IN_REVIEW)
    assert states(admin_client, "/admin/coverage/")[0] == "draft"
    assert states(client, "/coverage/")[0] == "current"
    count = parse(admin_client.get("/admin/coverage/")).select_one("tbody .count")
    assert squeeze(count) == "2/4 1 due 2 in draft"


def test_the_page_of_staff_is_kept_nowhere(admin_client, cells, monkeypatch):
    kept = []
    monkeypatch.setattr(store, "put", lambda key, answer: kept.append(key))
    assert "ETag" not in admin_client.get("/admin/coverage/").headers
    assert kept == []
    assert "ETag" in admin_client.get("/coverage/").headers
    assert len(kept) == 1


def test_the_form_of_the_page_of_staff_leads_to_a_tidy_address(admin_client, cells):
    response = admin_client.get("/admin/coverage/?form=2026-11-24&sort=name&group=")
    assert response.headers["Location"] == "/admin/coverage/?sort=name"


def test_strangers_are_led_from_the_page_of_staff_to_the_sign_in(client, cells):
    response = client.get("/admin/coverage/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


def test_a_click_leads_readers_to_the_cell(client, cells):
    first, *_, last = tiles(client, "/coverage/?as_of=2026-11-24")
    assert first["href"] == f"/findings/{cells['current'].slug}/?as_of=2026-11-24"
    missing = f"jurisdiction=here&criterion={cells['missing'].slug}"
    assert last["href"] == f"/compare/?{missing}&as_of=2026-11-24"
    assert all(client.get(tile["href"]).status_code == 200 for tile in (first, last))


def test_a_click_leads_staff_to_the_form_of_the_cell(admin_client, cells):
    first, *_, last = tiles(admin_client, "/admin/coverage/")
    assert first["href"] == f"/admin/jurisdictions/finding/{cells['current'].pk}/change/"
    form = parse(admin_client.get(last["href"]))
    chosen = form.select_one("select[name=criterion] option[selected]")
    assert chosen["value"] == str(cells["missing"].pk)


def test_rows_columns_and_the_whole_are_counted(client, cells):
    page = parse(client.get("/coverage/"))
    assert squeeze(page.select_one("tbody .count")) == "2/4 1 due"
    assert [squeeze(td) for td in page.select("tfoot .count")] == ["1/1", "1/1 1 due", "0/1", "0/1"]
    assert "1 current, 1 due, 2 missing" in squeeze(page.select_one(".lede"))


def test_columns_stand_under_the_sections_they_belong_to(client):
    make_jurisdiction()
    for title, number in (("First", 2), ("Second", 1)):
        section = make_section(title=title)
        for _ in range(number):
            make_criterion(section=section)
    heads = parse(client.get("/coverage/")).select(".grid .bands th")
    assert [(squeeze(head), head["colspan"]) for head in heads] == [("First", "2"), ("Second", "1")]


def test_every_tile_says_itself_in_words(client, cells):
    words = [squeeze(tile).rpartition(": ")[2] for tile in tiles(client, "/coverage/")]
    assert words == ["Current", "Verification due", "Missing", "Missing"]


def test_rows_and_columns_can_be_chosen(client, cells):
    make_jurisdiction(slug="there")
    query = f"jurisdiction=there&criterion={cells['current'].criterion.slug}"
    assert states(client, f"/coverage/?{query}") == ["missing"]


def test_coverage_is_that_of_the_day(client, cells):
    assert states(client, "/coverage/?as_of=1999-01-01") == ["missing"] * 4


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(
    client, cells, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(20) as captured:
            client.get("/coverage/")
        return len(captured)

    few = queries()
    with together():
        for _ in range(20):
            make_finding()
    assert queries() == few
