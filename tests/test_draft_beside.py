"""A published record is changed by a draft beside it: readers see the old whole until the new."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from jurisdictions import models
from jurisdictions.choices import Publication, RecordedAs
from jurisdictions.days import today
from jurisdictions.editing import authors, saying, workflow
from jurisdictions.exporting import export
from jurisdictions.plain import stored
from tests import factories as make
from tests.desk import REVIEWED, Desk, address, change, conflict, entries, errors, row
from tests.test_lost_updates import at_once
from tests.workflow import edited_by, editor, review_address, reviewer, signed_in, take

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EACH = pytest.mark.parametrize("model", REVIEWED, ids=lambda model: model.__name__)
CORRECTION = {"reason": "Clearer words.", "recorded_as": RecordedAs.CORRECTION.value}
LEGAL_CHANGE = {"reason": "A new act.", "recorded_as": RecordedAs.LEGAL_CHANGE.value}


def shown_to_readers(client, finding) -> str:
    return client.get(reverse("finding", args=[finding.slug])).content.decode()


def drafted(desk, finding, **changes):
    """The draft that a save of a published finding made, submitted."""
    answer = change(desk, finding, _submit="1", **changes)
    assert answer.status_code == 302, errors(answer)
    return type(finding).objects.get(draft_of=finding)


@pytest.fixture
def desk():
    return signed_in(editor())


@pytest.fixture
def judge():
    return signed_in(reviewer())


@pytest.mark.few(1)
@pytest.mark.each_database
@EACH
def test_saving_a_published_record_leaves_it_and_makes_a_draft(desk, model):
    published = REVIEWED[model]()
    field = "title" if model is models.Event else "answer" if model is models.Finding else "label"
    before = model.objects.filter(pk=published.pk).values().get()
    answer = change(desk, published, **{field: "Typed"})
    assert answer.status_code == 302, errors(answer)
    assert model.objects.filter(pk=published.pk).values().get() == before
    draft = model.objects.get(draft_of=published)
    assert (getattr(draft, field), draft.publication) == ("Typed", Publication.DRAFT)
    assert answer.url == address(draft, "change")


def test_readers_see_the_published_version_until_the_draft_is_published(client, desk, judge):
    finding = make.make_cited_finding(answer="As it was", detail="Old detail.")
    draft = drafted(desk, finding, answer="As it will be", detail="New detail.")
    shown = shown_to_readers(client, finding)
    assert "As it was" in shown
    assert "As it will be" not in shown
    assert client.get(reverse("finding", args=[draft.slug])).status_code == 404
    assert take(judge, draft, "publish", **CORRECTION).status_code == 302
    shown = shown_to_readers(client, finding)
    assert "As it will be" in shown
    assert "New detail." in shown
    assert list(models.Finding.objects.values_list("pk", "slug")) == [(finding.pk, finding.slug)]


def test_the_citations_change_with_the_rest(client, desk, judge):
    kept = make.make_citation(pinpoint="Art. 1")
    finding = kept.finding
    gone = make.make_citation(finding=finding, pinpoint="Art. 2", position=2)
    source = make.make_source(title="The new source")
    page = desk.get(address(finding, "change"))
    rows = row(page, 1, DELETE="on") | row(page, 2, source=source.pk, position=3)
    desk.post(address(finding, "change"), entries(page, answer="Typed", _submit="1", **rows))
    draft = finding.draft
    assert [str(one) for one in finding.citations.all()] == [str(kept), str(gone)]
    assert [str(one) for one in draft.citations.all()] == [str(kept), str(source)]
    assert "The new source" not in shown_to_readers(client, finding)
    take(judge, draft, "publish", **CORRECTION)
    assert [str(one) for one in finding.citations.all()] == [str(kept), str(source)]
    assert finding.citations.first().pk == kept.pk
    assert "The new source" in shown_to_readers(client, finding)
    assert models.Citation.objects.count() == 2


def test_a_change_of_citations_alone_makes_a_draft(desk):
    finding = make.make_citation().finding
    page = desk.get(address(finding, "change"))
    desk.post(address(finding, "change"), entries(page, **row(page, 0, pinpoint="Art. 9")))
    assert finding.draft.citations.get().pinpoint == "Art. 9"
    assert finding.citations.get().pinpoint == "Art. 1"


def test_lists_change_with_the_rest(desk, judge):
    period = make.make_period()
    source, text = make.make_source(), make.make_instrument()
    draft = drafted(desk, period, sources=[source.pk], key_instruments=[text.pk])
    assert not period.sources.exists()
    take(judge, draft, "publish", **CORRECTION)
    assert (period.sources.get(), period.key_instruments.get()) == (source, text)


@EACH
def test_a_save_without_a_change_makes_no_draft(desk, model):
    published = REVIEWED[model]()
    answer = change(desk, published)
    assert "Nothing was changed" in desk.get(answer.url).content.decode()
    assert model.objects.count() == 1
    assert published.history.count() == 1


def test_the_form_of_a_published_record_leads_to_its_draft(desk):
    finding = make.make_cited_finding()
    change(desk, finding, answer="Typed")
    answer = desk.get(address(finding, "change"))
    assert answer.url == address(finding.draft, "change")
    assert change(desk, finding.draft, answer="Typed better").status_code == 302
    assert models.Finding.objects.get(draft_of=finding).answer == "Typed better"


def test_a_draft_may_begin_on_the_day_of_what_it_replaces_and_keeps_the_cell(desk, judge):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, answer="Typed")
    assert (draft.valid_from, draft.criterion) == (finding.valid_from, finding.criterion)


def test_a_mistake_is_refused_and_what_was_typed_is_kept(desk):
    finding = make.make_cited_finding()
    answer = change(desk, finding, answer="x" * 71, detail="Much work")
    assert "at most 70 characters" in errors(answer)
    shown = answer.content.decode()
    assert "Much work" in shown
    assert 'name="_save"' in shown
    again = entries(answer, answer="Short")
    assert desk.post(address(finding, "change"), again).status_code == 302
    assert finding.draft.detail == "Much work"


@pytest.mark.each_database
def test_the_database_refuses_a_published_draft():
    finding = make.make_cited_finding()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_cited_finding(draft_of=finding, publication=Publication.PUBLISHED)


def test_drafts_are_not_exported(desk):
    finding = make.make_citation().finding
    before = export()
    change(desk, finding, answer="Typed")
    assert export() == before
    assert {one["finding"] for one in stored(models.Citation).values()} == {finding.slug}


# What is asked of the reviewer


def test_nothing_is_chosen_for_the_reviewer(desk, judge):
    draft = drafted(desk, make.make_cited_finding(), answer="Typed")
    form = judge.get(address(draft, "review")).context["form"]
    assert form["recorded_as"].value() is None
    assert [value for value, _ in form.fields["recorded_as"].choices] == RecordedAs.values


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "Because."}, "Say whether the law changed or the text."),
        ({"recorded_as": "correction"}, "Give a reason"),
        ({"recorded_as": "guess", "reason": "Because."}, "is not one of the available choices"),
    ],
)
def test_a_change_needs_its_kind_and_its_reason(desk, judge, given, sentence):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="Typed")
    answer = take(judge, draft, "publish", **given)
    assert sentence in answer.content.decode()
    finding.refresh_from_db()
    assert finding.answer == "As it was"


def test_what_a_change_lacks_is_said_at_once(desk, judge):
    draft = drafted(desk, make.make_cited_finding(answer="As it was"), answer="Typed")
    form = take(judge, draft, "publish").context["form"]
    assert set(form.errors) == {"reason", "recorded_as"}


def test_a_correction_stands_in_the_history_with_its_kind_and_reason(desk, judge):
    finding = make.make_cited_finding()
    take(judge, drafted(desk, finding, answer="Typed"), "publish", **CORRECTION)
    newest = finding.history.first()
    assert newest.history_change_reason == "Editorial correction: Clearer words. (written by ed)"
    assert newest.history_user.username == "rae"


def test_a_change_of_law_is_a_new_entry_and_the_old_one_stays(desk, judge):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="As it is now", valid_from="2025-06-01")
    assert take(judge, draft, "publish", **LEGAL_CHANGE).status_code == 302
    old, new = models.Finding.objects.order_by("valid_from")
    assert (old.pk, old.answer, old.valid_from) == (finding.pk, "As it was", date(2024, 1, 1))
    assert (new.answer, new.draft_of, new.is_published) == ("As it is now", None, True)
    assert new.slug == f"{new.jurisdiction.slug}-{new.criterion.slug}-2025"
    assert [cited.pinpoint for cited in new.citations.all()] == ["Art. 1", ""]
    assert new.history.first().history_change_reason == "Legal change: A new act. (written by ed)"
    day = date(2025, 6, 1)
    assert models.Finding.objects.as_of(day).get() == new


def test_a_change_of_law_on_the_old_day_is_refused_in_a_sentence(desk, judge):
    finding = make.make_cited_finding()
    for day in ("2024-01-01", "2023-12-31"):
        models.Finding.objects.filter(draft_of=finding).delete()
        draft = drafted(desk, finding, answer="Typed", valid_from=day)
        answer = take(judge, draft, "publish", **LEGAL_CHANGE)
        assert "with a later first day than 2024-01-01" in " ".join(answer.content.decode().split())
        assert finding.draft.publication == Publication.IN_REVIEW


def test_an_event_does_not_hold_from_a_day_on(desk, judge):
    event = make.make_event()
    answer = take(judge, drafted(desk, event, title="Typed"), "publish", **LEGAL_CHANGE)
    assert "An event doesn&#x27;t hold from a day on" in answer.content.decode()


@pytest.mark.each_database
def test_a_day_that_another_entry_has_is_refused(desk):
    finding = make.make_cited_finding()
    make.make_cited_finding(
        jurisdiction=finding.jurisdiction,
        criterion=finding.criterion,
        valid_from=date(2025, 1, 1),
    )
    change(desk, finding, valid_from="2025-01-01")
    with pytest.raises(ValidationError, match="begins on that day already"):
        workflow.submit(finding.draft, by=editor("other"))


# When the published version changes meanwhile


def test_a_draft_of_what_was_changed_meanwhile_is_refused_with_both_versions(desk, judge):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="From the draft")
    edited_by(None, finding, answer="From a load")
    answer = take(judge, draft, "publish", **CORRECTION)
    shown = answer.content.decode()
    assert "a script or a data load changed the published version after this draft" in shown
    assert "load" in shown
    assert "draft" in shown
    assert "<del>" in shown
    finding.refresh_from_db()
    assert finding.answer == "From a load"


def test_a_citation_added_to_the_published_version_meanwhile_refuses_the_draft_too(desk):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, answer="From the draft")
    make.make_citation(finding=finding)
    with pytest.raises(ValidationError, match="changed the published version"):
        workflow.publish(draft, by=reviewer(), **CORRECTION)


def test_who_lets_the_draft_stand_does_not_become_its_author(desk, judge):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, answer="From the draft")
    edited_by(None, finding, answer="From a load")
    other = reviewer("other")
    assert take(signed_in(other), draft, "catch-up").status_code == 302
    assert authors.author_of(draft) != other
    workflow.submit(draft, by=other)
    with pytest.raises(PermissionDenied):
        workflow.publish(draft, by=authors.author_of(draft), **CORRECTION)
    take(judge, draft, "publish", **CORRECTION)
    finding.refresh_from_db()
    assert finding.answer == "From the draft"


def test_a_draft_does_not_stand_over_what_nobody_compared_it_with(desk, judge):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="From the draft")
    edited_by(None, finding, answer="From a load")
    page = judge.get(review_address(draft))
    edited_by(None, finding, answer="Zenith")
    stand = {"step": "catch-up", **page.context["form"].initial}
    answer = judge.post(review_address(draft), stand)
    assert "changed again while you compared" in answer.content.decode()
    assert "Zenith" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.based_on != saying.fingerprint(finding)
    again = {"step": "catch-up", **answer.context["form"].data.dict()}
    assert judge.post(review_address(draft), again).status_code == 302


def test_who_decides_too_late_is_led_to_what_readers_see_now(desk, judge):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="From the draft")
    late = signed_in(reviewer("late"))
    seen = late.get(review_address(draft)).context["form"].initial
    take(judge, draft, "publish", **CORRECTION)
    given = {"step": "send-back", **seen, "reason": "Typed too late"}
    answer = late.post(review_address(draft), given, follow=True)
    assert answer.redirect_chain == [(address(finding, "change"), 302)]
    shown = answer.content.decode()
    assert "Not done: rae published or deleted this draft on " in shown
    assert "Typed too late" in shown


def test_a_draft_of_what_readers_no_longer_see_is_refused(desk):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, answer="From the draft")
    edited_by(None, finding, publication=Publication.DRAFT)
    with pytest.raises(ValidationError, match="no longer published"):
        workflow.publish(draft, by=reviewer(), **CORRECTION)


def test_readers_are_told_of_a_correction_once_it_is_published(client, desk, judge):
    finding = make.make_cited_finding(answer="As it was")
    draft = drafted(desk, finding, answer="As corrected")
    assert "As corrected" not in client.get("/changes/").content.decode()
    take(judge, draft, "publish", **CORRECTION)
    shown = client.get("/changes/").content.decode()
    assert "corrected" in shown
    recorded = client.get(f"/changes/corrections/finding-{finding.history.first().pk}/")
    assert recorded.status_code == 200
    assert "Clearer words." not in recorded.content.decode()


def test_readers_are_told_of_a_change_of_law_once_it_is_published(client, desk, judge):
    finding = make.make_cited_finding()
    recently = str(today() - timedelta(30))
    draft = drafted(desk, finding, answer="As it is now", valid_from=recently)
    assert "As it is now" not in client.get("/changes/").content.decode()
    take(judge, draft, "publish", **LEGAL_CHANGE)
    assert "As it is now" in client.get("/changes/").content.decode()


def test_what_replaces_nothing_has_nothing_to_be_compared_with(desk):
    draft = make.make_cited_finding(publication=Publication.DRAFT)
    answer = take(desk, draft, "catch-up")
    assert "no published version" in answer.content.decode()


def test_a_verification_meanwhile_is_kept_by_the_draft(desk, judge):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, answer="From the draft")
    workflow.verify(finding, by=editor("other"), on=date(2026, 11, 20))
    assert take(judge, draft, "publish", **CORRECTION).status_code == 302
    finding.refresh_from_db()
    assert (finding.answer, finding.verified_on) == ("From the draft", date(2026, 11, 20))


# Two at once


def test_a_verification_does_not_let_an_outdated_draft_stand(desk):
    finding = make.make_cited_finding()
    draft = drafted(desk, finding, detail="Longer.")
    edited_by(None, finding, detail="Loaded meanwhile.")
    workflow.verify(finding, by=editor("eva"), on=date(2026, 11, 20))
    draft.refresh_from_db()
    assert draft.verified_on != date(2026, 11, 20)
    with pytest.raises(ValidationError, match="changed the published version"):
        workflow.publish(draft, by=reviewer(), **CORRECTION)


def test_a_draft_begins_beside_what_is_published_alone(desk):
    draft = drafted(desk, make.make_cited_finding(), answer="Typed")
    with pytest.raises(ValidationError, match="not published"):
        workflow.begin_draft(draft, by=editor("eva"))


def test_citations_stand_in_the_order_of_the_draft(desk):
    first = make.make_citation(pinpoint="Art. 1")
    finding = first.finding
    make.make_citation(finding=finding, pinpoint="Art. 2", position=2)
    make.make_citation(
        finding=finding, instrument=None, pinpoint="", source=make.make_source(), position=3
    )
    draft = drafted(desk, finding, answer="Typed")
    draft.citations.filter(pinpoint="Art. 1").update(position=4)
    workflow.publish(draft, by=reviewer(), **CORRECTION)
    assert [one.pinpoint for one in finding.citations.all()] == ["Art. 2", "", "Art. 1"]
    assert finding.citations.last().pk == first.pk


def test_a_second_draft_is_refused_and_shows_both_versions():
    anna, ben = Desk("anna", first_name="Anna", last_name="Berg"), Desk("ben")
    finding = make.make_cited_finding()
    page = ben.open(finding)
    anna.change(finding, answer="From Anna")
    refused = ben.save(page, answer="From Ben")
    shown = conflict(refused)
    assert "Anna Berg began a draft of it or changed it" in shown
    assert "<td>From Anna</td><td>From Ben</td>" in shown
    assert "not changed by you" not in shown, "what both say alike stands in the way"
    assert ben.save(refused).status_code == 302
    draft = models.Finding.objects.get(draft_of=finding)
    assert draft.answer == "From Ben"


def too_late(desk, finding):
    """The answer to who typed while somebody else saved."""
    page = desk.get(address(finding, "change"))
    change(signed_in(editor("quicker")), finding, answer="From another")
    return desk.post(address(finding, "change"), entries(page, answer="Typed"))


@pytest.mark.parametrize(("person", "deletes"), [(editor, False), (reviewer, True)])
def test_the_form_after_a_conflict_offers_what_the_form_before_it_did(person, deletes):
    finding = make.make_cited_finding()
    shown = conflict(too_late(signed_in(person()), finding))
    for button in ("_save", "_continue", "_submit"):
        assert f'name="{button}"' in shown
    assert (address(finding, "delete") in shown) is deletes
    assert "draft-of-" not in shown


@pytest.mark.parametrize("button", ["_continue", "_save"])
def test_either_button_saves_after_a_conflict(button):
    finding = make.make_cited_finding()
    desk = signed_in(editor())
    again = entries(too_late(desk, finding))
    again.pop("_save", None)
    answer = desk.post(address(finding, "change"), again | {button: "1"})
    draft = models.Finding.objects.get(draft_of=finding)
    assert draft.answer == "Typed"
    assert draft.slug.startswith("draft-of-")
    assert answer.url == address(draft, "change")


def test_a_published_version_that_was_changed_while_it_was_open_refuses_the_draft():
    ben = Desk("ben")
    finding = make.make_cited_finding()
    page = ben.open(finding)
    edited_by(None, finding, answer="From a load")
    shown = conflict(ben.save(page, answer="From Ben"))
    assert "<td>From a load</td><td>From Ben</td>" in shown
    assert not models.Finding.objects.unpublished().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_of_one_record_begun_at_once_one_is_made():
    desks, finding = [Desk("anna"), Desk("ben"), Desk("cem")], make.make_cited_finding()
    pages = [desk.open(finding) for desk in desks]
    answers = at_once(desks, lambda desk, n: desk.save(pages[n], answer=f"From {n}"))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]
    [winner] = [n for n, answer in enumerate(answers) if answer.status_code == 302]
    assert models.Finding.objects.get(draft_of=finding).answer == f"From {winner}"


class Judge:
    def __init__(self, name: str):
        self.client = signed_in(reviewer(name))


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_who_publish_one_draft_at_once_one_does():
    judges, finding = [Judge("rae"), Judge("kit"), Judge("ola")], make.make_cited_finding()
    make.make_citation(finding=finding)
    draft = drafted(signed_in(editor()), finding, answer="Typed")
    answers = at_once(judges, lambda judge, n: take(judge.client, draft, "publish", **CORRECTION))
    assert {answer.status_code for answer in answers} <= {200, 302}
    finding.refresh_from_db()
    assert finding.answer == "Typed"
    assert models.Finding.objects.count() == 1
    made = finding.history.filter(history_change_reason__startswith="Editorial correction")
    assert made.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_who_publish_a_first_version_at_once_one_does():
    judges = [Judge("rae"), Judge("kit")]
    finding = make.make_cited_finding(publication=Publication.IN_REVIEW)
    answers = at_once(judges, lambda judge, n: take(judge.client, finding, "publish"))
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert finding.history.filter(history_change_reason="Published after review").count() == 1


# A draft that is gone


def test_what_was_typed_into_a_draft_that_was_published_meanwhile_is_kept(judge):
    anna, finding = Desk("anna"), make.make_cited_finding(answer="Published before")
    draft = drafted(anna.client, finding, answer="Submitted")
    page = anna.open(draft)
    take(judge, draft, "publish", **CORRECTION)
    refused = anna.save(page, answer="Typed after that")
    shown = conflict(refused)
    assert "rae published or deleted this draft on" in shown
    assert "<td>Submitted</td><td>Typed after that</td>" in shown
    assert "not changed by you" not in shown
    answer = anna.save(refused)
    later = models.Finding.objects.get(draft_of=finding)
    assert answer.url == address(later, "change")
    assert (later.answer, later.citations.count()) == ("Typed after that", 2)


def test_what_was_typed_into_a_draft_that_was_deleted_meanwhile_is_kept():
    anna, ben = Desk("anna"), Desk("ben", first_name="Ben", last_name="Cole")
    finding = make.make_cited_finding(answer="Published")
    draft = drafted(anna.client, finding, answer="Submitted")
    page = anna.open(draft)
    ben.client.post(address(draft, "delete"), {"post": "yes"})
    shown = conflict(anna.save(page, answer="Typed after that"))
    assert "Ben Cole published or deleted this draft on" in shown
    assert "<td>Published</td><td>Typed after that</td>" in shown


def test_what_was_typed_into_a_draft_that_another_one_replaced_is_kept():
    anna, ben = Desk("anna"), Desk("ben")
    finding = make.make_cited_finding()
    others = ben.open(finding)
    anna.change(finding, answer="Anna's draft")
    page = anna.open(finding.draft)
    ben.save(ben.save(others, answer="Ben's draft"))
    shown = conflict(anna.save(page, answer="Typed after that"))
    assert "<td>Ben&#x27;s draft</td><td>Typed after that</td>" in shown
    assert models.Finding.objects.get(draft_of=finding).answer == "Ben's draft"


def test_a_draft_that_is_gone_with_what_it_was_beside_is_not_found(desk):
    finding = make.make_cited_finding()
    page = desk.get(address(drafted(desk, finding, answer="Submitted"), "change"))
    finding.delete()
    answer = desk.post(page.request["PATH_INFO"], entries(page, answer="Typed after that"))
    assert answer.url == reverse("admin:index")
