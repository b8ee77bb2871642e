"""Draft, review, published: each step, who may take it, and what refuses it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jurisdictions import models
from jurisdictions.admin import review
from jurisdictions.choices import Publication
from jurisdictions.editing import saying, workflow
from tests import factories as make
from tests.desk import (
    REVIEWED,
    add_event,
    add_finding,
    add_milestones,
    address,
    change,
    entries,
    row,
)
from tests.workflow import draft_by, edited_by, editor, review_address, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EACH = pytest.mark.parametrize("model", REVIEWED, ids=lambda model: model.__name__)


def in_review(by, **changes):
    return workflow.submit(draft_by(by, **changes), by=by)


def published(by, **changes):
    return workflow.publish(in_review(by, **changes), by=reviewer("quick"))


def step_on(page, step: str, **given) -> dict:
    """What the page of review posts that somebody has had open for a while."""
    return {"step": step, **page.context["form"].initial, **given}


def state(record) -> str:
    record.refresh_from_db()
    return record.publication


@pytest.mark.each_database
@EACH
def test_a_draft_goes_to_review_and_is_published_by_another(model):
    ed, rae = editor(), reviewer()
    record = edited_by(ed, REVIEWED[model](publication=Publication.DRAFT))
    workflow.submit(record, by=ed)
    assert state(record) == Publication.IN_REVIEW
    workflow.publish(record, by=rae)
    assert state(record) == Publication.PUBLISHED
    assert not model.objects.unpublished().exists()


def test_each_step_stands_in_the_history_with_its_reason():
    ed, rae = editor(), reviewer()
    record = in_review(ed)
    workflow.send_back(record, by=rae, reason="No source says so.")
    workflow.submit(record, by=ed)
    workflow.publish(record, by=rae)
    workflow.withdraw(record, by=rae, reason="Repealed by mistake.")
    steps = [(one.history_user, one.history_change_reason) for one in record.history.all()]
    assert steps[:5] == [
        (rae, "Withdrawn: Repealed by mistake."),
        (rae, "Published after review"),
        (ed, "Submitted for review"),
        (rae, "Sent back: No source says so."),
        (ed, "Submitted for review"),
    ]


@pytest.mark.each_database
def test_a_long_reason_is_kept_whole():
    record = in_review(editor())
    workflow.send_back(record, by=reviewer(), reason="x" * 500)
    assert record.history.first().history_change_reason == f"Sent back: {'x' * 500}"


@pytest.mark.parametrize(
    ("step", "states"),
    [
        ("submit", [Publication.IN_REVIEW, Publication.PUBLISHED]),
        ("publish", [Publication.DRAFT, Publication.PUBLISHED]),
        ("send_back", [Publication.DRAFT, Publication.PUBLISHED]),
        ("withdraw", [Publication.DRAFT, Publication.IN_REVIEW]),
    ],
)
def test_a_step_out_of_turn_is_refused(step, states):
    rae = reviewer()
    reasons = {} if step == "submit" else {"reason": "Because."}
    for now in states:
        record = make.make_cited_finding(publication=now)
        with pytest.raises(ValidationError, match="now, not"):
            getattr(workflow, step)(record, by=rae, **reasons)
        assert state(record) == now


@pytest.mark.parametrize("step", ["publish", "withdraw"])
def test_an_editor_neither_publishes_nor_withdraws(step):
    ed = editor()
    now = Publication.IN_REVIEW if step == "publish" else Publication.PUBLISHED
    record = make.make_cited_finding(publication=now)
    with pytest.raises(PermissionDenied, match="You may not review findings"):
        getattr(workflow, step)(record, by=ed, reason="Because.")
    assert state(record) == now


@pytest.mark.parametrize("step", ["send_back", "withdraw"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_readers_lose_nothing_and_authors_get_nothing_back_without_a_reason(step, reason):
    now = Publication.IN_REVIEW if step == "send_back" else Publication.PUBLISHED
    record = make.make_cited_finding(publication=now)
    with pytest.raises(ValidationError, match="Give a reason"):
        getattr(workflow, step)(record, by=reviewer(), reason=reason)
    assert state(record) == now


def test_an_author_takes_back_what_they_submitted_and_no_other_editor_does():
    ed, other = editor(), editor("other")
    record = in_review(ed)
    with pytest.raises(PermissionDenied):
        workflow.send_back(record, by=other, reason="Mine is better.")
    assert workflow.send_back(record, by=ed, reason="Not yet.").publication == Publication.DRAFT


def test_what_could_not_be_published_is_not_submitted():
    ed = editor()
    record = draft_by(ed, answer="")
    with pytest.raises(ValidationError, match="A published finding needs an answer"):
        workflow.submit(record, by=ed)
    assert state(record) == Publication.DRAFT


def test_what_was_deleted_meanwhile_is_refused_in_a_sentence():
    record = in_review(editor())
    models.Finding.objects.get(pk=record.pk).delete()
    with pytest.raises(ValidationError, match="It is gone"):
        workflow.publish(record, by=reviewer())


@pytest.mark.each_database
def test_what_was_edited_while_it_was_read_is_not_published():
    ed = editor()
    record = in_review(ed)
    seen = saying.fingerprint(record)
    edited_by(ed, record, answer="Something else")
    with pytest.raises(ValidationError, match="edited while you read it"):
        workflow.publish(record, by=reviewer(), seen=seen)
    assert state(record) == Publication.IN_REVIEW


@pytest.mark.parametrize("step", ["send-back", "withdraw", "publish"])
def test_no_step_is_taken_with_what_was_edited_while_it_was_read(step):
    ed, rae = editor(), signed_in(reviewer())
    record = published(ed) if step == "withdraw" else in_review(ed)
    page = rae.get(review_address(record))
    edited_by(ed, record, answer="Something else")
    answer = rae.post(review_address(record), step_on(page, step, reason="Of the text before"))
    shown = answer.content.decode()
    assert "It was edited while you read it (ed, " in shown
    assert "Of the text before</textarea>" in shown
    assert state(record) == (Publication.PUBLISHED if step == "withdraw" else Publication.IN_REVIEW)


def test_who_was_quicker_is_named_and_the_reason_that_came_too_late_is_kept():
    ed, rae = editor(), reviewer()
    record = in_review(ed)
    late = signed_in(reviewer("late"))
    page = late.get(review_address(record))
    workflow.send_back(record, by=rae, reason="No source says so.")
    answer = late.post(review_address(record), step_on(page, "publish", reason="Typed & long"))
    shown = answer.content.decode()
    assert "It is draft now, not in review (rae, " in shown
    assert "Typed &amp; long" in shown


@pytest.mark.parametrize("opened", ["before", "at once"])
def test_a_reason_for_what_is_gone_is_kept_and_says_who_was_quicker(opened, monkeypatch):
    record = in_review(editor())
    late = signed_in(reviewer("late"))
    page = late.get(review_address(record))

    def quicker():
        gone = models.Finding.objects.get(pk=record.pk)
        gone._history_user = reviewer()
        gone.delete()

    if opened == "before":
        quicker()
    else:
        step = review.STEPS["send-back"]
        monkeypatch.setitem(review.STEPS, "send-back", lambda *of: quicker() or step(*of))
    given = step_on(page, "send-back", reason="Typed & long")
    answer = late.post(review_address(record), given, follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain == [(reverse("admin:jurisdictions_finding_changelist"), 302)]
    assert "Not done: rae deleted it on " in shown
    assert "Typed &amp; long" in shown


def test_a_draft_in_review_is_read_by_nobody_else(client):
    record = in_review(editor())
    assert client.get(reverse("finding", args=[record.slug])).status_code == 404


@pytest.mark.parametrize("typed", Publication.values)
def test_publication_is_not_changed_by_typing(typed):
    record = make.make_cited_finding(publication=Publication.DRAFT)
    desk = signed_in(make.make_editor())
    assert change(desk, record, publication=typed, answer="Typed").status_code == 302
    record.refresh_from_db()
    assert (record.answer, record.publication) == ("Typed", Publication.DRAFT)


@pytest.mark.parametrize("typed", Publication.values)
def test_what_is_added_is_a_draft_whatever_is_typed(typed):
    desk = signed_in(make.make_editor())
    assert add_finding(desk, publication=typed).status_code == 302
    assert models.Finding.objects.get().publication == Publication.DRAFT
    assert add_event(desk, instrument=make.make_instrument().pk, publication=typed)
    assert models.Event.objects.get().publication == Publication.DRAFT


def test_save_and_submit_does_both():
    record = make.make_cited_finding(publication=Publication.DRAFT)
    change(signed_in(editor()), record, answer="Typed", _submit="1")
    record.refresh_from_db()
    assert (record.answer, record.publication) == ("Typed", Publication.IN_REVIEW)


def test_what_is_not_ready_is_saved_and_not_submitted():
    record = make.make_cited_finding(publication=Publication.DRAFT)
    desk = signed_in(editor())
    answer = change(desk, record, answer="", _submit="1")
    shown = desk.get(answer.url).content.decode()
    assert "Saved, not submitted: A published finding needs an answer." in shown
    record.refresh_from_db()
    assert (record.answer, record.publication) == ("", Publication.DRAFT)


@EACH
def test_the_page_of_review_opens_in_each_state(model):
    desk = signed_in(reviewer())
    for now in Publication.values:
        record = REVIEWED[model](publication=now)
        page = desk.get(address(record, "review"))
        assert page.status_code == 200
        assert ("Withdraw from readers" in page.content.decode()) == (now == Publication.PUBLISHED)


@pytest.mark.each_database
@EACH
def test_the_page_of_review_asks_the_history_once_who_wrote_it(model):
    desk = signed_in(reviewer())
    record = REVIEWED[model](publication=Publication.IN_REVIEW)
    with CaptureQueriesContext(connection) as captured:
        desk.get(address(record, "review"))
    assert sum("author_id" in query["sql"] for query in captured) == 1


def test_the_page_of_review_leads_to_the_draft_as_readers_would_see_it():
    record = draft_by(editor())
    page = signed_in(reviewer()).get(review_address(record))
    there = f"/admin/jurisdictions/finding/{record.pk}/side-by-side/"
    assert f'<a href="{there}">' in page.content.decode()
    assert signed_in(reviewer("ron")).get(there).status_code == 200


def test_a_record_that_is_not_there_has_no_page_of_review():
    desk = signed_in(reviewer())
    for key in ("999999", "x", "9" * 30):
        where = reverse("admin:jurisdictions_finding_review", args=[key])
        assert desk.get(where).status_code == 302


def test_a_step_that_is_none_is_refused_in_a_sentence():
    record = make.make_cited_finding(publication=Publication.DRAFT)
    answer = signed_in(reviewer()).post(address(record, "review"), {"step": "burn"})
    assert "Choose a step." in answer.content.decode()


# Events


def test_readers_see_published_events_only(client):
    place = make.make_jurisdiction()
    text = make.make_instrument(jurisdiction=place)
    for now in Publication.values:
        given = {"title": f"It is {now}", "description": "D.", "publication": now, "slug": now}
        make.make_event(jurisdiction=place, instrument=text, **given)
    pages = ["/", "/timeline/", "/timeline.ics", "/timeline.atom", "/timeline.json"]
    pages += ["/api/v1/events/"]
    pages += [place.get_absolute_url(), text.get_absolute_url()]
    for page in pages:
        answer = client.get(page)
        shown = b"".join(answer).decode()
        assert "It is published" in shown, page
        assert "It is draft" not in shown, page
        assert "It is in-review" not in shown, page
    codes = {now: client.get(f"/api/v1/events/{now}/").status_code for now in Publication.values}
    assert codes == {"draft": 404, "in-review": 404, "published": 200}


def test_a_status_follows_from_published_milestones_only(client):
    text = make.make_instrument()
    milestone = {"instrument": text, "jurisdiction": text.jurisdiction, "is_milestone": True}
    make.make_event(kind="adopted", **milestone)
    make.make_event(kind="repealed", publication=Publication.DRAFT, **milestone)
    for page in ("/instruments/", text.get_absolute_url()):
        shown = client.get(page).content.decode()
        assert "Adopted" in shown
    day = make.date(2025, 1, 1)
    assert models.Instrument.objects.get(pk=text.pk).status(day).label == "Adopted"
    assert models.Instrument.objects.for_list().get(pk=text.pk).status(day).label == "Adopted"


def test_a_milestone_added_on_its_instrument_is_a_draft():
    text = make.make_instrument()
    add_milestones(signed_in(editor()), text, {"date": "2024-05-01", "kind": "in-force"})
    assert text.events.get().publication == Publication.DRAFT


def test_a_published_milestone_is_not_changed_on_the_page_of_its_instrument():
    text = make.make_instrument()
    event = make.make_event(instrument=text, jurisdiction=text.jurisdiction)
    desk = signed_in(editor())
    page = desk.get(address(text, "change"))
    desk.post(address(text, "change"), entries(page, **row(page, 0, id=event.pk, title="Typed")))
    event.refresh_from_db()
    assert event.title != "Typed"
