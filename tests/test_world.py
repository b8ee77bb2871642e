"""With all shipped places: long tables, missing cells, different depths of evidence."""

import pytest

from .pages import page_at, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_edition")]

DAY = "as_of=2026-11-24"


def regions(query: str) -> list[str]:
    return [squeeze(a) for a in page_at(f"/?{DAY}{query}").select(".list-table .region a")]


def test_the_first_page_lists_every_place_that_is_compared():
    shown = regions("")
    assert len(shown) == 27
    assert shown[:3] == ["United States", "European Union", "UAE/Dubai"]


def test_a_link_leads_to_the_table_as_the_article_has_it():
    chip = next(a for a in page_at("/").select(".bar .chip") if "article" in a.text)
    shown = page_at(chip["href"])
    for note in shown.select("tbody .note, .earlier"):
        note.decompose()
    rows = shown.select(".list-table tbody tr")
    assert [[squeeze(td) for td in row.select("td[data-label]")[:2]] for row in rows] == [
        ["Enforcement-led", "Existing Securities Laws"],
        ["Legislative-led", "MiCA (Markets in Crypto-Assets)"],
        ["Incentive-led", "VARA (Virtual Assets Regulatory Authority)"],
    ]


def test_which_places_hold_a_and_b_is_answered_with_their_number():
    both = "&has=iterative-development:recognised&has=governance-transition:recognised"
    one = regions("&has=iterative-development:recognised")
    assert set(regions(both)) < set(one)
    shown = page_at(f"/?{DAY}&has=iterative-development:recognised")
    caption = squeeze(shown.select_one(".list-table caption"))
    assert caption.startswith(f"{len(one)} jurisdiction")


def test_who_was_first_is_answered_by_sorting_by_since_when():
    shown = page_at(f"/topics/provider-licensing/?{DAY}&sort=since&stance=regulated")
    days = []
    for row in shown.select(".comparison tbody tr"):
        days.append((row.th.time or row.select_one(".since time"))["datetime"])
    assert len(days) > 5
    assert days == sorted(days)


@pytest.mark.parametrize("address", ["/", "/pillars/", "/topics/", "/coverage/"])
def test_places_stand_under_their_region_of_the_world(address):
    bands = page_at(f"{address}?{DAY}&group=region").select("tbody .group")
    names = [squeeze(band).rstrip(" 0123456789") for band in bands]
    assert names == ["Africa", "Americas", "Asia", "Europe", "Oceania"]


def test_all_places_can_be_compared_at_once():
    slugs = [box["value"] for box in page_at("/compare/").select("[name=jurisdiction]")]
    query = "&".join(f"jurisdiction={slug}" for slug in slugs)
    shown = page_at(f"/compare/?{query}&{DAY}&group=region")
    assert squeeze(shown.h1) == "27 jurisdictions"
    assert len(shown.select(".comparison td[data-label]")) == 27 * 18
    assert squeeze(shown.select_one(".bands th")) == "Africa"


def test_cells_that_nobody_researched_are_many_and_say_so():
    shown = page_at(f"/topics/market-abuse/?{DAY}")
    words = [squeeze(td.select_one(".stance")) for td in shown.select(".comparison tbody td")]
    assert words.count("Not researched") == 24
    assert "Not regulated" not in words


def test_coverage_counts_what_is_filled_and_missing():
    lede = squeeze(page_at(f"/coverage/?{DAY}").select_one(".lede"))
    assert "301 current" in lede or "301 due" in lede
    assert "185 missing" in lede
    row = next(tr for tr in page_at("/coverage/").select("tbody tr") if "Thailand" in tr.th.text)
    assert squeeze(row.select_one(".count")).startswith("5/18")


@pytest.mark.parametrize(
    "address",
    ["/", "/compare/", "/pillars/", "/topics/", "/findings/", "/instruments/", "/sources/"],
)
def test_a_long_page_holds_together(address):
    shown = page_at(address)
    ids = [tag["id"] for tag in shown.select("[id]")]
    assert len(ids) == len(set(ids))
