"""Nobody publishes what they wrote last: by no function and no request, superusers neither."""

import pytest
from django.core.exceptions import PermissionDenied

from jurisdictions.choices import Publication, RecordedAs
from jurisdictions.editing import authors, workflow
from tests import factories as make
from tests.desk import address, change
from tests.test_history_page import reverted, version
from tests.workflow import draft_by, edited_by, editor, member, reviewer, signed_in, take

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def superuser(name: str = "root"):
    return make.make_editor(username=name)


def in_review(by):
    return workflow.submit(draft_by(by), by=by)


@pytest.mark.each_database
@pytest.mark.parametrize("person", [reviewer, superuser])
def test_an_author_does_not_publish_their_own_draft(person):
    author = person()
    record = in_review(author)
    with pytest.raises(PermissionDenied, match="somebody else has to publish it"):
        workflow.publish(record, by=author)
    record.refresh_from_db()
    assert record.publication == Publication.IN_REVIEW


@pytest.mark.parametrize("person", [reviewer, superuser])
def test_a_post_past_the_hidden_button_is_refused_too(person):
    author = person()
    record = in_review(author)
    desk = signed_in(author)
    page = desk.get(address(record, "review"))
    assert 'value="publish"' not in page.content.decode()
    answer = take(desk, record, "publish")
    assert answer.status_code == 403
    assert "You edited this last" in answer.content.decode()
    record.refresh_from_db()
    assert record.publication == Publication.IN_REVIEW


def test_a_post_by_an_editor_is_refused():
    record = in_review(editor())
    answer = take(signed_in(editor("other")), record, "publish")
    assert answer.status_code == 403
    record.refresh_from_db()
    assert record.publication == Publication.IN_REVIEW


def test_who_may_not_see_findings_has_no_page_of_review():
    record = in_review(editor())
    assert signed_in(member("guest")).get(address(record, "review")).status_code == 403


@pytest.mark.each_database
def test_of_two_who_edited_the_last_is_the_author():
    anna, ben = reviewer("anna"), reviewer("ben")
    record = draft_by(anna)
    edited_by(ben, record, answer="By Ben")
    workflow.submit(record, by=anna)
    assert authors.author_of(record) == ben
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=ben)
    assert workflow.publish(record, by=anna).is_published


def test_who_edits_while_reviewing_becomes_the_author():
    rae = reviewer()
    record = in_review(editor())
    edited_by(rae, record, answer="Better words")
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=rae)


def test_who_edits_a_citation_is_the_author_too():
    rae = reviewer()
    record = in_review(editor())
    citation = make.make_citation(finding=record)
    edited_by(rae, citation, pinpoint="Art. 2")
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=rae)


def test_steps_and_saves_without_a_change_make_nobody_the_author():
    anna, ben = reviewer("anna"), reviewer("ben")
    record = in_review(anna)
    change(signed_in(ben), record)
    workflow.send_back(record, by=ben, reason="Read it again.")
    workflow.submit(record, by=ben)
    assert authors.author_of(record) == anna
    assert workflow.publish(record, by=ben).is_published


def test_an_author_by_the_form_is_known():
    rae = reviewer()
    record = make.make_cited_finding(publication=Publication.DRAFT)
    change(signed_in(rae), record, answer="Typed", _submit="1")
    assert take(signed_in(rae), record, "publish").status_code == 403


def test_what_a_program_wrote_any_reviewer_publishes():
    record = make.make_cited_finding(publication=Publication.IN_REVIEW)
    assert authors.author_of(record) is None
    assert workflow.publish(record, by=reviewer()).is_published


def test_a_program_that_edits_after_a_person_does_not_hide_who_wrote_it():
    rae = reviewer()
    record = draft_by(rae)
    make.make_citation(finding=record)
    edited_by(None, record, note="From a script")
    workflow.submit(record, by=editor())
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=rae)


def test_what_was_read_once_may_be_shown_again_unchanged_by_its_author():
    anna, ben = reviewer("anna"), reviewer("ben")
    record = workflow.publish(in_review(anna), by=ben)
    record = workflow.withdraw(record, by=ben, reason="Is it so?")
    record = workflow.submit(record, by=anna)
    assert workflow.publish(record, by=anna).is_published


def test_the_author_of_a_draft_beside_the_published_version_does_not_publish_it():
    rae = reviewer()
    published = make.make_cited_finding(answer="As it was")
    change(signed_in(rae), published, answer="As Rae has it", _submit="1")
    given = {"reason": "Clearer.", "recorded_as": RecordedAs.CORRECTION.value}
    assert take(signed_in(rae), published.draft, "publish", **given).status_code == 403
    published.refresh_from_db()
    assert published.answer == "As it was"
    other = signed_in(reviewer("other"))
    assert take(other, published.draft, "publish", **given).status_code == 302
    published.refresh_from_db()
    assert published.answer == "As Rae has it"


def test_an_office_of_one_person_may_switch_it_off(settings):
    settings.FOUR_EYES = False
    author = reviewer()
    assert workflow.publish(in_review(author), by=author).is_published


def test_who_reverts_a_draft_to_what_they_wrote_is_its_author_again():
    anna, ben = reviewer("anna"), reviewer("ben")
    record = draft_by(ben, answer="By Ben")
    edited_by(anna, record, answer="By Anna")
    reverted(signed_in(ben), version(record, 0))
    record.refresh_from_db()
    assert record.answer == "By Ben"
    assert record.history.first().history_change_reason.startswith("Reverted to the version of")
    workflow.submit(record, by=anna)
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=ben)


def test_who_reverts_what_was_withdrawn_to_a_version_nobody_read_does_not_publish_it():
    anna, ben = reviewer("anna"), reviewer("ben")
    record = draft_by(ben, answer="Never read")
    edited_by(anna, record, answer="Read")
    workflow.publish(workflow.submit(record, by=anna), by=ben)
    workflow.withdraw(record, by=ben, reason="Is it so?")
    reverted(signed_in(ben), version(record, 0))
    workflow.submit(record, by=ben)
    with pytest.raises(PermissionDenied):
        workflow.publish(record, by=ben)
