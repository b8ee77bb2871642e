"""When the law changes, a new entry succeeds the old one, with its words and citations to edit."""

from datetime import date

import pytest

from jurisdictions import models
from jurisdictions.choices import Publication
from tests import factories as make
from tests.desk import address, entries, errors
from tests.workflow import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def desk():
    return signed_in(editor())


def opened(desk, record):
    return desk.get(f"{address(type(record), 'add')}?succeeds={record.pk}")


def save(desk, page, record, **changes):
    where = f"{address(type(record), 'add')}?succeeds={record.pk}"
    return desk.post(where, entries(page, **changes))


def test_the_button_stands_on_the_form_of_what_readers_see(desk):
    shown, draft = make.make_finding(), make.make_finding(publication=Publication.DRAFT)
    page = desk.get(address(shown, "change")).content.decode()
    assert f"?succeeds={shown.pk}" in page
    assert "Succeeds this finding" in page
    assert "Save as new" not in page
    assert "Save and submit for review" in page
    assert "?succeeds=" not in desk.get(address(draft, "change")).content.decode()
    assert "Succeeds this approach period" in desk.get(
        address(make.make_period(), "change")
    ).content.decode()  # fmt: skip


def test_the_form_says_all_that_the_old_entry_said_but_its_days(desk):
    old = make.make_citation(pinpoint="Art. 7").finding
    source = make.make_source()
    make.make_citation(finding=old, instrument=None, pinpoint="", source=source, position=2)
    page = opened(desk, old)
    form = page.context["adminform"].form
    assert form["answer"].value() == old.answer
    assert form["jurisdiction"].value() == old.jurisdiction_id
    assert (form["valid_from"].value(), form["verified_on"].value()) == (None, None)
    rows = page.context["inline_admin_formsets"][0].formset.forms
    assert [row["pinpoint"].value() for row in rows[:2]] == ["Art. 7", ""]
    assert rows[1]["source"].value() == source.pk


@pytest.mark.each_database
def test_it_is_saved_as_a_draft_with_its_citations_and_the_old_one_stays(desk):
    old = make.make_citation(pinpoint="Art. 7").finding
    answer = save(desk, opened(desk, old), old, valid_from="2025-06-01", answer="No longer")
    assert answer.status_code == 302, errors(answer)
    new = models.Finding.objects.exclude(pk=old.pk).get()
    assert (new.answer, new.valid_from) == ("No longer", date(2025, 6, 1))
    assert (new.publication, new.draft_of) == (Publication.DRAFT, None)
    assert new.citations.get().pinpoint == "Art. 7"
    assert old.citations.get().pinpoint == "Art. 7"


def test_an_approach_period_is_succeeded_with_its_lists(desk):
    old = make.make_period()
    old.sources.add(source := make.make_source())
    answer = save(desk, opened(desk, old), old, valid_from="2025-06-01")
    assert answer.status_code == 302, errors(answer)
    assert models.ApproachPeriod.objects.exclude(pk=old.pk).get().sources.get() == source


def test_the_days_that_are_taken_are_named_before_anything_is_saved(desk):
    old = make.make_finding()
    make.make_finding(
        jurisdiction=old.jurisdiction, criterion=old.criterion, valid_from=date(2026, 3, 1),
        publication=Publication.DRAFT,
    )  # fmt: skip
    shown = opened(desk, old).content.decode()
    assert "1 January 2024 (published)" in shown
    assert "1 March 2026 (draft)" in shown


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "This field is required."),
        ("2023-12-31", "a later day"),
        ("2024-01-01", "a later day"),
        ("2026-03-01", "begins on that day already"),
    ],
)
def test_a_day_that_collides_is_refused_in_a_sentence(desk, day, sentence):
    old = make.make_finding()
    taken = {"jurisdiction": old.jurisdiction, "criterion": old.criterion}
    make.make_finding(valid_from=date(2026, 3, 1), **taken)
    answer = save(desk, opened(desk, old), old, valid_from=day)
    assert sentence in errors(answer)
    assert models.Finding.objects.count() == 2


def test_the_day_after_is_late_enough(desk):
    old = make.make_finding()
    assert save(desk, opened(desk, old), old, valid_from="2024-01-02").status_code == 302


@pytest.mark.parametrize("key", ["x", "999999", "9" * 30, ""])
def test_an_entry_that_is_not_there_is_succeeded_by_an_empty_form(desk, key):
    page = desk.get(f"{address(models.Finding, 'add')}?succeeds={key}")
    assert page.context["adminform"].form["answer"].value() in (None, "")
