"""What holds for the files of every format: name, type, refusals, revision."""

import json
from datetime import date

import pytest
from django.test import Client

from jurisdictions.models import Revision
from jurisdictions.renderers import FORMATS, word

from . import test_files_csv, test_files_json, test_files_markdown, test_files_word, test_files_xlsx
from .factories import make_criterion, make_finding, make_jurisdiction, make_source
from .files import DAY, THREE, fetched, on_page
from .pages import parse, squeeze

pytestmark = pytest.mark.django_db

READERS = {
    "csv": test_files_csv,
    "xlsx": test_files_xlsx,
    "json": test_files_json,
    "md": test_files_markdown,
    "docx": test_files_word,
}
every_format = pytest.mark.parametrize("suffix", FORMATS)


@pytest.mark.any_database
@every_format
@pytest.mark.usefixtures("four_places")
def test_a_file_has_a_type_and_a_name_that_says_what_and_for_which_day(suffix):
    response = Client().get(f"/compare.{suffix}?{THREE}as_of={DAY}")
    assert response["Content-Type"] == FORMATS[suffix].content_type
    name = f'attachment; filename="regcompare-compare-{DAY}.{suffix}"'
    assert response["Content-Disposition"] == name


@every_format
@pytest.mark.usefixtures("four_places")
def test_a_file_gives_a_reader_no_cookie_and_varies_by_none(suffix):
    response = Client().get(f"/compare.{suffix}?{THREE}")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("suffix", ["pdf", "xls", "CSV", "jsonx", "csv/"])
def test_there_are_no_files_of_other_suffixes(suffix):
    assert Client().get(f"/compare.{suffix}").status_code == 404


@every_format
@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("jurisdiction=atlantis", "jurisdiction"),
        ("as_of=2024-02-30", "as_of"),
        ("stace=x", "stace"),
    ],
)
def test_a_parameter_that_is_not_understood_gives_the_page_that_says_so(suffix, query, name):
    response = Client().get(f"/compare.{suffix}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert name in [squeeze(code) for code in parse(response).select("dt code")]


@every_format
def test_a_file_takes_no_other_method(suffix):
    assert Client().post(f"/compare.{suffix}").status_code == 405


@every_format
def test_without_a_choice_a_file_is_empty_but_for_its_heads(suffix):
    assert fetched(suffix, "")


@pytest.mark.any_database
@every_format
def test_a_file_at_a_revision_holds_what_was_recorded_then(suffix):
    finding = make_finding(answer="First wording")
    number = Revision.current().number
    finding.answer = "Second wording"
    finding.save()
    query = f"jurisdiction={finding.jurisdiction.slug}&criterion={finding.criterion.slug}"
    assert cell_of(suffix, f"{query}&rev={number}") == "First wording"
    assert cell_of(suffix, query) == "Second wording"


def cell_of(suffix: str, query: str) -> str:
    """The answer in a file of one cell."""
    shown = READERS[suffix].cells(query)
    assert shown == on_page(query)
    return shown[0].answer


def test_what_a_format_cannot_hold_it_refuses_by_name(monkeypatch):
    monkeypatch.setattr(word, "ROWS", 1)
    finding = make_finding()
    response = Client().get(f"/compare.docx?jurisdiction={finding.jurisdiction.slug}")
    assert response.status_code == 400
    told = squeeze(parse(response).dl)
    assert told == "format A Word file holds up to 1 rows. Narrow the choice, or take CSV."
    assert Client().get(f"/compare.md?jurisdiction={finding.jurisdiction.slug}").status_code == 200


@every_format
def test_the_number_of_statements_of_a_file_does_not_depend_on_its_size(
    suffix, django_assert_max_num_queries
):
    finding = make_finding()
    query = f"jurisdiction={finding.jurisdiction.slug}"
    with django_assert_max_num_queries(100) as few:
        fetched(suffix, query)
    for _ in range(3):
        other = make_finding(jurisdiction=finding.jurisdiction)
        other.citations.create(source=make_source(), position=1)
    with django_assert_max_num_queries(len(few) + 1):
        fetched(suffix, query)


@pytest.mark.parametrize(
    ("page", "file", "query"),
    [
        ("/", "/jurisdictions.json", "&jurisdiction=late"),
        ("/topics/matter/", "/topics/matter.json", ""),
        ("/topics/matter/", "/topics/matter.json", "&stance=unclear"),
    ],
)
def test_a_file_tells_of_the_same_evidence_as_its_page(page, file, query):
    matter = make_criterion(slug="matter")
    for slug, day, stance in (("early", 1, "regulated"), ("late", 9, "unclear")):
        place = make_jurisdiction(slug=slug, researched_until=date(2026, 10, day))
        make_finding(jurisdiction=place, criterion=matter, stance=stance)
    shown = Client().get(f"{page}?as_of={DAY}{query}").context_data
    told = json.loads(Client().get(f"{file}?as_of={DAY}{query}").getvalue())["document"]
    assert told["evidence_to"] == str(shown["evidence_to"]) == str(shown["document"].evidence_to)
