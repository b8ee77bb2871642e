"""The history of a record in words; earlier versions and deleted records brought back."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jurisdictions import models
from jurisdictions.choices import Publication
from jurisdictions.editing import reverting, workflow
from tests import factories as make
from tests.desk import MAKERS, address, change, entries, row
from tests.workflow import edited_by, editor, member, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DRAFT = {"publication": Publication.DRAFT}


def history(desk, record) -> str:
    return " ".join(desk.get(address(record, "history")).content.decode().split())


def version(record, number: int) -> str:
    """The address of a version, counted from the oldest."""
    entry = record.history.order_by("history_id")[number]
    name = f"admin:jurisdictions_{record._meta.model_name}_simple_history"
    return reverse(name, args=[record.pk, entry.pk])


def reverted(desk, where):
    page = desk.get(where)
    form = page.context["adminform"].form
    posted = {field.html_name: field.value() for field in form if field.value() is not None}
    return desk.post(where, posted)


def test_an_entry_says_who_when_why_and_what_word_by_word():
    ed = editor()
    ed.first_name, ed.last_name = "Edna", "Low"
    ed.save()
    record = make.make_cited_finding(answer="No licence is needed", **DRAFT)
    change(signed_in(ed), record, answer="A licence is needed")
    workflow.submit(record, by=ed)
    shown = history(signed_in(ed), record)
    assert "Edna Low" in shown
    assert "Submitted for review" in shown
    assert "<dt>Answer</dt>" in shown
    assert "No</del>" not in shown.split("<dt>Answer</dt>")[0]
    assert "licence is needed" in shown
    assert "<del>" in shown
    assert "<ins>" in shown


def test_labels_stand_in_it_and_not_codes():
    record = make.make_finding(stance="regulated", **DRAFT)
    change(signed_in(editor("one")), record, stance="prohibited")
    shown = history(signed_in(editor()), record)
    assert "Regulated" in shown
    assert "Prohibited" in shown


def test_a_citation_that_changed_stands_in_the_history_of_its_finding():
    record = make.make_citation(pinpoint="Art. 1", finding=make.make_finding(**DRAFT)).finding
    desk = signed_in(editor())
    page = desk.get(address(record, "change"))
    desk.post(address(record, "change"), entries(page, **row(page, 0, pinpoint="Art. 22")))
    shown = history(desk, record)
    assert "<dt>Citations</dt>" in shown
    assert "22" in shown
    assert "Saved without a change" not in shown


def test_a_save_that_changes_neither_the_record_nor_its_citations_is_told_as_that():
    record = make.make_citation(finding=make.make_finding(**DRAFT)).finding
    desk = signed_in(editor())
    change(desk, record)
    assert "Saved without a change" in history(desk, record)


def test_sources_that_were_listed_stand_in_it():
    event = make.make_event(**DRAFT)
    source = make.make_source(title="The gazette")
    change(signed_in(editor()), event, sources=[source.pk])
    shown = history(signed_in(editor("other")), event)
    assert "<dt>Sources</dt>" in shown
    assert "The gazette" in shown


def test_what_is_no_longer_there_is_named_as_such():
    record = make.make_instrument(regulator=None)
    regulator = make.make_regulator(jurisdiction=record.jurisdiction)
    edited_by(None, record, regulator=regulator)
    edited_by(None, record, regulator=None)
    regulator.delete()
    assert "(a record since removed)" in history(signed_in(editor()), record)


@pytest.mark.each_database
@pytest.mark.few(6)
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_the_statements_of_a_history_do_not_grow_with_its_length(model):
    desk, record = signed_in(make.make_editor()), MAKERS[model]()
    record.save()
    history(desk, record)
    few = statements(desk, record)
    for _ in range(5):
        record.save()
    assert statements(desk, record) == few


def statements(desk, record) -> int:
    with CaptureQueriesContext(connection) as queries:
        desk.get(address(record, "history"))
    return len(queries)


# Earlier versions


def with_two_versions(**state):
    """A finding that said and cited something else once."""
    record = make.make_finding(answer="As it was", **state)
    make.make_citation(finding=record, pinpoint="Art. 1")
    edited_by(None, record, answer="As it became")
    citation = record.citations.get()
    edited_by(None, citation, pinpoint="Art. 2")
    return record


@pytest.mark.each_database
def test_a_draft_is_reverted_with_its_citations():
    record = with_two_versions(**DRAFT)
    assert reverted(signed_in(editor()), version(record, 0)).status_code == 302
    record.refresh_from_db()
    assert (record.answer, record.citations.get().pinpoint) == ("As it was", "Art. 1")


def test_a_published_record_is_reverted_by_a_draft_beside_it():
    record = with_two_versions()
    desk = signed_in(editor())
    answer = reverted(desk, version(record, 0))
    record.refresh_from_db()
    assert (record.answer, record.citations.get().pinpoint) == ("As it became", "Art. 2")
    draft = record.draft
    assert answer.url == address(draft, "change")
    assert (draft.answer, draft.citations.get().pinpoint) == ("As it was", "Art. 1")
    assert draft.history.first().history_change_reason.startswith("Reverted to the version of")


def inputs(desk, where) -> dict[str, bool]:
    """The fields of a page, and whether one can type into each."""
    form = desk.get(where).context["adminform"].form
    return {field.name: not field.field.disabled for field in form if not field.is_hidden}


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.PUBLISHED])
def test_nobody_types_into_an_earlier_version(state):
    record, desk = with_two_versions(publication=state), signed_in(editor())
    earlier, now = (inputs(desk, at) for at in (version(record, 0), address(record, "change")))
    assert "answer" in earlier.keys() & now.keys()
    assert not any(earlier.values())
    assert all(now.values())


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.PUBLISHED])
def test_an_earlier_version_shows_the_citations_that_come_back_with_it(state):
    record, desk = with_two_versions(publication=state), signed_in(editor())
    instrument = str(record.citations.get().instrument)
    (then,), (now,) = (
        BeautifulSoup(desk.get(version(record, number)).content, "html.parser").select(
            "#cited-then li"
        )
        for number in (0, 1)
    )
    assert then.text == f"{instrument}, Art. 1"
    assert now.text == f"{instrument}, Art. 2"


def test_a_citation_that_can_not_come_back_is_named_as_such():
    record = with_two_versions(**DRAFT)
    instrument = record.citations.get().instrument
    record.citations.all().delete()
    edited_by(None, record, answer="As it is")
    instrument.delete()
    shown = signed_in(editor()).get(version(record, 0)).content.decode()
    assert "(a record since removed), Art. 1" in shown


def test_an_earlier_version_that_cited_nothing_says_so():
    shown = signed_in(editor()).get(version(make.make_finding(**DRAFT), 0)).content.decode()
    assert "Citations of this version" in shown
    assert "<li>None</li>" in shown


def test_of_a_record_that_cites_nothing_no_citations_are_shown():
    shown = signed_in(editor()).get(version(make.make_event(**DRAFT), 0)).content.decode()
    assert "Citations of this version" not in shown


def test_the_way_to_an_earlier_version_leads_through_the_records():
    record = with_two_versions(**DRAFT)
    page = signed_in(editor()).get(version(record, 0))
    way = BeautifulSoup(page.content, "html.parser").select_one(".breadcrumbs")
    assert "Findings" in [link.text for link in way("a")]
    assert "istorical" not in way.text


def test_what_is_typed_into_it_nevertheless_does_not_become_the_earlier_version():
    record, desk = with_two_versions(**DRAFT), signed_in(editor())
    form = desk.get(version(record, 0)).context["adminform"].form
    posted = {"seen": form["seen"].value(), "answer": "Typed", "stance": "unclear"}
    assert desk.post(version(record, 0), posted).status_code == 302
    record.refresh_from_db()
    assert (record.answer, record.stance) == ("As it was", "regulated")


def test_codes_come_back_as_they_were():
    place = make.make_jurisdiction(territories=["AE-DU"])
    edited_by(None, place, territories=["AT"])
    assert reverted(signed_in(make.make_editor()), version(place, 0)).status_code == 302
    place.refresh_from_db()
    assert place.territories == ["AE-DU"]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.PUBLISHED])
def test_what_it_referred_to_comes_back_too(state):
    event, old, new = make.make_event(publication=state), make.make_source(), make.make_source()
    event.sources.set([old])
    edited_by(None, event, title="As it was")
    event.sources.set([new])
    edited_by(None, event, title="As it is")
    then = event.history.filter(title="As it was").earliest("history_id")
    where = reverse("admin:jurisdictions_event_simple_history", args=[event.pk, then.pk])
    assert reverted(signed_in(editor()), where).status_code == 302
    back = workflow.draft_beside(event) or models.Event.objects.get(pk=event.pk)
    assert (back.title, list(back.sources.all())) == ("As it was", [old])


def test_so_does_what_a_record_referred_to_that_is_not_reviewed():
    argument, old, new = make.make_argument(), make.make_source(), make.make_source()
    argument.sources.set([old])
    edited_by(None, argument)
    then = argument.history.latest("history_id")
    argument.sources.set([new])
    where = reverse("admin:jurisdictions_argument_simple_history", args=[argument.pk, then.pk])
    assert reverted(signed_in(editor()), where).status_code == 302
    assert list(argument.sources.all()) == [old]


def test_going_back_to_what_readers_see_makes_no_draft():
    record, desk = with_two_versions(), signed_in(editor())
    latest = record.history.count() - 1
    answer = reverted(desk, version(record, latest))
    assert answer.url == address(record, "change")
    assert "Nothing was changed, so there is no draft." in desk.get(answer.url).content.decode()
    assert workflow.draft_beside(record) is None


def test_a_revert_beside_a_draft_is_refused_in_a_sentence():
    record = with_two_versions()
    desk = signed_in(editor())
    change(desk, record, answer="In the draft")
    answer = reverted(desk, version(record, 0))
    shown = desk.get(answer.url, follow=True).content.decode()
    assert "There is a draft beside it already" in shown
    assert record.draft.answer == "In the draft"


def test_an_earlier_version_is_not_published_again_by_reverting_to_it():
    record, rae = make.make_finding(answer="As it was"), reviewer()
    workflow.withdraw(record, by=rae, reason="Is it so?")
    assert reverted(signed_in(rae), version(record, 0)).status_code == 302
    record.refresh_from_db()
    assert record.publication == Publication.DRAFT


@pytest.mark.parametrize("state", Publication.values)
def test_who_may_only_look_reverts_nothing(state):
    record = with_two_versions(publication=state)
    guest = member("guest")
    guest.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    desk = signed_in(guest)
    assert desk.get(version(record, 0)).status_code == 200
    posted = {"seen": "", "answer": "Typed", "stance": "regulated", "confidence": "sourced"}
    assert desk.post(version(record, 0), posted).status_code == 403
    source = make.make_source(title="As it is")
    where = reverse(
        "admin:jurisdictions_source_simple_history", args=[source.pk, source.history.get().pk]
    )
    assert desk.post(where, {"title": "Typed"}).status_code == 403
    record.refresh_from_db()
    assert record.answer == "As it became"


def test_a_version_that_is_not_there_is_not_found():
    record = make.make_finding()
    where = reverse("admin:jurisdictions_finding_simple_history", args=[record.pk, 999999])
    assert signed_in(editor()).post(where, {}).status_code == 404


@pytest.mark.parametrize("where", ["abc/history/", "abc/history/1/", "1/history/abc/"])
def test_an_address_of_no_record_is_not_found(where):
    make.make_source()
    desk = signed_in(editor())
    assert desk.get(f"{address(models.Source)}{where}").status_code == 404


@pytest.mark.parametrize("maker", [make.make_finding, make.make_source])
def test_a_deleted_record_is_read_and_does_not_come_back_by_a_revert(maker):
    record, desk = maker(), signed_in(make.make_editor())
    where = version(record, 0)
    record.delete()
    assert desk.get(where).status_code == 200
    assert reverted(desk, where).status_code == 404
    assert not type(record).objects.exists()


def event_of_a_gone_instrument(**state):
    """An event that is of another instrument now than at first, which nobody has any more."""
    first = make.make_instrument()
    event = make.make_event(instrument=first, jurisdiction=first.jurisdiction, **state)
    edited_by(None, event, instrument=make.make_instrument(jurisdiction=first.jurisdiction))
    first.delete()
    return event


def test_a_draft_does_not_go_back_to_what_is_gone():
    event = event_of_a_gone_instrument(**DRAFT)
    answer = reverted(signed_in(editor()), version(event, 0))
    assert "instrument" in answer.context["adminform"].form.errors
    event.refresh_from_db()
    assert event.instrument


def test_a_draft_beside_does_not_go_back_to_what_is_gone_either():
    event, desk = event_of_a_gone_instrument(), signed_in(editor())
    answer = reverted(desk, version(event, 0))
    assert "is not a valid choice" in desk.get(answer.url).content.decode()
    assert not models.Event.objects.filter(draft_of=event).exists()


# Deleted records


def deleted_page(desk, model, **posted):
    where = address(model, "deleted")
    return desk.post(where, posted) if posted else desk.get(where)


def deletion_of(record) -> int:
    return type(record).history.filter(id=record.pk, history_type="-").first().pk


def delete(desk, record):
    assert desk.post(address(record, "delete"), {"post": "yes"}).status_code == 302


@pytest.mark.each_database
def test_a_deleted_finding_comes_back_as_a_draft_with_its_citations():
    desk = signed_in(reviewer())
    citation = make.make_citation()
    finding = citation.finding
    delete(desk, finding)
    assert str(finding) in deleted_page(desk, models.Finding).content.decode()
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    back = models.Finding.objects.get()
    assert (back.pk, back.slug, back.answer) == (finding.pk, finding.slug, finding.answer)
    assert back.publication == Publication.DRAFT
    assert back.citations.get().pinpoint == citation.pinpoint
    assert back.history.first().history_change_reason == "Restored after its deletion"
    assert "Nothing is gone." in deleted_page(desk, models.Finding).content.decode()


def test_who_was_slower_is_told_that_it_is_back():
    desk, finding = signed_in(reviewer()), make.make_cited_finding()
    delete(desk, finding)
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    again = deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert "somebody was quicker" in desk.get(again.url).text
    assert deleted_page(desk, models.Finding, entry="999999").status_code == 404


def milestone():
    text = make.make_instrument()
    return make.make_event(instrument=text, jurisdiction=text.jurisdiction, is_milestone=True)


def test_who_restores_a_text_is_led_to_its_milestones_which_went_with_it():
    desk, event = signed_in(reviewer()), milestone()
    text = event.instrument
    before = make.make_event(instrument=text, jurisdiction=text.jurisdiction)
    delete(desk, before)
    delete(desk, text)
    back = deleted_page(desk, models.Instrument, entry=deletion_of(text))
    page = desk.get(back.url).text
    assert "Deleted along with it, and still gone: events (1)." in page
    assert f'<a href="{address(models.Event, "deleted")}">Bring it back</a>' in page
    deleted_page(desk, models.Event, entry=deletion_of(event))
    assert models.Event.objects.get().instrument == text


def test_what_took_nothing_along_says_no_more():
    desk, source = signed_in(reviewer()), make.make_source()
    delete(desk, source)
    back = deleted_page(desk, models.Source, entry=deletion_of(source))
    assert "still gone" not in desk.get(back.url).text


@pytest.fixture
def gone_and_back():
    """A finding with a citation that was changed, deleted and restored."""
    desk, finding = signed_in(reviewer()), make.make_citation(pinpoint="Art. 1").finding
    edited_by(None, finding, note="A word.")
    delete(desk, finding)
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    return finding


def test_a_deletion_is_not_told_as_a_change_of_the_version_before_it(gone_and_back):
    page = signed_in(reviewer("two")).get(address(gone_and_back, "history"))
    restored, deleted, noted, _created = page.context["page_obj"]
    assert [edit.label for edit in noted.edits] == ["Note"]
    assert not deleted.edits
    assert "Citations" in [edit.label for edit in restored.edits]


def test_a_version_of_before_a_deletion_comes_back_with_its_citations(gone_and_back):
    desk = signed_in(reviewer("two"))
    assert "Art. 1" in desk.get(version(gone_and_back, 0)).text
    assert "Art. 1" in desk.get(version(gone_and_back, 1)).text
    assert reverted(desk, version(gone_and_back, 1)).status_code == 302
    assert [one.pinpoint for one in gone_and_back.citations.all()] == ["Art. 1"]


def test_a_citation_changed_between_the_last_version_and_a_deletion_belongs_to_that_version():
    desk, citation = signed_in(reviewer()), make.make_citation(pinpoint="Art. 1")
    finding = citation.finding
    edited_by(None, finding, note="A word.")
    edited_by(None, citation, pinpoint="Art. 2")
    delete(desk, finding)
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert "Art. 2" in desk.get(version(finding, 1)).text


def test_a_citation_that_was_removed_before_stays_removed():
    desk, finding = signed_in(reviewer()), make.make_finding()
    kept = make.make_citation(finding=finding, pinpoint="Art. 1")
    make.make_citation(finding=finding, pinpoint="Art. 2", position=2).delete()
    delete(desk, finding)
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert [one.pinpoint for one in finding.citations.all()] == [kept.pinpoint]


def test_of_what_was_deleted_twice_the_last_deletion_counts():
    desk, finding = signed_in(reviewer()), make.make_finding()
    make.make_citation(finding=finding, pinpoint="Art. 1")
    for _time in range(2):
        delete(desk, models.Finding.objects.get())
        deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert finding.citations.get().pinpoint == "Art. 1"
    models.Citation.objects.all().delete()
    delete(desk, models.Finding.objects.get())
    deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert not finding.citations.exists()


def test_of_findings_that_were_deleted_together_each_comes_back_with_its_own_citations():
    desk = signed_in(reviewer())
    findings = [make.make_citation(pinpoint=f"Art. {n}").finding for n in (1, 2)]
    models.Finding.objects.all().delete()
    for finding in findings:
        deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert [one.citations.get().pinpoint for one in findings] == ["Art. 1", "Art. 2"]


def test_a_deleted_event_comes_back_with_its_sources():
    desk, event = signed_in(reviewer()), make.make_event(**DRAFT)
    change(desk, event, sources=[make.make_source().pk])
    delete(desk, event)
    deleted_page(desk, models.Event, entry=deletion_of(event))
    assert models.Event.objects.get().sources.count() == 1


@pytest.mark.parametrize("group", ["Editors", "Data managers"])
def test_nobody_but_a_reviewer_restores_by_whatever_road(group):
    source = make.make_source()
    source.delete()
    entry = reverting.deleted(models.Source).get()
    with pytest.raises(PermissionDenied):
        reverting.restore(models.Source, entry, by=member("max", group))
    assert reverting.restore(models.Source, entry, by=reviewer()).slug == source.slug


def test_other_records_come_back_too():
    desk, source = signed_in(reviewer()), make.make_source()
    delete(desk, source)
    deleted_page(desk, models.Source, entry=deletion_of(source))
    assert models.Source.objects.get() == source


@pytest.mark.each_database
def test_what_no_longer_fits_is_refused_in_a_sentence():
    desk, finding = signed_in(reviewer()), make.make_finding()
    delete(desk, finding)
    make.make_finding(jurisdiction=finding.jurisdiction, criterion=finding.criterion)
    answer = deleted_page(desk, models.Finding, entry=deletion_of(finding))
    assert "begins on that day already" in desk.get(answer.url).content.decode()
    assert models.Finding.objects.count() == 1


def test_an_event_whose_instrument_is_gone_too_is_refused_in_a_sentence():
    desk, instrument = signed_in(reviewer()), make.make_instrument()
    event = make.make_event(instrument=instrument, jurisdiction=instrument.jurisdiction)
    delete(desk, instrument)
    entry = deletion_of(event)
    answer = deleted_page(desk, models.Event, entry=entry)
    assert "is not a valid choice" in desk.get(answer.url).content.decode()
    deleted_page(desk, models.Instrument, entry=deletion_of(instrument))
    deleted_page(desk, models.Event, entry=entry)
    assert models.Event.objects.get().instrument == instrument


def test_editors_do_not_bring_back_what_was_deleted():
    finding = make.make_finding()
    delete(signed_in(reviewer()), finding)
    desk = signed_in(editor())
    assert deleted_page(desk, models.Finding).status_code == 403
    entry = deletion_of(finding)
    assert deleted_page(desk, models.Finding, entry=entry).status_code == 403
    assert not models.Finding.objects.exists()
    assert "Deleted findings" not in desk.get(address(models.Finding)).content.decode()


def test_a_published_draft_is_not_among_what_was_deleted():
    finding = make.make_cited_finding()
    ed, rae = editor(), reviewer()
    change(signed_in(ed), finding, answer="Typed", _submit="1")
    workflow.publish(finding.draft, by=rae, reason="Clearer.", recorded_as="correction")
    assert "Nothing is gone." in deleted_page(signed_in(rae), models.Finding).content.decode()


@pytest.mark.parametrize("entry", ["x", "999999", "9" * 30])
def test_an_entry_that_is_none_is_not_found(entry):
    assert deleted_page(signed_in(reviewer()), models.Finding, entry=entry).status_code == 404


def test_a_revert_of_what_is_not_reviewed_says_so_too():
    source = make.make_source(title="As it was")
    first = source.history.first()
    source.title = "As it is"
    source.save()
    page = reverse("admin:jurisdictions_source_simple_history", args=[source.pk, first.pk])
    assert reverted(signed_in(editor()), page).status_code == 302
    source.refresh_from_db()
    assert source.title == "As it was"
    assert source.history.first().history_change_reason.startswith("Reverted to the version of")
