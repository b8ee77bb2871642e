"""With scripts, filters change the view in place; the address is the one without them."""

import re

import pytest
from playwright.sync_api import Page, expect

COMPARED = "/compare/?jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"


@pytest.fixture
def page(visit) -> Page:
    page = visit(COMPARED)
    # Whatever loads the page anew makes this go.
    page.evaluate("window.here = true")
    return page


def stayed(page: Page) -> bool:
    return page.evaluate("window.here === true")


def only_differences(page: Page):
    return page.get_by_role("link", name="Only differences", exact=True).first


def region(page: Page):
    return page.get_by_role("region", name=re.compile("compared"))


def words(page: Page) -> str:
    return " ".join(page.get_by_role("main").inner_text().split())


def test_a_filter_changes_the_table_and_the_address_but_loads_no_page(page, visit):
    only_differences(page).click()
    expect(page).to_have_url(re.compile("only=differences"))
    expect(page.get_by_text(re.compile("without a known difference hidden")).first).to_be_visible()
    assert stayed(page)
    visit.picture(page, "in-place")


def test_the_address_shows_somebody_else_the_same(page, visit):
    only_differences(page).click()
    expect(page).to_have_url(re.compile("only=differences"))
    assert words(visit(page.url)) == words(page)
    assert words(visit(page.url, scripts=False)) == words(page)


def test_the_focus_stays_on_what_was_pressed(page):
    link = only_differences(page)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("only=differences"))
    expect(page.get_by_role("link", name=re.compile("differences")).first).to_be_focused()


def test_of_two_buttons_of_one_name_the_focus_stays_on_the_one_that_was_pressed(visit):
    page = visit("/findings/")
    page.locator("summary", has_text="Jurisdictions").click()
    page.get_by_role("checkbox", name="UAE/Dubai").check()
    lower = page.locator(".bar").get_by_role("button", name="Show").last
    lower.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("jurisdiction=dubai"))
    expect(page.locator("#news")).not_to_be_empty()
    expect(lower).to_be_focused()


def test_the_focus_stays_on_what_is_called_otherwise_once_it_was_pressed(page):
    page.get_by_role("link", name="Open all", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("open=all"))
    expect(page.get_by_role("link", name="Close all", exact=True)).to_be_focused()


def test_what_was_ticked_stays_so_and_is_ticked_again_when_it_comes_back_in_sight(visit):
    page = visit("/")
    page.get_by_label("Compare United States").check()
    page.get_by_label("Compare UAE/Dubai").check()
    approach = page.locator("select[name=approach]")
    approach.select_option("guidance-led")
    page.get_by_role("button", name="Show").first.click()
    expect(page).to_have_url(re.compile("approach=guidance-led"))
    expect(page.get_by_label("Compare United States")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("Compare UAE/Dubai")).to_be_checked()
    page.go_forward()
    page.get_by_label("Compare United States").uncheck()
    page.get_by_role("link", name="Remove Guidance-led").click()
    expect(page).not_to_have_url(re.compile("approach"))
    expect(page.get_by_label("Compare UAE/Dubai")).to_be_checked()
    expect(page.get_by_label("Compare United States")).not_to_be_checked()


def test_the_focus_goes_to_the_neighbour_of_what_is_gone(page):
    page.get_by_role("link", name="Remove United States").first.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("united-states"))
    expect(page.get_by_role("link", name="Remove European Union").first).to_be_focused()


def test_the_table_stays_scrolled_where_it_was(page):
    region(page).evaluate("table => table.scrollTop = 300")
    only_differences(page).click()
    expect(page).to_have_url(re.compile("only=differences"))
    page.wait_for_function("document.querySelector('.scroller').scrollTop === 300")


def test_what_changed_is_announced(page):
    only_differences(page).click()
    expect(page.get_by_role("status").filter(has_text="criteria")).to_have_count(1)


@pytest.mark.parametrize(
    "path", ["/", "/findings/", "/instruments/", "/timeline/", "/sources/", "/glossary/"]
)
def test_how_much_a_filter_leaves_is_announced(visit, path):
    page = visit(path)
    field = page.get_by_role("main").get_by_role("searchbox", name="Find")
    field.fill("custody")
    field.press("Enter")
    expect(page).to_have_url(re.compile("q=custody"))
    expect(page.locator("#news")).to_have_text(re.compile(r"^\s*\d+ (of \d+ )?[a-z].* as of "))


