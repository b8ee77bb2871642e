"""What the world map draws of a jurisdiction, and its steps through the years."""

from datetime import date

import pytest

from jurisdictions.charts.world import years

from .factories import make_approach, make_jurisdiction, make_period
from .maps import link_of, names, world
from .pages import squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = "as_of=2026-11-24"


def test_the_pattern_changes_on_the_day_on_which_a_period_begins():
    place = make_jurisdiction(short_name="Japan", territories=["JP"])
    for approach, start in (
        (make_approach(slug="guidance-led", name="Guidance-led"), date(2020, 1, 1)),
        (make_approach(slug="legislative-led", name="Legislative-led"), date(2024, 6, 30)),
    ):
        make_period(jurisdiction=place, approach=approach, valid_from=start)
    expected = {
        "2019-12-31": ("not-researched", "Japan: not researched"),
        "2020-01-01": ("guidance-led", "Japan: guidance-led since 1 January 2020"),
        "2024-06-29": ("guidance-led", "Japan: guidance-led since 1 January 2020"),
        "2024-06-30": ("legislative-led", "Japan: legislative-led since 30 June 2024"),
    }
    for day, (pattern, said) in expected.items():
        link = link_of(world(f"as_of={day}"), "Japan")
        assert link["fill"] == f"url(#fill-{pattern})"
        assert squeeze(link.title) == said


def test_what_the_filters_leave_out_is_outside_and_not_unknown():
    make_jurisdiction(short_name="Japan", territories=["JP"])
    make_jurisdiction(short_name="Brazil", territories=["BR"])
    assert names(world("q=japan")) == {"Japan": "not researched", "Brazil": "outside the filter"}


def test_an_approach_that_nobody_drew_a_pattern_for_is_named_in_the_legend():
    place = make_jurisdiction(territories=["JP"])
    make_period(jurisdiction=place, approach=make_approach(slug="lottery-led", name="Lottery-led"))
    drawn = world(DAY)
    assert drawn.select_one("svg a")["fill"] == "url(#fill-other)"
    assert [squeeze(item) for item in drawn.select(".legend li")] == [
        "Lottery-led 1",
        "Not compared",
    ]


def test_a_place_that_the_drawing_does_not_know_is_still_a_link():
    make_jurisdiction(short_name="Atlantis", territories=["AE-ZZ"])
    assert names(world(DAY)) == {"Atlantis": "not researched"}


def test_a_part_is_a_dot_on_the_shape_of_its_country():
    make_jurisdiction(short_name="UAE", territories=["AE"])
    make_jurisdiction(short_name="Dubai", territories=["AE-DU"])
    drawn = world(DAY)
    assert len(link_of(drawn, "UAE").select("path:not(.dot, .rim)")) == 1
    assert len(link_of(drawn, "Dubai").select(".dot")) == 1


def test_codes_of_one_place_make_one_dot():
    make_jurisdiction(short_name="Hong Kong", territories=["HK", "CN-HK"])
    assert len(link_of(world(DAY), "Hong Kong").select(".dot")) == 1


def test_the_years_run_from_the_first_approach_to_today():
    steps = years(date(2024, 5, 1), date(2025, 12, 31), date(2026, 11, 24), [("q", "a")])
    assert [(year.number, year.query, year.is_shown) for year in steps] == [
        (2024, "?as_of=2024-12-31&q=a", False),
        (2025, "?as_of=2025-12-31&q=a", True),
        (2026, "?q=a", False),
    ]


def test_today_is_the_step_of_this_year_and_a_day_within_a_year_is_none():
    first, today = date(2025, 1, 1), date(2026, 11, 24)
    assert [year.is_shown for year in years(first, today, today, [])] == [False, True]
    within = years(first, date(2025, 6, 1), today, [("as_of", "2025-06-01")])
    assert [(year.query, year.is_shown) for year in within] == [
        ("?as_of=2025-12-31", False),
        ("", False),
    ]


def test_without_any_approach_there_is_no_step_through_the_years():
    make_jurisdiction(territories=["JP"])
    assert not world(DAY).select("nav")
