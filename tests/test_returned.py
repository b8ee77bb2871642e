"""A draft that came back from review, or was taken from readers, says why to who opens it."""

import pytest

from jurisdictions.editing import workflow
from tests.desk import address
from tests.workflow import draft_by, editor, review_address, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
REASON = "No source says so."


@pytest.fixture
def ed():
    return editor()


@pytest.fixture
def sent_back(ed):
    record = workflow.submit(draft_by(ed), by=ed)
    return workflow.send_back(record, by=reviewer(), reason=REASON)


def pages(user, record) -> list[str]:
    """Its form and its page of review."""
    places = (address(record, "change"), review_address(record))
    return [" ".join(signed_in(user).get(place).text.split()) for place in places]


def test_form_and_review_say_who_sent_it_back_and_why(ed, sent_back):
    for page in pages(ed, sent_back):
        assert f"Sent back: {REASON}</strong> (rae, " in page


def test_an_edit_alone_does_not_answer_the_reason(ed, sent_back):
    sent_back.note = "A word."
    sent_back._history_user = ed
    sent_back.save()
    assert all(REASON in page for page in pages(ed, sent_back))


def test_once_the_draft_is_submitted_again_only_its_reviewer_is_told(ed, sent_back):
    record = workflow.submit(sent_back, by=ed)
    form, review = pages(ed, record)
    assert REASON not in form
    assert f"Before it was submitted: <strong>Sent back: {REASON}</strong> (rae, " in review


def test_the_reviewer_is_told_of_the_last_time(ed, sent_back):
    again = workflow.submit(sent_back, by=ed)
    again = workflow.send_back(again, by=reviewer("ron"), reason="And now this.")
    review = pages(ed, workflow.submit(again, by=ed))[1]
    assert "Sent back: And now this." in review
    assert REASON not in review


def test_what_readers_see_was_sent_back_for_nothing(ed, sent_back):
    record = workflow.submit(sent_back, by=ed)
    record = workflow.publish(record, by=reviewer("ron"))
    assert not any(REASON in page for page in pages(ed, record))


def test_what_was_withdrawn_says_why_and_not_that_readers_never_saw_it(ed):
    rae = reviewer()
    record = workflow.publish(workflow.submit(draft_by(ed), by=ed), by=rae)
    workflow.withdraw(record, by=rae, reason="Repealed.")
    form, review = pages(ed, record)
    assert "Withdrawn: Repealed." in form
    assert "Withdrawn: Repealed." in review
    assert "not seen it" not in review


def test_a_draft_that_was_never_submitted_says_nothing(ed):
    assert not any('class="returned"' in page for page in pages(ed, draft_by(ed)))
