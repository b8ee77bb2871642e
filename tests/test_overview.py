"""The first page: the table of jurisdictions and its filters."""

from datetime import date

import pytest
from django.test import Client

from .factories import make_jurisdiction, make_period
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

DAY = "as_of=2026-11-24"


def page(query: str):
    return parse(Client().get(f"/?{query}"))


def regions(query: str) -> list[str]:
    return [squeeze(link) for link in page(query).select(".list-table tbody .region a")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["United States", "European Union", "UAE/Dubai"]),
        ("&approach=legislative-led", ["European Union"]),
        ("&approach=enforcement-led", []),
        ("&kind=country", ["United States"]),
        ("&kind=emirate", ["UAE/Dubai"]),
        ("&regulator=us-sec", ["United States"]),
        ("&q=mica", ["European Union"]),
        ("&q=VARA", ["UAE/Dubai"]),
        ("&q=European", ["European Union"]),
        ("&q=nothing+like+it", []),
        (
            "&has=iterative-development:partly-recognised",
            ["United States", "European Union", "UAE/Dubai"],
        ),
        ("&has=non-custodial-architecture:not-recognised", ["UAE/Dubai"]),
        (
            "&has=non-custodial-architecture:partly-recognised"
            "&has=governance-transition:not-recognised",
            ["European Union"],
        ),
        ("&approach=legislative-led&kind=country", []),
    ],
)
def test_a_filter_keeps_the_jurisdictions_that_have_all_of_it(query, expected):
    assert regions(DAY + query) == expected


def test_a_filter_holds_on_the_day_shown():
    assert regions("as_of=2024-12-31&approach=enforcement-led") == ["United States"]
    assert regions("as_of=2025-01-19&approach=enforcement-led") == ["United States"]
    assert regions("as_of=2025-01-20&approach=enforcement-led") == []


def test_what_a_filter_hides_is_counted():
    caption = squeeze(page(f"{DAY}&kind=country").select_one(".list-table caption"))
    assert caption.startswith("1 jurisdiction as of 24 November 2026")
    assert "2 of 3 hidden by the filters" in caption


def test_an_empty_table_says_how_to_go_on():
    table = page("q=nothing+like+it").select_one(".list-table")
    assert "Loosen a filter, or show all" in squeeze(table.tbody)


@pytest.mark.parametrize(("words", "says"), [("nothing+like+it", False), ("Dubai", True)])
def test_only_where_there_is_something_to_tick_the_table_says_so(words, says):
    caption = squeeze(page(f"q={words}").select_one(".list-table caption"))
    assert ("Tick some" in caption) is says


def test_the_federation_that_is_not_compared_has_no_row():
    assert "UAE" not in regions(DAY)


def test_before_anything_is_known_a_place_reads_not_researched():
    rows = page("as_of=1999-12-31").select(".list-table tbody tr")
    assert len(rows) == 3
    assert all(squeeze(row).count("Not researched") == 2 for row in rows)


def instrument(region: str, query: str) -> str:
    row = page(query).select_one(f'tr:has([value="{region}"])')
    return squeeze(row.select_one('[data-label="Key Regulatory Instrument"]'))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-02-06", "Dubai Law No. 4 of 2022"),
        ("2025-06-01", "VARA (Virtual Assets Regulatory Authority) since 7 February 2023"),
        # A period of the same instrument began on 16 September 2025.
        ("2026-11-24", "VARA (Virtual Assets Regulatory Authority) since 7 February 2023"),
    ],
)
def test_a_key_instrument_stands_since_it_was_named_first(day, expected):
    assert instrument("dubai", f"as_of={day}") == expected


def test_the_years_of_an_earlier_approach_end_with_its_last_day():
    place = make_jurisdiction(slug="here")
    make_period(jurisdiction=place, valid_from=date(2021, 3, 1))
    make_period(jurisdiction=place, valid_from=date(2024, 1, 1))
    (row,) = page("").select('tr:has([value="here"])')
    assert "from 2021 to 2023:" in squeeze(row.select_one(".earlier"))


def test_of_an_earlier_approach_of_one_year_that_year_is_named_once():
    place = make_jurisdiction(slug="here")
    make_period(jurisdiction=place, valid_from=date(2023, 1, 1))
    make_period(jurisdiction=place, valid_from=date(2024, 1, 1))
    (row,) = page("").select('tr:has([value="here"])')
    assert " in 2023: " in squeeze(row.select_one(".earlier"))
    (row,) = parse(Client().get("/de/")).select('tr:has([value="here"])')
    assert " im Jahr 2023: " in squeeze(row.select_one(".earlier"))


def test_pillars_are_marked_in_words_and_counted():
    row = page(DAY).select(".list-table tbody tr")[1]
    marks = [squeeze(mark) for mark in row.select(".marks li")]
    assert marks == [
        "Non-Custodial Architecture: Partly recognised",
        "Iterative Development: Partly recognised",
        "Governance Transition: Not recognised",
        "Transparency Requirements: Not recognised",
    ]
    assert squeeze(row).endswith("0 recognised, 2 partly")


def test_what_nobody_researched_is_counted_apart():
    row = page("as_of=2019-06-30").select_one(".list-table tbody tr")
    words = [squeeze(mark) for mark in row.select(".marks li")]
    unknown = sum("Not researched" in word for word in words)
    assert 0 < unknown < len(words)
    assert f"partly, {unknown} not researched" in squeeze(row)


def test_a_legend_above_the_table_says_which_mark_is_which_pillar():
    shown = page(DAY)
    legend = shown.select_one("#jurisdictions .legend")
    assert squeeze(legend) == (
        "Pillars, from left to right: Non-Custodial Architecture Iterative Development "
        "Governance Transition Transparency Requirements"
    )
    marks = shown.select_one(".list-table .marks").select("li")
    assert [squeeze(mark).partition(":")[0] for mark in marks] == [a.text for a in legend("a")]
    assert legend.a["href"] == f"/pillars/non-custodial-architecture/?{DAY}"
    assert legend.find_next("table") == shown.select_one(".list-table")


def test_without_marks_there_is_no_legend():
    assert not page("as_of=1999-12-31").select("#jurisdictions .legend")


def test_the_table_stands_before_the_map():
    shown = page(DAY)
    assert shown.select_one("#jurisdictions").find_next("details", class_="map")
    assert shown.select_one(".lede a[href='#map']")
    years = shown.select(".map nav a")
    assert years
    assert all(year["href"].endswith("#map") for year in years)


def test_the_filters_chosen_stay_in_the_form():
    form = page(f"{DAY}&kind=country&q=sec&has=governance-transition:partly-recognised").main.form
    chosen = [option["value"] for option in form.select("option[selected]") if option["value"]]
    assert chosen == ["country", "governance-transition:partly-recognised"]
    assert form.select_one("[name=q]")["value"] == "sec"
    assert form.select_one("[name=as_of]")["value"] == "2026-11-24"


def test_the_ticks_lead_to_the_comparison_of_the_day_shown():
    form = page(DAY).main.select("form")[1]
    assert form["action"] == "/compare/"
    assert [box["value"] for box in form.select("[type=checkbox]")] == [
        "united-states",
        "european-union",
        "dubai",
    ]
    assert form.select_one("[name=as_of]")["value"] == "2026-11-24"


def test_coming_dates_stand_nearest_first_and_what_happened_newest_first():
    lists = page(DAY).select("aside .list")[-2:]
    happened, coming = ([li.time["datetime"] for li in each.select("li")] for each in lists)
    assert happened == sorted(happened, reverse=True)
    assert happened[0] <= "2026-11-24" < coming[0]
    assert coming == sorted(coming)
