"""A reader on a phone gets the whole answer, in one hand and without sideways scrolling."""

import re

import pytest
from playwright.sync_api import expect

from .addresses import COMPARE, MAIN, PAGES
from .looking import look

PHONE = {"width": 375, "height": 700, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_and_what_is_pressed_has_room_for_a_finger(visit, path):
    page = visit(path, **PHONE)
    assert look(page, "overhang") <= 0
    assert not look(page, "small")


def test_the_comparison_reads_criterion_by_criterion_with_each_place_named(visit):
    page = visit(COMPARE, **PHONE)
    visit.picture(page, "comparison")
    cells = page.get_by_role("region", name=re.compile("compared")).locator("td")
    first = cells.filter(has=page.locator("summary")).first
    box = first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    named = first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "United States" in named


def test_what_moves_adds_and_removes_is_folded_before_the_comparison(visit):
    """Else one would scroll past it to the first answer, each time."""
    page = visit(COMPARE, **PHONE)
    fold, remove = (
        page.get_by_text("Jurisdictions, criteria"),
        page.get_by_label("Remove UAE/Dubai"),
    )
    expect(remove.first).to_be_hidden()
    fold.tap()
    expect(remove.first).to_be_visible()
    remove.first.tap()
    expect(page).not_to_have_url(re.compile("dubai"))
    # It stays open for the next step.
    expect(page.get_by_label("Remove European Union").first).to_be_visible()


def test_a_wider_screen_has_it_in_sight(visit):
    page = visit(COMPARE)
    expect(page.get_by_text("Jurisdictions, criteria")).to_be_hidden()
    expect(page.get_by_label("Remove UAE/Dubai").first).to_be_visible()


def test_a_cell_opens_under_a_finger(visit):
    page = visit(COMPARE, **PHONE)
    region = page.get_by_role("region", name=re.compile("compared"))
    summary = region.locator("summary").first
    summary.tap()
    detail = region.locator("details[open]").first
    expect(detail).to_be_visible()
    visit.picture(page, "opened")
    box = detail.bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"]


def test_two_places_can_be_chosen_and_compared(visit):
    page = visit("/", **PHONE)
    for name in ("United States", "UAE/Dubai"):
        page.get_by_label(f"Compare {name}").check()
    visit.picture(page, "ticked")
    page.get_by_role("button", name=re.compile("^Compare")).last.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("UAE/Dubai")


@pytest.mark.parametrize("path", MAIN)
def test_the_way_to_files_and_citation_stands_under_the_heading(visit, path):
    page = visit(path, **PHONE)
    heading = page.get_by_role("heading", level=1).bounding_box()
    onward = page.get_by_role("link", name="Files, citation, address").bounding_box()
    assert onward["y"] >= heading["y"] + heading["height"]
    assert onward["x"] == heading["x"]


@pytest.mark.parametrize("path", MAIN)
def test_the_first_heading_is_seen_without_scrolling(visit, path):
    page = visit(path, **PHONE)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
