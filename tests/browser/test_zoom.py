"""A screen of 1280 px magnified four times shows everything, read in one direction."""

import pytest

from .addresses import FORMS, GERMAN, PAGES
from .looking import look, unfold


@pytest.mark.parametrize("path", [*PAGES, *GERMAN, *FORMS])
def test_no_page_has_to_be_scrolled_in_two_directions(visit, path):
    page = visit(path, cookies=path in FORMS, width=320, height=256)
    unfold(page)
    assert look(page, "overhang") <= 0
    assert not look(page, "sideways")
    assert look(page, "covered") < 0.5


@pytest.mark.parametrize("path", ["/timeline/", "/de/timeline/"])
@pytest.mark.parametrize("width", [640, 768])
def test_a_tablet_shows_the_list_of_events_without_sideways_scrolling(visit, path, width):
    assert look(visit(path, width=width), "overhang") <= 0
