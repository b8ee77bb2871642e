"""Records leave the lists of the editing pages as files, and every text comes back as it was."""

import csv
import io

import pytest
from openpyxl import load_workbook

from jurisdictions import models
from jurisdictions.choices import Publication
from jurisdictions.editing.workflow import begin_draft
from jurisdictions.renderers.limits import TooLong
from jurisdictions.spreadsheets.reading import read
from jurisdictions.spreadsheets.trial import attempt
from jurisdictions.spreadsheets.writing import FORMS, as_xlsx, rows_of
from tests import factories as make
from tests.desk import EACH_MODEL, MAKERS, address
from tests.workflow import member, signed_in

pytestmark = pytest.mark.django_db
EACH_FORM = pytest.mark.parametrize("form", FORMS)


def tried(model, name: str, content: bytes):
    return attempt(read(name, content), model, name, by=make.make_editor())


def exported(client, model, form: str = "csv", query: str = "") -> list[dict]:
    """The rows of a file as its columns name them."""
    answer = client.get(address(model, form) + query)
    assert answer.status_code == 200
    if form == "csv":
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    head, *rows = load_workbook(io.BytesIO(answer.content))["Records"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


# --- There and back ---


@pytest.mark.few(8)
@EACH_FORM
@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "'=1+1", "''=1+1", "'quoted'", "+1", "-x", "@x", "\t=1", " a ", "a\nb", "a\n\nb\n",
        "_x0041_", "e\u0301", "1.10", "007", "true", "2026-10-08", 'a "quoted", b', "a|b", "a | b",
        "a\u2028b", "😀", "'", "#REF!",
    ],
)  # fmt: skip
def test_an_awkward_text_comes_back_as_it_was(form, text):
    finding = make.make_finding(note=text)
    content = FORMS[form](models.Finding, rows_of(models.Finding, [finding.pk]))
    trial = tried(models.Finding, f"a.{form}", content)
    assert (trial.problems, trial.differences) == ([], [])


def test_days_before_excel_has_any_come_back():
    finding = make.make_finding(valid_from="1899-12-31")
    content = FORMS["xlsx"](models.Finding, rows_of(models.Finding, [finding.pk]))
    trial = tried(models.Finding, "a.xlsx", content)
    assert (trial.problems, trial.differences) == ([], [])


@pytest.mark.parametrize("text", ["x" * 40_000, "a\x0bb"])
def test_a_text_that_no_cell_holds_is_not_cut_but_refused(text):
    finding = make.make_finding(note=text)
    with pytest.raises(TooLong, match="Export CSV instead"):
        as_xlsx(models.Finding, rows_of(models.Finding, [finding.pk]))


# --- The lists ---


@pytest.mark.any_database
@pytest.mark.few(6)
@EACH_MODEL
@EACH_FORM
def test_each_list_has_its_files(client, model, form):
    client.force_login(make.make_editor())
    record = MAKERS[model]()
    page = client.get(address(model))
    assert f'href="{address(model, form)}' in page.content.decode()
    assert record.slug in [row["slug"] for row in exported(client, model, form)]


def test_a_file_holds_what_its_list_is_filtered_to(client):
    client.force_login(make.make_editor())
    wanted = make.make_finding(answer="Looked for", valid_from="2020-01-01")
    make.make_finding(answer="Another", valid_from="2021-01-01")
    page = client.get(address(models.Finding), {"q": "Looked"})
    query = "?q=Looked"
    assert f'href="{address(models.Finding, "csv")}{query}"' in page.content.decode()
    rows = exported(client, models.Finding, query=query)
    assert [row["slug"] for row in rows] == [wanted.slug]


def test_a_file_has_the_order_of_its_list(client):
    client.force_login(make.make_editor())
    for answer in ("b", "a", "c"):
        make.make_finding(answer=answer)
    rows = exported(client, models.Finding, query="?o=-4")
    assert [row["answer"] for row in rows] == ["c", "b", "a"]


def test_the_pillars_list_exports_pillars_only(client):
    client.force_login(make.make_editor())
    pillar, topic = make.make_pillar(), make.make_criterion()
    assert [row["slug"] for row in exported(client, models.Pillar)] == [pillar.slug]
    assert topic.slug in [row["slug"] for row in exported(client, models.Topic)]


def test_the_citations_of_the_findings_in_a_list_have_a_file(client):
    client.force_login(make.make_editor())
    wanted = make.make_finding(answer="Looked for")
    for finding in (wanted, make.make_finding(answer="Another")):
        make.make_citation(finding=finding)
    rows = exported(client, models.Citation, query="?q=Looked")
    assert [row["finding"] for row in rows] == [wanted.slug]


def test_a_draft_beside_what_readers_see_stays_here(client):
    user = make.make_editor()
    client.force_login(user)
    finding = make.make_finding()
    begin_draft(finding, by=user)
    alone = make.make_finding(publication=Publication.DRAFT)
    rows = exported(client, models.Finding)
    assert {row["slug"] for row in rows} == {finding.slug, alone.slug}


def test_what_files_know_nothing_of_has_none(client):
    client.force_login(make.make_editor())
    page = client.get(address(models.Report)).content.decode()
    assert "export" not in page
    assert "import/" not in page


# --- Who, and what is odd ---


@EACH_FORM
def test_who_may_not_see_records_gets_no_file(form):
    client = signed_in(member("nobody"))
    assert client.get(address(models.Finding, form)).status_code == 403
    assert client.get(address(models.Citation, form)).status_code == 403


def test_an_editor_exports_and_does_not_import():
    client = signed_in(member("ed", "Editors"))
    page = client.get(address(models.Finding)).content.decode()
    assert address(models.Finding, "csv") in page
    assert "import/" not in page
    assert exported(client, models.Finding) == []


def test_a_filter_that_does_not_exist_leads_back_to_the_list(client):
    client.force_login(make.make_editor())
    answer = client.get(address(models.Finding, "csv"), {"stance__nonsense": "1"})
    assert answer.status_code in (302, 400)


def test_a_file_is_only_read(client):
    client.force_login(make.make_editor())
    assert client.post(address(models.Finding, "csv")).status_code == 405


def test_a_text_too_long_for_excel_is_said_on_the_list(client):
    client.force_login(make.make_editor())
    make.make_finding(note="x" * 40_000)
    answer = client.get(address(models.Finding, "xlsx"), follow=True)
    assert "Export CSV instead" in answer.content.decode()
