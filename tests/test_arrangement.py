"""Tables of jurisdictions can be sorted, grouped, and cut to chosen rows and columns."""

import pytest
from django.test import Client

from .pages import page_at, parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

THREE = "jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
DAY = "as_of=2026-11-24"


def rows(address: str) -> list[str]:
    shown = page_at(address).select(
        "tbody tr:not(.group) th[scope=row]:not(.map-table th, .bars th)"
    )
    return [squeeze(th.a) for th in shown]


@pytest.mark.parametrize("address", ["/", "/pillars/", "/topics/", "/topics/custody/"])
def test_a_table_is_sorted_as_asked(address):
    assert rows(f"{address}?{DAY}") == ["United States", "European Union", "UAE/Dubai"]
    assert rows(f"{address}?{DAY}&sort=name") == ["European Union", "UAE/Dubai", "United States"]
    assert rows(f"{address}?{DAY}&sort=approach") == [
        "European Union",
        "UAE/Dubai",
        "United States",
    ]


def test_since_when_on_the_overview_is_the_approach():
    assert rows(f"/?{DAY}&sort=since") == ["UAE/Dubai", "European Union", "United States"]


def test_since_when_on_a_criterion_is_its_stance_through_all_versions():
    shown = page_at(f"/pillars/non-custodial-architecture/?{DAY}&sort=since")
    lines = [squeeze(th) for th in shown.select(".comparison tbody th[scope=row]")]
    assert lines[0].startswith("UAE/Dubai")
    assert "Not recognised since 7 February 2023" in lines[0]


@pytest.mark.parametrize("address", ["/", "/pillars/", "/topics/", "/topics/custody/"])
def test_a_table_is_grouped_by_approach(address):
    bands = page_at(f"{address}?{DAY}&group=approach").select("tbody .group")
    words = ["Legislative-led", "Incentive-led", "Guidance-led"]
    assert [squeeze(band).removesuffix(" 1") for band in bands] == words


def test_columns_of_a_comparison_are_sorted_and_grouped():
    shown = page_at(f"/compare/?{THREE}&{DAY}&sort=name")
    assert [squeeze(a) for a in shown.select("thead th a")] == [
        "European Union",
        "UAE/Dubai",
        "United States",
    ]
    grouped = page_at(f"/compare/?{THREE}&{DAY}&group=approach")
    heads = [squeeze(th) for th in grouped.select("thead .bands th")]
    assert heads == ["Legislative-led", "Incentive-led", "Guidance-led"]
    first = grouped.select_one(".comparison tbody td")
    assert first["data-label"] == "European Union"


def test_rows_and_columns_of_a_matrix_can_be_chosen():
    shown = page_at("/topics/?criterion=custody&criterion=stablecoins&jurisdiction=dubai")
    assert [squeeze(a) for a in shown.select("thead a")] == ["Stablecoins", "Custody"]
    assert [squeeze(th.a) for th in shown.select("tbody th")] == ["UAE/Dubai"]


def test_a_criterion_of_the_other_kind_is_not_a_column():
    assert Client().get("/pillars/?criterion=custody").status_code == 400
    assert Client().get("/topics/?criterion=governance-transition").status_code == 400


def test_the_lines_of_a_criterion_can_be_kept_by_stance():
    address = f"/pillars/non-custodial-architecture/?{DAY}"
    assert rows(f"{address}&stance=not-recognised") == ["UAE/Dubai"]
    both = rows(f"{address}&stance=not-recognised&stance=partly-recognised")
    assert both == ["United States", "European Union", "UAE/Dubai"]
    caption = squeeze(page_at(f"{address}&stance=not-recognised").caption)
    assert caption.startswith("1 of 3 jurisdictions")
    assert "No jurisdiction has this stance" in squeeze(page_at(f"{address}&stance=unclear"))


@pytest.mark.parametrize("parameter", ["sort", "group"])
@pytest.mark.parametrize("address", ["/", "/compare/", "/pillars/", "/topics/", "/topics/custody/"])
@pytest.mark.parametrize("value", ["", "size", "-name"])
def test_another_order_is_refused_by_name(address, parameter, value):
    response = Client().get(f"{address}?{parameter}={value}")
    assert response.status_code == 400
    assert squeeze(parse(response).select_one(".terms dt")) == parameter
