"""The world map of approaches on the first page, with the shipped data."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from jurisdictions.charts.world import DATA, drawing
from jurisdictions.models import Jurisdiction

from .maps import link_of, names, perceived, world
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = "as_of=2026-11-24"


def test_the_drawing_holds_every_territory_of_every_compared_jurisdiction(world_edition):
    known = drawing().shapes.keys() | drawing().dots.keys()
    for place in Jurisdiction.objects.compared():
        assert set(place.territories or [place.slug]) <= known, place


def test_the_drawing_is_small():
    assert DATA.stat().st_size < 60_000


def test_no_shape_runs_from_one_edge_of_the_world_to_the_other():
    """A border that is cut wrongly at the antimeridian draws a band across the map."""
    for code in ("RU", "FJ", "US", "NZ"):
        longest = max(abs(int(step)) for step in steps_across(drawing().shapes[code]))
        assert longest < drawing().width / 4, code


def steps_across(path: str) -> list[str]:
    """The horizontal steps of the lines of a path."""
    lines = [ring.partition("l")[2].removesuffix("z") for ring in path.split("z") if ring]
    numbers = [line.replace("-", " -").split() for line in lines]
    return [step for ring in numbers for step in ring[::2]]


def test_every_compared_jurisdiction_is_a_link_once(world_edition):
    drawn = world(DAY)
    places = [link["href"].partition("?")[0] for link in perceived(drawn)]
    compared = [place.get_absolute_url() for place in Jurisdiction.objects.compared()]
    assert sorted(places) == sorted(compared)
    drawn_places = [link["href"].partition("?")[0] for link in drawn.select("svg a")]
    assert sorted(drawn_places) == sorted(compared)


def test_every_drawn_jurisdiction_has_a_shape_or_a_dot(world_edition):
    assert all(link.select("path") for link in world(DAY).select("svg a"))


def test_the_members_of_the_union_are_one_link(world_edition):
    union = link_of(world(DAY), "European Union")
    members = [path for path in union.select("path") if "rim" not in path.get("class", [])]
    assert len(members) == 27
    assert len(union.select(".dot")) == 1  # Malta


def test_a_link_says_the_approach_and_since_when(world_edition):
    assert names(world(DAY))["Japan"] == "legislative-led since 1 April 2017"
    assert names(world(DAY))["UAE/Dubai"].startswith("incentive-led since ")


def test_the_table_says_what_the_map_says(world_edition):
    drawn = world(DAY)
    said = names(drawn)
    for row in drawn.select(".map-table tbody tr"):
        place, approach, since = (squeeze(cell) for cell in row.select("th, td"))
        assert said.pop(place) == f"{approach.lower()} since {since}"
    assert not said


def test_the_day_and_the_filters_stay_in_the_links(world_edition):
    drawn = world(f"{DAY}&kind=country&sort=name")
    assert all(link["href"].endswith(f"?{DAY}") for link in perceived(drawn))
    steps = {squeeze(a): a["href"] for a in drawn.select("nav a")}
    assert steps["2024"].startswith("/?as_of=2024-12-31&kind=country&sort=name")


def test_a_step_through_the_years_leads_back_to_the_map(world_edition):
    drawn = world(DAY)
    assert {urlsplit(link["href"]).fragment for link in drawn.select("nav a")} == {drawn.h2["id"]}


def test_the_table_comes_first_and_leads_to_the_map(world_edition):
    page = parse(Client().get(f"/?{DAY}"))
    [link] = page.select(".lede a[href^='#']")
    [drawn] = page.select(link["href"])
    assert link.sourceline < drawn.sourceline


def test_every_fill_has_its_pattern_and_its_word(world_edition):
    for query in (DAY, "as_of=1999-12-31", f"{DAY}&kind=country"):
        drawn = world(query)
        patterns = {f"url(#{pattern['id']})" for pattern in drawn.select("pattern")}
        legend = {rect["fill"] for rect in drawn.select(".legend rect")}
        assert {link["fill"] for link in drawn.select("svg a")} < legend <= patterns


def test_nothing_on_the_map_needs_a_style_attribute_or_a_script(world_edition):
    drawn = world(DAY)
    assert not drawn.select("[style], style, script, [onclick]")


def test_the_year_shown_is_marked(world_edition):
    marked = world("as_of=2020-12-31").select("nav [aria-current]")
    assert [squeeze(link) for link in marked] == ["2020"]