@pytest.mark.parametrize(
    ("path", "control", "said"),
    [
        ("/pillars/", "Sort", "4 pillars, 27 jurisdictions"),
        ("/topics/custody/", "Sort", "of 27 jurisdictions"),
        ("/coverage/", "Group", "Jurisdictions against criteria, as of"),
    ],
)
def test_what_another_order_shows_is_announced(visit, path, control, said):
    page = visit(path)
    chosen = page.get_by_role("combobox", name=control, exact=True)
    chosen.select_option(index=1)
    page.get_by_role("button", name="Show").first.click()
    expect(page).to_have_url(re.compile(control.lower()))
    expect(page.locator("#news")).to_contain_text(said)


def test_how_many_hits_a_search_narrows_down_to_is_announced(visit):
    page = visit("/search/?q=custody")
    page.get_by_role("complementary").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("kind="))
    expect(page.locator("#news")).to_have_text(re.compile(r"^\s*\d+ hits?\b"))


def test_another_day_of_a_page_of_its_own_is_announced(visit):
    page = visit("/jurisdictions/dubai/")
    page.get_by_label("As of").first.fill("2024-12-31")
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("#news")).to_contain_text("31 December 2024")


def ask_for_a_day_out_of_range(visit, page):
    visit.expect_status(400)
    field = page.get_by_label("As of").first
    field.evaluate("field => { field.type = 'text'; field.form.noValidate = true }")
    field.fill("1800-01-01")
    page.get_by_role("button", name="Show").first.click()


def test_a_refusal_is_announced_by_name(visit, page):
    ask_for_a_day_out_of_range(visit, page)
    expect(page.locator("#news")).to_contain_text("This address is not understood")
    expect(page.locator("#news")).to_contain_text("as_of This day lies outside the range")


def test_a_column_is_moved_in_place(page):
    page.get_by_role("button", name=re.compile("Move European Union")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "European Union, United States and UAE/Dubai"
    )
    assert stayed(page)
    assert "move=" not in page.url


def test_the_way_back_and_forth_leads_through_the_views(page):
    only_differences(page).click()
    expect(page).to_have_url(re.compile("only=differences"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("only="))
    expect(page.get_by_text(re.compile("without a known difference hidden"))).to_have_count(0)
    page.go_forward()
    expect(page.get_by_text(re.compile("without a known difference hidden")).first).to_be_visible()


def test_programs_are_told_of_the_address_shown(page):
    only_differences(page).click()
    expect(page).to_have_url(re.compile("only=differences"))
    german = page.locator("link[rel=alternate][hreflang=de]")
    expect(german).to_have_attribute("href", re.compile("/de/compare/.*only=differences"))


def test_what_takes_its_time_says_so(page):
    held = []
    page.route(re.compile("only=differences"), lambda route: held.append(route))
    only_differences(page).click()
    expect(page.get_by_text("Updating…")).to_be_visible()
    held[0].continue_()
    expect(page).to_have_url(re.compile("only=differences"))
    expect(page.get_by_text("Updating…")).to_be_hidden()


def test_what_is_refused_is_shown_like_a_page(visit, page):
    ask_for_a_day_out_of_range(visit, page)
    expect(page).to_have_url(re.compile("as_of=1800-01-01"))
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("United States")
    expect(page.get_by_role("main")).to_contain_text("as_of")


def test_another_year_of_the_map_is_shown_in_place_with_the_map_in_sight(visit):
    page = visit("/")
    page.evaluate("window.here = true")
    year = page.get_by_role("navigation", name="Year of the map").get_by_role("link", name="2021")
    year.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"as_of=2021-12-31#map$"))
    expect(page.get_by_role("heading", name="World map of approaches")).to_be_in_viewport()
    expect(year).to_be_focused()
    expect(year).to_have_attribute("aria-current", "true")
    expect(page.locator("#news")).to_contain_text("31 December 2021")
    assert stayed(page)


def test_what_stands_lower_on_the_page_shown_is_left_to_the_browser(visit):
    page = visit("/?as_of=2021-12-31")
    page.evaluate("window.here = true")
    page.get_by_role("link", name="Files, citation, address").click()
    expect(page).to_have_url(re.compile(r"\?as_of=2021-12-31#take-away$"))
    expect(page.get_by_role("heading", name="Take it with you")).to_be_in_viewport()
    expect(page.locator("#news")).to_be_empty()
    assert stayed(page)


def test_what_leads_to_another_page_is_left_to_the_browser(page):
    region(page).get_by_role("columnheader").get_by_role("link", name="European Union").click()
    expect(page).to_have_url(re.compile("/jurisdictions/european-union/"))
    assert not stayed(page)
