"""Whoever hears a page, or has a heavy hand, finds the way: headings, landmarks, labels, room."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from .addresses import EMBEDDED, FORMS, GERMAN, PAGES
from .looking import look


@pytest.mark.parametrize("path", [*PAGES, *FORMS, *GERMAN])
def test_a_page_is_sound(visit, path):
    page = visit(path, cookies=path in FORMS)
    levels = look(page, "outline")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    expect(page.get_by_role("main")).to_have_count(1)
    if path != EMBEDDED:
        expect(page.get_by_role("banner")).to_have_count(1)
        expect(page.get_by_role("contentinfo")).to_have_count(1)
    names = look(page, "navigations")
    assert all(names)
    assert len(set(names)) == len(names)
    assert not look(page, "unnamed")
    assert not look(page, "small")
    assert page.locator("html").get_attribute("lang") == ("de" if path in GERMAN else "en-GB")
