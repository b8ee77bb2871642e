"""An import shows first what it would do, and then does exactly that, or nothing."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jurisdictions import models
from jurisdictions.choices import Publication
from jurisdictions.days import today
from jurisdictions.editing.authors import author_of
from jurisdictions.editing.workflow import begin_draft, demand_unchanged
from jurisdictions.models.uploads import KEPT_FOR, KEPT_OF_A_USER
from jurisdictions.spreadsheets.reading import SIZE_LIMIT, read
from jurisdictions.spreadsheets.trial import attempt
from tests import factories as make
from tests.desk import EACH_MODEL, address
from tests.pages import parse, squeeze
from tests.test_spreadsheets import sheets
from tests.workflow import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MANAGERS = "Data managers"


@pytest.fixture
def manager():
    return member("dana", MANAGERS)


@pytest.fixture
def client(manager):
    return signed_in(manager)


@pytest.fixture
def second():
    """Another data manager, who confirms what readers would see at once."""
    return signed_in(member("sam", MANAGERS))


def file_of(*rows: dict, name: str = "list.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode())


def uploaded(client, model, *rows: dict, **given):
    """The page of the preview, or that of the upload where it refuses."""
    answer = client.post(address(model, "import"), {"file": file_of(*rows, **given)}, follow=True)
    assert answer.status_code == 200
    return answer


def confirmed(client, page, **given):
    """What follows when the form of a preview is sent."""
    entries = {"agreed": page.context["trial"].fingerprint} | given
    return client.post(page.request["PATH_INFO"], entries, follow=True)


def imported(client, model, *rows: dict, **given):
    return confirmed(client, uploaded(client, model, *rows), **given)


def text_of(page) -> str:
    return squeeze(parse(page))


def problems(page) -> list[str]:
    return [str(problem) for problem in page.context["problems"]]


def new_finding(**changes) -> dict:
    given = {
        "slug": "new-finding",
        "jurisdiction": make.make_jurisdiction().slug,
        "criterion": make.make_criterion().slug,
        "stance": "regulated",
        "answer": "Yes",
        "valid_from": "2025-01-01",
        "publication": "published",
    }
    return given | changes


def loaded(maker, **changes):
    """A record that no editor ever touched: its history says that it was loaded."""
    record = maker(**changes)
    record.history.update(history_change_reason="Loaded from a fixture")
    return record


# --- The preview, and the import ---


@pytest.mark.each_database
def test_a_preview_writes_nothing(client):
    source = loaded(make.make_source, title="Before")
    row = {"slug": source.slug, "title": "After"}
    page = uploaded(client, models.Source, row)
    assert "0 added, 1 changed, 0 unchanged" in text_of(page)
    [edit] = page.context["changes"][0].edits
    assert (edit.label, edit.before, edit.after) == ("title", "Before", "After")
    source.refresh_from_db()
    assert source.title == "Before"
    assert source.history.count() == 1


@pytest.mark.each_database
def test_what_was_shown_is_done_once_it_is_confirmed(client, manager):
    source = loaded(make.make_source, title="Before")
    new = {"slug": "new", "title": "New", "publisher": "P", "kind": "official", "access": "excerpt"}
    kind = {"publisher": source.publisher, "kind": source.kind, "access": source.access}
    changed = {"slug": source.slug, "title": "After", **kind}
    page = imported(client, models.Source, changed, new)
    assert "Imported from list.csv: 1 added, 1 changed, 0 unchanged." in text_of(page)
    source.refresh_from_db()
    assert source.title == "After"
    assert models.Source.objects.get(slug="new").title == "New"
    assert not models.Upload.objects.exists()


def test_the_history_says_who_and_from_which_file(client, manager):
    source = loaded(make.make_source)
    imported(client, models.Source, {"slug": source.slug, "title": "Another"})
    entry = source.history.first()
    assert entry.history_user == manager
    assert entry.history_change_reason == "Imported from list.csv"


def test_and_who_uploaded_what_another_confirmed(client, second):
    event, source = loaded(make.make_event), make.make_source()
    confirmed(second, uploaded(client, models.Event, {"slug": event.slug, "sources": source.slug}))
    assert list(event.sources.all()) == [source]
    entry = event.history.first()
    assert entry.history_user.username == "sam"
    assert entry.history_change_reason == "Imported from list.csv, uploaded by dana"


def test_a_long_name_of_a_file_fits_in_the_history(client):
    source = loaded(make.make_source)
    page = uploaded(
        client, models.Source, {"slug": source.slug, "title": "A"}, name="x" * 180 + ".csv"
    )
    confirmed(client, page)
    assert source.history.first().history_change_reason.startswith("Imported from xxx")


def test_columns_left_out_and_records_without_a_row_stay(client):
    source, other = loaded(make.make_source, title="Before"), make.make_source(title="Other")
    before = source.publisher, source.url
    imported(client, models.Source, {"slug": source.slug, "title": "After"})
    source.refresh_from_db()
    other.refresh_from_db()
    assert (source.publisher, source.url, other.title) == (*before, "Other")


def test_an_empty_cell_empties_its_field(client, second):
    finding = loaded(make.make_finding, note="A doubt", verified_on="2026-01-01")
    row = {"slug": finding.slug, "note": "", "verified_on": ""}
    confirmed(second, uploaded(client, models.Finding, row))
    finding.refresh_from_db()
    assert (finding.note, finding.verified_on) == ("", None)


def test_who_may_not_confirm_is_not_asked_what_to_replace(client, second):
    finding = make.make_finding(answer="As it was")
    finding.answer = "By staff"
    finding.save()
    page = uploaded(client, models.Finding, {"slug": finding.slug, "answer": "After"})
    assert "Edited here before" in text_of(page)
    assert "Replace the edits by staff" not in text_of(page)
    other = second.get(page.request["PATH_INFO"])
    assert "Replace the edits by staff" in text_of(other)


def test_nothing_to_import_is_said_and_offers_no_button(client):
    source = make.make_source()
    page = uploaded(client, models.Source, {"slug": source.slug, "title": source.title})
    assert "the database says what the file says" in text_of(page)
    assert "Import all of it" not in text_of(page)


def test_records_of_one_file_may_refer_to_each_other(client):
    common = {"short_name": "N", "kind": "country"}
    part = {"slug": "part", "name": "Part", "parent": "whole", "position": 901, **common}
    whole = {"slug": "whole", "name": "Whole", "parent": "", "position": 902, **common}
    imported(client, models.Jurisdiction, part, whole)
    assert models.Jurisdiction.objects.get(slug="part").parent.slug == "whole"


def test_citations_come_by_the_list_of_findings(client, second):
    finding, instrument = make.make_finding(), make.make_instrument()
    row = {"finding": finding.slug, "position": 1, "instrument": instrument.slug}
    row |= {"pinpoint": "Art. 1.10", "source": ""}
    page = confirmed(second, uploaded(client, models.Citation, row))
    assert page.request["PATH_INFO"] == address(models.Finding)
    assert finding.citations.get().pinpoint == "Art. 1.10"


@pytest.mark.few(6)
@EACH_MODEL
def test_each_list_leads_to_its_import(model):
    admin = signed_in(make.make_editor())
    page = admin.get(address(model))
    assert f'href="{address(model, "import")}"' in page.content.decode()
    shown = text_of(admin.get(address(model, "import")))
    assert "A file never deletes." in shown
    assert "A row is known by slug" in shown


def test_a_long_preview_has_pages(client):
    rows = [
        {"slug": f"s-{n}", "title": "T", "publisher": "P", "kind": "official", "access": "excerpt"}
        for n in range(130)
    ]
    page = uploaded(client, models.Source, *rows)
    assert len(page.context["changes"]) == 100
    last = client.get(page.request["PATH_INFO"], {"p": 2})
    assert len(last.context["changes"]) == 30
    assert last.context["trial"].fingerprint == page.context["trial"].fingerprint


# --- What is wrong is said by row and column ---


def test_all_that_is_wrong_is_said_by_row_and_column_with_the_cure(client):
    finding = make.make_finding()
    page = uploaded(
        client,
        models.Finding,
        {"slug": finding.slug, "stance": "regulatd", "valid_from": "1/2/2026", "answer": "Fine"},
        {"slug": finding.slug, "stance": "regulated", "valid_from": "2026-01-02", "answer": "Two"},
        {"slug": "Bad Slug", "stance": "regulated", "valid_from": "2026-01-02", "answer": "Two"},
    )
    wrong = problems(page)
    assert wrong[0].startswith("Row 2, column stance: “regulatd” is not known. Use one of recog")
    assert wrong[1].startswith("Row 2, column valid_from: “1/2/2026” is not a day.")
    assert wrong[2].startswith("Row 4, column slug: ")
    assert len(wrong) == 3
    assert "Import all of it" not in text_of(page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": "Ends so."}, "Row 2, column answer: An answer has no full stop at its end."),
        ({"stance": "recognised"}, "Row 2: This stance is not in the scale of the criterion"),
        ({"answer": ""}, "Row 2: A published finding needs an answer."),
        ({"verified_on": "2099-01-01"}, "Row 2, column verified_on: Nobody can have verified it"),
        ({"jurisdiction": "atlantis"}, "Row 2, column jurisdiction: There is no jurisdiction “atl"),
    ],
)
def test_what_the_form_would_refuse_an_import_refuses(client, change, said):
    page = uploaded(client, models.Finding, new_finding(**change))
    [wrong] = problems(page)
    assert wrong.startswith(said)
    assert not models.Finding.objects.exists()


def test_a_verification_of_today_is_taken_and_so_is_one_to_come_that_is_stored_already(client):
    first, to_come = today(), today() + timedelta(days=1)
    page = uploaded(client, models.Finding, new_finding(verified_on=first.isoformat()))
    assert problems(page) == []
    stored = make.make_finding(verified_on=to_come)
    row = {"slug": stored.slug, "verified_on": to_come.isoformat(), "answer": "Yes"}
    assert problems(uploaded(client, models.Finding, row)) == []


@pytest.mark.each_database
def test_one_record_that_fails_keeps_all_others_out(client):
    rows = [new_finding(slug="good"), new_finding(slug="bad", answer="Ends so.")]
    page = uploaded(client, models.Finding, *rows)
    assert len(problems(page)) == 1
    client.post(page.request["PATH_INFO"], {"agreed": page.context["trial"].fingerprint})
    assert not models.Finding.objects.exists()


def test_a_slip_in_a_slug_is_answered_with_the_nearest(client):
    place = make.make_jurisdiction(slug="united-states")
    page = uploaded(client, models.Finding, new_finding(jurisdiction="untied-states"))
    assert f"Did you mean {place.slug}?" in problems(page)[0]


def test_a_record_that_stands_twice_is_named(client):
    source = make.make_source()
    row = {"slug": source.slug, "title": "A"}
    page = uploaded(client, models.Source, row, row)
    assert problems(page) == ["Row 3: This record stands in row 2 already. Keep one of them."]


@pytest.mark.parametrize(
    ("above", "row"), [("My sources\n", 2), ("sep=,\n", 2), ("My sources,,\n\n", 3)]
)
def test_of_a_title_above_the_head_only_that_is_told(client, above, row):
    file = SimpleUploadedFile("list.csv", f"{above}slug,title\na,A\n".encode())
    page = client.post(address(models.Source, "import"), {"file": file}, follow=True)
    assert problems(page) == [f"Row {row}: This row names the columns: delete all above it."]


def test_a_row_that_repeats_the_head_below_is_a_row(client):
    page = uploaded(client, models.Source, {"slug": "slug", "title": "title"})
    assert not any("names the columns" in said for said in problems(page))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("slug,titel", "There is no column “titel”. Did you mean title?"),
        ("slug,wholly_unknown_to_us", "There are slug, title, publisher"),
        ("title", "Column slug: There is no such column, by which records are known. Add it."),
        ("slug,title,title", "Column title: It stands there twice."),
        ("slug,,title", "Column 2 has no name in row 1."),
    ],
)
def test_columns_are_checked_first(client, head, said):
    file = SimpleUploadedFile("a.csv", f"{head}\na,b,c\n".encode())
    page = client.post(address(models.Source, "import"), {"file": file}, follow=True)
    assert any(said in problem for problem in problems(page))


READ = {
    "findings": models.Finding,
    "instruments": models.Instrument,
    "sources": models.Source,
    "glossary": models.Term,
    "timeline": models.Event,
    "jurisdictions": models.Jurisdiction,
}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", READ)
def test_a_file_for_readers_is_answered_with_where_there_is_one_to_edit(client, name, form):
    make.make_citation(finding=make.make_finding())
    content = b"".join(client.get(f"/{name}.{form}"))
    file = SimpleUploadedFile(f"{name}.{form}", content)
    page = client.post(address(READ[name], "import"), {"file": file}, follow=True)
    [problem] = problems(page)
    assert "Export the list, and edit that file" in problem
    assert "slug, " in problem


def test_a_new_record_says_which_columns_it_needs(client):
    page = uploaded(client, models.Source, {"slug": "new", "title": "New"})
    needed = [problem.column for problem in page.context["problems"]]
    assert needed == ["access", "kind", "publisher"]
    assert "Use one of" in problems(page)[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"slug\n"),
        ("a.csv", b"\xff\xfes\0"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.csv", b""),
        ("a.csv", b"x" * (SIZE_LIMIT + 1)),
    ],
)
def test_what_cannot_be_read_is_not_kept(client, name, content):
    file = SimpleUploadedFile(name, content)
    page = client.post(address(models.Source, "import"), {"file": file})
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not models.Upload.objects.exists()


def test_many_problems_are_counted_and_the_first_are_shown(client):
    rows = [{"slug": f"s-{n}", "published_on": "never"} for n in range(300)]
    page = uploaded(client, models.Source, *rows)
    assert len(page.context["problems"]) == 200
    assert "These are the first 200 of 300." in text_of(page)


# --- Edits by staff ---


def test_an_edit_by_staff_is_named_and_stays_unless_ticked(client):
    source = loaded(make.make_source, title="Before")
    source._history_user = member("ada", first_name="Ada", last_name="Lovelace")
    source.title = "By Ada"
    source.save()
    row = {"slug": source.slug, "title": "From the file"}
    page = uploaded(client, models.Source, row)
    assert "changed by Ada Lovelace" in text_of(page)
    page = confirmed(client, page)
    assert "Tick that they may be replaced" in text_of(page)
    source.refresh_from_db()
    assert source.title == "By Ada"
    confirmed(client, page, overwrite="1")
    source.refresh_from_db()
    assert source.title == "From the file"


def test_what_staff_deleted_comes_back_only_when_ticked(client):
    source = make.make_source(slug="gone")
    row = {"slug": "gone", "title": "T", "publisher": "P", "kind": "official", "access": "excerpt"}
    source.delete()
    page = uploaded(client, models.Source, row)
    assert "deleted by" in text_of(page)
    confirmed(client, page)
    assert not models.Source.objects.exists()
    confirmed(client, page, overwrite="1")
    assert models.Source.objects.get().slug == "gone"


# --- Meanwhile ---


@pytest.mark.each_database
def test_an_edit_between_preview_and_confirmation_stops_the_import(client):
    source = loaded(make.make_source, title="Before")
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "From the file"})
    source.title = "Meanwhile"
    source.save()
    page = confirmed(client, page, overwrite="1")
    assert "the database changed after the preview was made" in text_of(page)
    source.refresh_from_db()
    assert source.title == "Meanwhile"
    assert page.context["changes"][0].edits[0].before == "Meanwhile"
    confirmed(client, page, overwrite="1")
    source.refresh_from_db()
    assert source.title == "From the file"


def test_an_edit_of_a_column_that_the_file_leaves_out_stops_it_too(client):
    source = loaded(make.make_source, title="Before")
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "From the file"})
    source.publisher = "Meanwhile"
    source.save()
    page = confirmed(client, page)
    assert "the database changed" in text_of(page)
    confirmed(client, page, overwrite="1")
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("From the file", "Meanwhile")


def test_an_edit_of_another_record_stops_nothing(client):
    source, other = loaded(make.make_source), make.make_source()
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "After"})
    other.title = "Meanwhile"
    other.save()
    confirmed(client, page)
    source.refresh_from_db()
    assert source.title == "After"


def test_a_record_deleted_meanwhile_is_not_brought_back(client):
    source = loaded(make.make_source)
    row = {"slug": source.slug, "title": "A"}
    page = uploaded(client, models.Source, row)
    source.delete()
    page = confirmed(client, page, overwrite="1")
    assert problems(page)
    assert not models.Source.objects.exists()


@pytest.mark.each_database
def test_a_second_press_of_the_button_does_nothing(client):
    source = loaded(make.make_source)
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "A"})
    confirmed(client, page)
    again = confirmed(client, page)
    assert "If it was imported a moment ago, the history" in text_of(again)
    assert "otherwise choose it again" in text_of(again)
    assert source.history.count() == 2


def test_one_that_comes_while_the_first_still_imports_is_told_that_all_is_there(client):
    source = loaded(make.make_source)
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "A"})
    upload = models.Upload.objects.get()
    confirmed(client, page)
    upload.save(force_insert=True)  # read before the first was done with it
    again = text_of(confirmed(client, page))
    assert "Nothing was imported" not in again
    assert "the database says what the file says" in again
    assert source.history.count() == 2


@pytest.mark.parametrize("agreed", ["", "x", "0" * 64])
def test_nothing_is_done_without_the_preview_that_was_agreed_to(client, agreed):
    source = loaded(make.make_source, title="Before")
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "After"})
    client.post(page.request["PATH_INFO"], {"agreed": agreed, "overwrite": "1"})
    source.refresh_from_db()
    assert source.title == "Before"


# --- Review ---


def test_what_readers_would_see_at_once_another_data_manager_confirms(client, second):
    page = uploaded(client, models.Finding, new_finding())
    assert "Readers will see 1 of the records as they stand here at once" in text_of(page)
    assert "another data manager confirms this import" in text_of(page)
    assert page.request["PATH_INFO"] in text_of(page)
    assert "somebody else has to confirm it" in text_of(confirmed(client, page))
    assert not models.Finding.objects.exists()
    confirmed(second, page)
    assert models.Finding.objects.get().publication == Publication.PUBLISHED


def test_citations_of_what_readers_see_are_confirmed_by_another_too(client):
    row = {"finding": make.make_finding().slug, "position": 1, "pinpoint": "Art. 1"}
    row |= {"instrument": make.make_instrument().slug, "source": ""}
    page = imported(client, models.Citation, row)
    assert "somebody else has to confirm it" in text_of(page)
    assert not models.Citation.objects.exists()


def test_in_an_office_of_one_nobody_else_is_asked(client, settings):
    settings.FOUR_EYES = False
    imported(client, models.Finding, new_finding())
    assert models.Finding.objects.get().publication == Publication.PUBLISHED


def test_a_draft_comes_as_a_draft_whose_author_is_who_imported_it(client, manager):
    imported(client, models.Finding, new_finding(publication="draft"))
    finding = models.Finding.objects.get()
    assert finding.publication == Publication.DRAFT
    assert author_of(finding) == manager


def test_a_draft_beside_stays_and_has_to_be_held_against_the_new_text(client, manager, second):
    finding = loaded(make.make_finding, answer="Before")
    draft = begin_draft(finding, by=manager)
    page = uploaded(client, models.Finding, {"slug": finding.slug, "answer": "After"})
    assert "There is a draft beside" in text_of(page)
    confirmed(second, page)
    draft.refresh_from_db()
    assert (draft.answer, draft.draft_of.answer) == ("Before", "After")
    with pytest.raises(Exception, match="changed the published version"):
        demand_unchanged(draft)


def test_a_draft_beside_is_not_written_by_its_slug(client, manager):
    draft = begin_draft(make.make_finding(), by=manager)
    page = uploaded(client, models.Finding, new_finding(slug=draft.slug))
    assert problems(page) == [
        "Row 2, column slug: This is a draft beside what readers see. Edit it on its form."
    ]
    row = {"finding": draft.slug, "position": 1, "instrument": make.make_instrument().slug}
    page = uploaded(client, models.Citation, row | {"pinpoint": "", "source": ""})
    assert "There is no finding" in problems(page)[0]


def test_what_has_a_draft_beside_it_is_not_taken_from_readers(client, manager):
    finding = loaded(make.make_finding)
    begin_draft(finding, by=manager)
    page = uploaded(client, models.Finding, {"slug": finding.slug, "publication": "draft"})
    assert problems(page) == [
        "Row 2, column publication: There is a draft beside it: publish or delete that first."
    ]


def test_taking_a_record_from_readers_is_said(client):
    finding = loaded(make.make_finding)
    page = uploaded(client, models.Finding, {"slug": finding.slug, "publication": "draft"})
    assert "1 published record will be taken from readers" in text_of(page)


def test_what_is_published_can_never_be_emptied_of_its_state(client):
    finding = loaded(make.make_finding)
    page = uploaded(client, models.Finding, {"slug": finding.slug, "publication": ""})
    assert problems(page)[0].startswith("Row 2, column publication: It may not be empty.")


# --- Who ---


@pytest.mark.parametrize("group", ["Editors", "Reviewers"])
def test_who_is_no_data_manager_imports_nothing(client, group):
    source = make.make_source()
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "A"})
    other = signed_in(member("other", group))
    agreed = {"agreed": page.context["trial"].fingerprint}
    assert other.get(address(models.Source, "import")).status_code == 403
    assert (
        other.post(address(models.Source, "import"), {"file": file_of({"slug": "a"})}).status_code
        == 403
    )
    assert other.get(page.request["PATH_INFO"]).status_code == 403
    assert other.post(page.request["PATH_INFO"], agreed).status_code == 403
    assert address(models.Source, "import") not in text_of(other.get(address(models.Source)))


def test_the_permission_to_import_is_not_one_to_edit():
    user = member("odd")
    user.user_permissions.add(Permission.objects.get(codename="import_data"))
    user.user_permissions.add(Permission.objects.get(codename="add_source"))
    assert signed_in(user).get(address(models.Source, "import")).status_code == 403


def test_a_file_that_is_not_kept_any_longer_has_to_be_chosen_again(client, second):
    source = loaded(make.make_source)
    page = uploaded(client, models.Source, {"slug": source.slug, "title": "A"})
    models.Upload.objects.all().delete()
    assert "choose it again" in text_of(confirmed(second, page))
    assert source.history.count() == 1


def test_a_file_for_one_table_is_not_imported_into_another(client):
    page = uploaded(client, models.Source, {"slug": make.make_source().slug})
    key = page.context["upload"].pk
    answer = client.get(f"{address(models.Instrument, 'import')}{key}/", follow=True)
    assert "choose it again" in text_of(answer)


def test_a_visitor_is_asked_to_sign_in(client):
    client.logout()
    answer = client.get(address(models.Source, "import"))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


# --- Workbooks of several sheets ---


def workbook_uploaded(client, content: bytes):
    file = SimpleUploadedFile("list.xlsx", content)
    return client.post(address(models.Source, "import"), {"file": file}, follow=True)


def test_the_preview_says_which_sheets_of_a_workbook_it_leaves_out(client):
    source = loaded(make.make_source)
    records = [["slug", "title"], [source.slug, "After"]]
    page = workbook_uploaded(client, sheets(Notes=[["x"]], Records=records, More=[["<b>"]]))
    said = "only the sheet “Records” is read. What the others hold stays out: “Notes”, “More”."
    assert said in text_of(page)
    confirmed(client, page)
    source.refresh_from_db()
    assert source.title == "After"


def test_a_workbook_of_one_sheet_says_nothing_of_sheets(client):
    page = workbook_uploaded(client, sheets(Mine=[["slug"], [make.make_source().slug]]))
    assert "is read" not in text_of(page)


def test_of_several_sheets_none_is_chosen_by_itself(client):
    page = workbook_uploaded(client, sheets(First=[["slug"], ["a"]], Second=[["slug"], ["b"]]))
    assert "More than one sheet of the workbook holds something" in text_of(page)
    assert not models.Upload.objects.exists()


def test_what_was_kept_and_can_not_be_read_any_longer_is_told(client, manager):
    unreadable = sheets(First=[["slug"], ["a"]], Second=[["slug"], ["b"]])
    kept = models.Upload.objects.create(
        table="sources",
        name="old.xlsx",
        content=unreadable,
        uploaded_by=manager,
        uploaded_at=timezone.now(),
    )
    answer = client.get(f"{address(models.Source, 'import')}{kept.pk}/", follow=True)
    assert "More than one sheet" in text_of(answer)


# --- What is kept ---


def test_old_uploads_are_forgotten_and_a_user_has_only_a_few(client, manager):
    old = models.Upload.objects.create(
        table="sources",
        name="old.csv",
        content=b"slug",
        uploaded_by=member("other"),
        uploaded_at=timezone.now() - KEPT_FOR - timedelta(minutes=1),
    )
    for _ in range(KEPT_OF_A_USER + 2):
        uploaded(client, models.Source, {"slug": make.make_source().slug})
    assert not models.Upload.objects.filter(pk=old.pk).exists()
    assert models.Upload.objects.filter(uploaded_by=manager).count() == KEPT_OF_A_USER


def test_the_name_of_a_file_is_shown_as_text(client):
    source = loaded(make.make_source)
    row = {"slug": source.slug, "title": "<script>alert(1)</script>"}
    page = uploaded(client, models.Source, row, name="<b>a.csv")
    assert "<script>alert(1)" not in page.content.decode()
    assert "<b>a.csv" not in page.content.decode()


@pytest.mark.each_database
def test_statements_grow_with_the_rows_and_not_with_the_square_of_them(manager):
    numbers = [statements_of(manager, [make.make_source() for _ in range(n)]) for n in (5, 10, 20)]
    assert numbers[2] - numbers[1] == 2 * (numbers[1] - numbers[0])


def statements_of(user, sources) -> int:
    text = "slug,title\n" + "".join(f"{source.slug},Other\n" for source in sources)
    with CaptureQueriesContext(connection) as context:
        trial = attempt(read("a.csv", text.encode()), models.Source, "a.csv", by=user)
    assert len(trial.differences) == len(sources)
    return len(context)
