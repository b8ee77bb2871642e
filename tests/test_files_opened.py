"""With every cell open, a file for a memo says why, as the page and its print do."""

from datetime import date

import pytest
from django.test import Client

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import parse
from .test_files_say_how_well import READERS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
REASONS = {
    "detail": "Recital 22 leaves out services without **any** intermediary.",
    "note": "Absence was not proved.",
}


@pytest.fixture
def here():
    return make_jurisdiction(slug="here")


def text(suffix: str, query: str = "", front: str = "") -> str:
    address = f"{front}/compare.{suffix}?jurisdiction=here&as_of=2026-11-24{query}"
    return READERS[suffix](Client().get(address).getvalue())


def answered(place, **changes):
    make_finding(jurisdiction=place, criterion=make_criterion(), **REASONS | changes)


@pytest.mark.parametrize("suffix", READERS)
def test_opened_it_holds_the_reasons_in_words_and_the_note(here, suffix):
    answered(here)
    told = text(suffix, "&open=all")
    assert "Recital 22 leaves out services without any intermediary." in told
    assert "Note: Absence was not proved." in told


@pytest.mark.parametrize("suffix", READERS)
def test_closed_it_holds_what_the_closed_table_shows(here, suffix):
    answered(here)
    assert "Recital 22" not in text(suffix)
    assert "Absence" not in text(suffix)


@pytest.mark.parametrize("suffix", READERS)
def test_turned_it_holds_the_reasons_too(here, suffix):
    answered(here)
    assert "Recital 22" in text(suffix, "&open=all&rows=jurisdictions")


def test_where_there_is_no_note_none_is_named(here):
    answered(here, note="")
    assert "Note: Absence" not in text("md", "&open=all")


def test_a_cell_outside_the_filter_keeps_its_reasons_to_itself(here):
    answered(here, stance="regulated")
    assert "Recital 22" not in text("md", "&open=all&stance=unclear")


def test_a_cell_says_its_reasons_between_answer_and_first_day(here):
    answered(here, answer="The answer", valid_from=date(2024, 1, 1))
    told = text("docx", "&open=all")
    parts = ("The answer", "Recital 22", "Absence", "since 1 January")
    order = [told.index(part) for part in parts]
    assert order == sorted(order)


def test_in_german_the_note_is_announced_in_german(here):
    answered(here)
    assert "Anmerkung: Absence was not proved." in text("md", "&open=all", "/de")


def ways_to_open(query: str) -> list[str]:
    page = parse(Client().get(f"/compare/?jurisdiction=here&as_of=2026-11-24{query}"))
    return [link["href"] for link in page.select(".take-away > p a")]


def test_the_page_says_how_files_come_by_the_reasons(here):
    answered(here)
    [way] = ways_to_open("")
    assert "open=all" in way
    assert ways_to_open("&open=all") == []
