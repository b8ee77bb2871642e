"""A follower hears of changes and of coming dates, of just what was chosen, without an account."""

import re
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def scripts(request) -> bool:
    return request.param


def narrowed(visit, path: str, *, scripts: bool):
    """A page of what happens, narrowed to Dubai."""
    page = visit(path, scripts=scripts)
    page.locator("summary", has_text="Jurisdictions").first.click()
    page.get_by_role("checkbox", name="UAE/Dubai").check()
    page.get_by_role("button", name="Show").last.click()
    expect(page).to_have_url(re.compile("jurisdiction=dubai"))
    return page


def fetched(page, link):
    """What a program gets that asks for the address of a link: its type, and its body."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.ok
    return answer.headers["content-type"].split(";")[0], answer.body()


def test_the_changes_of_a_selection_can_be_followed_as_a_feed(visit, scripts):
    page = narrowed(visit, "/changes/", scripts=scripts)
    visit.picture(page, "changes")
    kind, body = fetched(page, page.get_by_role("link", name="Follow this selection"))
    assert kind == "application/atom+xml"
    feed = ElementTree.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    assert all("UAE/Dubai" in entry.findtext(f"{ATOM}title") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_each_entry_of_the_feed_leads_to_a_page_that_says_what_changed(visit, scripts):
    page = narrowed(visit, "/changes/", scripts=scripts)
    _kind, body = fetched(page, page.get_by_role("link", name="Follow this selection"))
    entry = ElementTree.fromstring(body).find(f"{ATOM}entry")
    page.goto(entry.find(f"{ATOM}link").get("href"))
    visit.picture(page, "change")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("UAE/Dubai")


def test_a_feed_takes_a_title_of_ones_own(visit):
    page = narrowed(visit, "/changes/", scripts=False)
    page.locator("summary", has_text="title of your own").click()
    form = page.get_by_label("Title", exact=True).locator("xpath=ancestor::form")
    page.get_by_label("Title", exact=True).fill("Dubai, for the memo")
    named = form.evaluate("form => form.action + '?' + new URLSearchParams(new FormData(form))")
    feed = ElementTree.fromstring(page.request.get(named).body())
    assert feed.findtext(f"{ATOM}title") == "Dubai, for the memo"


def test_the_dates_of_a_selection_go_into_a_calendar(visit, scripts):
    page = narrowed(visit, "/timeline/", scripts=scripts)
    visit.picture(page, "timeline")
    link = page.get_by_role("link", name=re.compile("calendar", re.IGNORECASE)).first
    href = link.get_attribute("href").replace("webcal:", "http:")
    answer = page.request.get(href)
    calendar = Calendar.from_ical(answer.body())
    events = calendar.walk("VEVENT")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert len(events) > 3
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_the_timeline_is_a_picture_and_the_same_as_a_list(visit, scripts):
    page = narrowed(visit, "/timeline/", scripts=scripts)
    rows = page.get_by_role("table").last.get_by_role("row")
    assert rows.count() > 5
    expect(page.get_by_role("link", name="Skip the picture")).to_be_attached()
    expect(page.locator("main")).not_to_contain_text("MiCA")


def test_programs_find_the_feed_by_themselves(visit):
    page = visit("/changes/?jurisdiction=dubai")
    link = page.locator("link[rel=alternate][type='application/atom+xml']").first
    kind, _body = fetched(page, link)
    assert kind == "application/atom+xml"
