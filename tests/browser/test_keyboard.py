"""Everything can be reached without a mouse, and what has the focus is seen."""

import pytest
from playwright.sync_api import expect

from .addresses import COMPARE, FINDING
from .keyboard import walk
from .looking import look

# Those with sticky parts, and one of each other kind.
STICKY = ["/", COMPARE, "/pillars/"]
PAGES = [*STICKY, "/jurisdictions/united-arab-emirates/", FINDING, "/changes/?jurisdiction=dubai"]
# Wide, a phone, and a screen of 1280 px magnified four times.
WIDE, *NARROW = [(1280, 720), (375, 667), (320, 256)]


@pytest.mark.parametrize("path", PAGES)
def test_the_first_stop_leads_past_the_navigation(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def faults(page) -> list[str]:
    """Where the focus isn't seen, once round the page forwards and once backwards.

    Forwards, what sticks at the bottom could cover it; backwards, what sticks at the top.
    """
    return [
        f"{key}: {stop['name']} at {stop['place']} is {'not marked' if stop['seen'] else 'covered'}"
        for key in ("Tab", "Shift+Tab")
        for stop in walk(page, key)
        if not (stop["seen"] and stop["marked"])
    ]


@pytest.mark.parametrize(
    ("path", "size"),
    [*((path, WIDE) for path in PAGES), *((path, size) for path in STICKY for size in NARROW)],
)
def test_the_focus_is_marked_and_never_covered(visit, path, size):
    page = visit(path, width=size[0], height=size[1], snapshots=False)
    found = faults(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_lies_clear_of_the_heads_that_stick(visit, key):
    page = visit(f"{COMPARE}&jurisdiction=singapore", width=800, snapshots=False)
    found = [stop["name"] for stop in walk(page, key) if look(page, "under") > 0.02]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [COMPARE, FINDING, "/glossary/"])
def test_every_control_is_reached(visit, path):
    page = visit(path, snapshots=False)
    expected = look(page, "reachable")
    assert len({stop["number"] for stop in walk(page)}) >= expected


def test_a_cell_opens_and_closes_by_the_keyboard(visit):
    page = visit(COMPARE)
    page.get_by_role("region").locator("summary").first.focus()
    is_open = "document.activeElement.closest('details').open"
    page.keyboard.press("Enter")
    assert page.evaluate(is_open)
    page.keyboard.press("Enter")
    assert not page.evaluate(is_open)


def test_the_table_scrolls_by_the_keyboard(visit):
    more = "".join(f"&jurisdiction={place}" for place in ("japan", "singapore", "brazil"))
    page = visit(f"{COMPARE}{more}", width=800)
    page.get_by_role("region").filter(has=page.get_by_role("table")).first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
