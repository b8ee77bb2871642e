"""A page belongs to the program that made it: what is changed of that, makes other pages."""

import pytest

from jurisdictions.caching.identity import Program, program

PARTS = {
    "jurisdictions/comparison.py": "code",
    "templates/base.html": "<html>",
    "locale/de/LC_MESSAGES/django.mo": "texts",
    "static/css/base.css": "css",
    # Another version of what renders Markdown, say, though no line of ours is another.
    "requirements/run.txt": "markdown==3.8",
}


@pytest.fixture
def house(tmp_path, settings):
    """A folder with a part of each kind."""
    settings.BASE_DIR = tmp_path
    for path, content in PARTS.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(content)
    return tmp_path


def as_begun() -> Program:
    """As a new process sees it."""
    return program.__wrapped__()


def test_the_same_program_makes_the_same_pages(house):
    assert as_begun() == as_begun()


@pytest.mark.parametrize("path", PARTS)
def test_another_part_makes_other_pages(house, path):
    before = as_begun()
    (house / path).write_text("changed")
    assert as_begun().digest != before.digest


def test_a_setting_that_shows_makes_other_pages(house, settings):
    before = as_begun()
    settings.REVIEW_INTERVAL_DAYS += 1
    assert as_begun().digest != before.digest


def test_what_makes_no_page_changes_none(house):
    before = as_begun()
    (house / "README.md").write_text("changed")
    (house / "static/css/base.css.map").write_text("changed")
    assert as_begun().digest == before.digest
