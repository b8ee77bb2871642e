"""A screen of 1280 px magnified four times shows everything, read in one direction."""

import pytest

from .addresses import COMPARE, FORMS, GERMAN, MAIN, PAGES
from .looking import look, unfold


@pytest.mark.parametrize("path", [*PAGES, *GERMAN, *FORMS])
def test_no_page_has_to_be_scrolled_in_two_directions(visit, path):
    page = visit(path, cookies=path in FORMS, width=320, height=256)
    unfold(page)
    assert look(page, "overhang") <= 0
    assert not look(page, "sideways")
    assert look(page, "covered") < 0.5


# What WCAG 1.4.12 lets readers set; of a stylesheet of theirs it is more important than ours.
SPACED = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important }
"""
SPACE = """style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@pytest.mark.parametrize("path", [*MAIN, "/de/", "/findings/"])
def test_nor_with_more_space_between_letters_words_and_lines(visit, path):
    page = visit(path, width=320, height=256)
    unfold(page)
    page.evaluate(SPACE, SPACED)
    assert look(page, "overhang") <= 0
    assert not look(page, "sideways")


TWICE = ":root { font-size: 200% }"
DENSE = [
    "/changes/?from=2026-10-01&kind=law&kind=proposals",
    "/compare/?jurisdiction=dubai&jurisdiction=singapore&criterion=custody&against=2024-01-01",
]


@pytest.mark.parametrize("path", [*MAIN, *DENSE, *FORMS, *GERMAN, "/findings/?section=pillars"])
def test_nor_on_a_narrow_phone_with_letters_twice_as_large(visit, path):
    page = visit(path, cookies=path in FORMS, width=320, height=640)
    page.evaluate(SPACE, TWICE)
    assert look(page, "overhang") <= 0
    assert not look(page, "sideways")


def test_answers_are_read_beneath_the_names_of_places_where_letters_are_so_large(visit):
    page = visit(COMPARE, width=320, height=640)
    page.evaluate(SPACE, TWICE)
    answers = page.locator(".comparison td .answer").all()
    assert len(answers) > 10
    assert min(answer.bounding_box()["width"] for answer in answers) > 200


LISTS = ["/", "/findings/", "/instruments/", "/sources/", "/timeline/"]


@pytest.mark.parametrize("path", [*LISTS, *(f"/de{path}" for path in LISTS)])
@pytest.mark.parametrize("width", [640, 768])
def test_a_list_on_a_tablet_is_not_scrolled_sideways(visit, path, width):
    """640 px is also what a screen of 1280 px shows when magnified twice."""
    assert look(visit(path, width=width), "overhang") <= 0
