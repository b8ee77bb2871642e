"""Texts are kept with plain blanks and without what nobody sees, so that lists find their words."""

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from jurisdictions.models import Finding, Source
from jurisdictions.models.fields import tidied
from jurisdictions.plain import fields_of
from jurisdictions.spreadsheets.cells import value_of

from . import factories as make
from .pages import parse
from .workflow import editor, signed_in

pytestmark = pytest.mark.django_db

TITLE, DETAIL = Source._meta.get_field("title"), Finding._meta.get_field("detail")
BLANKS = ["\u00a0", "\u202f", "\u2007", "  ", " \u00a0 ", "\n", "\r\n", "\t", " \u200b "]
UNSEEN = ["\u00ad", "\u200b", "\u2060", "\ufeff"]
SOURCE = {"slug": "s", "publisher": "P", "kind": "official", "access": "excerpt"}
PASTED = " Cus\u00adtody\u00a0 of\nassets\u200b"


def loaded(folder, **fields) -> Source:
    """What becomes of a source of a file."""
    file = folder / "file.yaml"
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.source", "fields": SOURCE | fields}]))
    call_command("load_data", file, verbosity=0)
    return Source.objects.get()


def sources_listed(words: str) -> str:
    page = parse(Client().get("/sources/", {"q": words}))
    return page.select_one(".list-table tbody").get_text()


@pytest.mark.parametrize("blank", BLANKS)
def test_every_blank_of_a_line_becomes_one(blank):
    assert tidied(TITLE, f"{blank}One{blank}two{blank}") == "One two"


@pytest.mark.parametrize("sign", UNSEEN)
@pytest.mark.parametrize("field", [TITLE, DETAIL])
def test_what_nobody_sees_is_dropped(field, sign):
    assert tidied(field, f"{sign}cus{sign}tody{sign}") == "custody"


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2007"])
def test_blanks_of_prose_become_plain_ones(blank):
    assert tidied(DETAIL, f"Art.{blank}5") == "Art. 5"


def test_lines_and_indents_of_prose_stay():
    text = "One:\r\n\n- two  \n    - three\n\n\tfour  five\n"
    assert tidied(DETAIL, text) == text


@pytest.mark.parametrize(
    "text", ["\x01", "a\x1cb", "a\x85b", "\u0646\u200c\u0645", "\U0001f468\u200d\U0001f469"]
)
@pytest.mark.parametrize("field", [TITLE, DETAIL])
def test_characters_to_refuse_and_joiners_of_letters_stay(field, text):
    assert tidied(field, text) == text


@pytest.mark.parametrize("value", [None, 7, ["a\u00a0b"]])
def test_what_is_no_text_stays(value):
    assert tidied(TITLE, value) is value


def test_a_form_keeps_it_so():
    signed_in(editor()).post(reverse("admin:jurisdictions_source_add"), SOURCE | {"title": PASTED})
    assert Source.objects.get().title == "Custody of assets"


def test_a_load_keeps_it_so_and_has_nothing_to_do_the_second_time(tmp_path):
    assert loaded(tmp_path, title=PASTED).title == "Custody of assets"
    assert loaded(tmp_path, title=PASTED).history.count() == 1


def test_a_citation_is_known_again_by_its_pinpoint(tmp_path):
    finding, instrument = make.make_finding(), make.make_instrument()
    fields = {"finding": [finding.slug], "instrument": [instrument.slug], "pinpoint": "Art.\u00a05"}
    file = tmp_path / "file.yaml"
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.citation", "fields": fields}]))
    for _time in range(2):
        call_command("load_data", file, verbosity=0)
    assert [one.pinpoint for one in finding.citations.all()] == ["Art. 5"]


def test_a_cell_of_a_spreadsheet_is_read_so():
    assert value_of(fields_of(Source)["title"], PASTED) == "Custody of assets"


def test_the_list_finds_the_words_that_readers_type(tmp_path):
    loaded(tmp_path, title=PASTED)
    assert "Custody of assets" in sources_listed("custody of assets")
