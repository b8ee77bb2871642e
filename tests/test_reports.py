"""Reports of a problem: what the form shows, what is stored, what readers see of the outcome."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from jurisdictions.models import Finding, Report, Revision

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import page_at, squeeze
from .readers import NOON, make_report, send

pytestmark = pytest.mark.django_db

PAGE, FORM = "/findings/cell/", "/findings/cell/report/"


@pytest.fixture(autouse=True)
def cell():
    place = make_jurisdiction(slug="home", name="Home", short_name="Home")
    topic = make_criterion(slug="custody", title="Custody")
    return make_finding(slug="cell", jurisdiction=place, criterion=topic, answer="A licence")


def shown(address: str = PAGE):
    return page_at(address)


def links_to_form(page) -> list[str]:
    return [a["href"] for a in page.select("a") if squeeze(a).startswith("Report a problem")]


# The way there


@pytest.mark.parametrize("query", ["", "?as_of=2025-03-01", "?as_of=2026-03-01&rev={rev}"])
def test_the_page_of_a_finding_leads_to_the_form_with_its_day_and_revision(query):
    query = query.format(rev=Revision.current().number)
    assert links_to_form(shown(PAGE + query)) == [FORM + query]


def test_a_cell_of_a_table_leads_to_the_form_and_says_of_which_cell():
    page = shown("/compare/?jurisdiction=home&criterion=custody&as_of=2025-03-01")
    [link] = page.select("a[href^='/findings/cell/report/']")
    assert link["href"] == f"{FORM}?as_of=2025-03-01"
    assert squeeze(link) == "Report a problem : Home, Custody"


def test_the_form_shows_the_cell_as_it_was_read():
    page = shown(f"{FORM}?as_of=2025-03-01")
    text = squeeze(page.main.dl)
    for part in ("Home", "Custody", "A licence", "1 March 2025"):
        assert part in text
    assert f"at revision {Revision.current().number}" in text
    assert "editors only" in squeeze(page.main.form.parent)
    assert page.select_one("form[method=post]")["action"] == f"{FORM}?as_of=2025-03-01"


def test_at_a_revision_the_form_shows_and_stores_the_answer_of_then(cell):
    then = Revision.current().number
    cell.answer = "Two licences"
    cell.save()
    address = f"{FORM}?as_of=2026-03-01&rev={then}"
    assert "A licence" in squeeze(shown(address).main.dl)
    assert send(Client(), address, kind="unclear", text="Why?").status_code == 302
    report = Report.objects.get()
    assert (report.answer_read, report.revision, report.finding) == ("A licence", then, cell)


@pytest.mark.parametrize("publication", ["draft", "in-review"])
def test_nobody_reports_on_what_readers_do_not_see(cell, publication):
    Finding.objects.update(publication=publication)
    assert Client().get(FORM).status_code == 404
    assert send(Client(), FORM, kind="wrong", text="x").status_code == 404


# What is stored


def test_a_report_is_stored_as_new_with_what_was_read(cell):
    response = send(Client(), f"{FORM}?as_of=2025-03-01", kind="out-of-date", text="It ended.")
    assert response.headers["Location"] == f"{FORM}thanks/?as_of=2025-03-01"
    report = Report.objects.get()
    assert (report.state, report.decided_by, report.public_note) == ("new", None, "")
    assert (report.finding, report.answer_read, report.day) == (cell, "A licence", date(2025, 3, 1))
    assert (report.kind, report.text, report.email) == ("out-of-date", "It ended.", "")


def test_the_revision_is_the_one_that_stood_when_the_form_was_opened(cell):
    Revision.objects.update(recorded_at=NOON)
    then = Revision.current().number
    cell.save()
    send(Client(), FORM, ago=timedelta(minutes=5), kind="wrong", text="x")
    assert Report.objects.get().revision == then


def test_the_page_after_it_says_nothing_of_the_report():
    response = send(Client(), FORM, kind="wrong", text="Secret", email="a@example.org")
    page = shown(response.headers["Location"])
    assert "Thank you" in squeeze(page.h1)
    assert "Secret" not in str(page)
    assert "example.org" not in str(page)


def test_a_report_makes_no_revision_of_the_data():
    before = Revision.current()
    send(Client(), FORM, kind="wrong", text="x")
    assert Revision.current() == before


def test_reports_leave_no_trace_in_an_export(tmp_path):
    make_report(text="Secret", email="a@example.org", state="done", public_note="Mended.")
    call_command("export_data", tmp_path, verbosity=0)
    written = "".join(file.read_text() for file in tmp_path.rglob("*.yaml"))
    assert "cell" in written
    for secret in ("Secret", "example.org", "Mended"):
        assert secret not in written


# What readers see


def test_the_note_on_a_report_that_is_done_is_shown_and_the_readers_words_are_not(cell):
    make_report(
        finding=cell, kind="out-of-date", text="Secret", email="a@example.org", state="done",
        public_note="<b>Corrected</b> on the same day.",
    )  # fmt: skip
    [entry] = shown().select("section[aria-labelledby=reports] li")
    assert squeeze(entry) == (
        "A reader reported on 3 March 2026 : out of date. Answered on 3 March 2026 : "
        "<b>Corrected</b> on the same day."
    )
    assert "Secret" not in str(shown())
    assert "example.org" not in str(shown())


@pytest.mark.parametrize("state", ["new", "accepted", "rejected"])
def test_no_other_report_is_shown(cell, state):
    make_report(finding=cell, state=state, public_note="Not yet.")
    assert "Not yet." not in str(shown())


def test_the_reports_of_another_finding_are_not_shown(cell):
    make_report(state="done", public_note="Elsewhere.")
    assert "Elsewhere." not in str(shown())


def test_at_a_revision_no_report_is_shown_and_the_page_says_so(cell):
    make_report(finding=cell, state="done", public_note="Mended.")
    page = shown(f"{PAGE}?rev={Revision.current().number}")
    assert "Mended." not in str(page)
    assert "no part of the record" in squeeze(page.select_one("section[aria-labelledby=reports]"))


def test_a_finding_asks_one_query_for_its_reports_however_many_there_are(
    cell, django_assert_max_num_queries
):
    def queries() -> list[str]:
        with django_assert_max_num_queries(40) as captured:
            shown()
        return [query["sql"] for query in captured.captured_queries]

    few = queries()
    for _ in range(30):
        make_report(finding=cell, state="done", public_note="Mended.")
    assert len(queries()) == len(few)
    assert len([sql for sql in few if "jurisdictions_report" in sql]) == 1


def test_a_finding_that_was_entered_again_is_reported_as_it_is_now(cell):
    revision, place, topic = Revision.current().number, cell.jurisdiction, cell.criterion
    make_finding()
    cell.delete()
    anew = make_finding(slug="cell", jurisdiction=place, criterion=topic, answer="No licence")
    response = send(Client(), f"{FORM}?rev={revision}", kind="wrong", text="It is.")
    assert response.status_code == 302
    report = Report.objects.get()
    assert (report.finding, report.answer_read) == (anew, "A licence")


# What the database keeps


@pytest.mark.parametrize(
    "wrong",
    [{"state": "done"}, {"state": "accepted", "decided_at": None}, {"decided_at": NOON}],
    ids=["done without a note", "decided at no time", "new with a decision"],
)
def test_a_report_that_contradicts_itself_is_refused(cell, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(finding=cell, **wrong)


def test_what_nobody_decided_on_waits(cell):
    new, _ = make_report(finding=cell), make_report(finding=cell, state="accepted")
    assert list(Report.objects.waiting()) == [new]
