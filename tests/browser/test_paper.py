"""On paper there is nothing to press or to fill in."""

import pytest
from playwright.sync_api import expect

from .addresses import MAIN
from .looking import look


@pytest.mark.parametrize("path", [*MAIN, "/findings/", "/changes/", "/search/?q=stablecoin"])
def test_no_control_is_printed(visit, path):
    page = visit(path)
    assert look(page, "controls")
    page.emulate_media(media="print")
    assert look(page, "controls") == []


ROOMY = "/compare/?jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
HEADS = """heads => heads.map(head => {
    const {display, breakInside} = getComputedStyle(head);
    return [display, breakInside, head.getBoundingClientRect().height];
})"""
# Of a sheet across; a browser repeats no head that takes more than a quarter of one, in pixels.
QUARTER = 210 / 25.4 * 96 / 4


@pytest.mark.parametrize(
    "path", [ROOMY, f"{ROOMY}&rows=jurisdictions&section=pillars", "/pillars/"]
)
def test_a_row_that_goes_on_on_the_next_sheet_says_there_what_it_is(visit, path):
    page = visit(path)
    page.emulate_media(media="print")
    heads = page.eval_on_selector_all(".comparison tbody tr:not(.group) > th", HEADS)
    assert heads
    for display, breaks, height in heads:
        assert (display, breaks) == ("table-header-group", "avoid")
        assert height < QUARTER


def test_columns_of_a_row_stand_under_their_heads_on_paper(visit):
    page = visit(ROOMY)
    page.emulate_media(media="print")
    starts = "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().x))"
    heads = page.eval_on_selector_all(".comparison thead th:not(:first-child)", starts)
    row = page.eval_on_selector_all(".comparison tr:not(.group) td", starts)
    assert len(heads) == 3
    assert row[:3] == heads


def test_the_overview_tells_nobody_to_tick_and_names_its_map_on_paper(visit):
    page = visit("/")
    hint = page.get_by_text("Tick some and compare them side by side.")
    expect(hint).to_be_visible()
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()
    expect(page.get_by_role("heading", name="World map of approaches")).to_be_visible()
    expect(page.get_by_text("The map as a table")).to_be_hidden()
