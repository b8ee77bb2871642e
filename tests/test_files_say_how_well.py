"""A file for a memo says how well each answer is known, and how each source was read."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from django.test import Client
from django.utils.translation import override

from jurisdictions.days import in_words
from jurisdictions.models import Citation

from .factories import LATELY, make_criterion, make_finding, make_jurisdiction, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def verified(language: str = "en-gb") -> str:
    """The day on which `answered` was verified, in words."""
    with override(language):
        return in_words(LATELY)


@pytest.fixture
def here():
    return make_jurisdiction(slug="here")


def answered(place, **changes):
    """A finding that rests on a source which nobody opened."""
    finding = make_finding(jurisdiction=place, criterion=make_criterion(), **changes)
    told = {"title": "The Act", "publisher": "State", "url": "https://example.org/"}
    source = make_source(**told, kind="official", access="known")
    Citation.objects.create(finding=finding, source=source)


def in_markdown(content: bytes) -> str:
    return content.decode()


def in_word(content: bytes) -> str:
    read = docx.Document(io.BytesIO(content))
    cells = [cell.text for row in read.tables[0].rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in read.paragraphs)])


def in_excel(content: bytes) -> str:
    table = openpyxl.load_workbook(io.BytesIO(content))["Table"]
    return "\n".join(str(cell) for row in table.values for cell in row if cell)


READERS = {"md": in_markdown, "docx": in_word, "xlsx": in_excel}


def text(suffix: str, front: str = "") -> str:
    address = f"{front}/compare.{suffix}?jurisdiction=here&as_of=2026-11-24"
    return READERS[suffix](Client().get(address).getvalue())


@pytest.mark.parametrize("suffix", READERS)
def test_a_cell_says_when_it_was_verified(here, suffix):
    answered(here, valid_from=date(2024, 1, 1))
    assert f"since 1 January 2024; verified {verified()}" in text(suffix)
    assert "background knowledge" not in text(suffix)


@pytest.mark.parametrize("suffix", READERS)
def test_and_that_it_is_background_knowledge(here, suffix):
    answered(here, confidence="background")
    assert f"verified {verified()}; background knowledge" in text(suffix)


@pytest.mark.parametrize("suffix", READERS)
def test_and_that_its_verification_is_due(here, suffix):
    answered(here, verified_on=date(2020, 1, 1))
    assert "verified 1 January 2020; verification due" in text(suffix)


def test_a_finding_that_was_never_verified_names_no_day(here):
    answered(here, verified_on=None)
    assert "; verified" not in text("md")


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_a_source_says_its_kind_and_how_it_was_read(here, suffix):
    answered(here)
    assert "The Act, State (official; not opened)." in text(suffix)


def test_in_german_files_say_so_in_german(here):
    answered(here, valid_from=date(2024, 1, 1), confidence="background")
    german = text("md", "/de")
    assert f"seit 1. Januar 2024; geprüft am {verified('de')}; Hintergrundwissen" in german
    assert "(amtlich; nicht geöffnet)." in german
