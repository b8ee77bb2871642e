"""What staff do with what readers sent: decide, answer, and be recorded."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from jurisdictions.models import Answer, Report, Revision

from .desk import address, change, entries, errors
from .factories import make_editor
from .pages import parse, squeeze
from .readers import NOON, make_answer, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MAKERS = {Report: make_report, Answer: make_answer}
APPROVED = {Report: "accepted", Answer: "approved"}
EACH = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def act(client, action: str, *records):
    chosen = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address(type(records[0])), chosen, follow=True)


@EACH
def test_the_list_the_form_and_the_history_open(client, editor, model):
    record = MAKERS[model](text="A word")
    for page in (address(model), *(address(record, p) for p in ("change", "history", "delete"))):
        assert client.get(page).status_code == 200, page
    assert client.get(f"{address(model)}?q=word&state__exact={model.WAITING}").status_code == 200


@EACH
def test_the_list_can_be_kept_to_what_waits(client, editor, model):
    MAKERS[model](text="Decided long ago", state="rejected")
    MAKERS[model](text="Waits for us")
    text = squeeze(parse(client.get(f"{address(model)}?state__exact={model.WAITING}")).table)
    assert "Waits for us" in text
    assert "Decided long ago" not in text


@EACH
def test_nobody_adds_one_or_alters_what_a_reader_wrote(client, editor, model):
    record = MAKERS[model](text="As sent")
    assert client.get(address(model, "add")).status_code == 403
    form = client.get(address(record, "change")).context["adminform"].form
    assert set(form.fields) == {"state", "public_note", "seen"}
    assert change(client, record, text="Forged", email="b@example.org").status_code == 302
    record.refresh_from_db()
    assert record.text == "As sent"


@EACH
def test_a_decision_records_who_and_when_and_is_in_the_history(client, editor, model):
    record = MAKERS[model]()
    answer = change(client, record, state=APPROVED[model])
    assert answer.status_code == 302, errors(answer)
    record.refresh_from_db()
    assert (record.state, record.decided_by) == (APPROVED[model], editor)
    assert record.decided_at > NOON
    assert record.history.first().history_user == editor


@EACH
def test_the_history_says_that_a_reader_sent_it_and_a_program_did_the_rest(client, editor, model):
    record = MAKERS[model]()
    record.save()
    page = parse(client.get(address(record, "history")))
    last, first = map(squeeze, page.select("#change-history tbody tr"))
    assert "a reader Created" in first
    assert "a script or a data load Changed" in last


@EACH
def test_a_note_alone_is_no_new_decision(client, editor, model):
    record = MAKERS[model](state=APPROVED[model])
    assert change(client, record, public_note="Seen.").status_code == 302
    record.refresh_from_db()
    assert (record.public_note, record.decided_by, record.decided_at) == ("Seen.", None, NOON)


@EACH
def test_what_is_put_back_to_waiting_has_no_decision(client, editor, model):
    record = MAKERS[model](state="rejected")
    assert change(client, record, state=model.WAITING).status_code == 302
    record.refresh_from_db()
    assert (record.decided_at, record.decided_by) == (None, None)


def test_a_report_is_done_only_with_a_note_for_readers(client, editor):
    report = make_report()
    assert "Say in the public note what was done." in errors(change(client, report, state="done"))
    done = change(client, report, state="done", public_note="Corrected.")
    assert done.status_code == 302, errors(done)
    page = squeeze(parse(client.get(report.finding.get_absolute_url())).main)
    assert "Corrected." in page


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("model", "action", "state"),
    [
        (Report, "accept", "accepted"),
        (Report, "reject", "rejected"),
        (Answer, "approve", "approved"),
        (Answer, "reject", "rejected"),
    ],
)
def test_an_action_decides_on_each_and_keeps_the_history_of_each(
    client, editor, model, action, state
):
    records = [MAKERS[model]() for _ in range(3)]
    answer = act(client, action, *records[:2])
    assert f"2 {model.__name__.lower()}s {state}." in answer.text
    for record in records[:2]:
        record.refresh_from_db()
        assert (record.state, record.decided_by) == (state, editor)
        assert [h.history_user for h in record.history.all()] == [editor, None]
    records[2].refresh_from_db()
    assert records[2].state == model.WAITING


@pytest.mark.parametrize(
    ("model", "offered", "absent"),
    [
        (Report, "Accept the selected", "Approve the selected"),
        (Answer, "Approve the selected", "Accept the selected"),
    ],
)
def test_an_action_is_called_as_the_state_it_brings_about(client, editor, model, offered, absent):
    MAKERS[model]()
    shown = client.get(address(model)).text
    assert f"{offered} {model._meta.verbose_name_plural}" in shown
    assert absent not in shown


@EACH
def test_an_action_leaves_an_earlier_decision_alone(client, editor, model):
    record = MAKERS[model](state="rejected")
    act(client, "reject", record)
    record.refresh_from_db()
    assert (record.decided_at, record.history.count()) == (NOON, 1)


@EACH
def test_an_action_on_an_old_list_does_not_turn_a_decision_round(client, editor, model):
    decided, waiting = MAKERS[model](), MAKERS[model]()
    decided.decide("rejected", None, NOON)
    decided.save()
    action = "accept" if model is Report else "approve"
    answer = act(client, action, decided, waiting)
    waiting.refresh_from_db()
    decided.refresh_from_db()
    assert (decided.state, decided.decided_at) == ("rejected", NOON)
    assert waiting.state == APPROVED[model]
    assert f"1 {model.__name__.lower()} {APPROVED[model]}." in answer.text
    assert "1 was decided on already" in answer.text


@pytest.mark.each_database
@EACH
def test_an_action_leaves_alone_what_a_colleague_decides_at_the_same_moment(
    client, editor, model, monkeypatch
):
    record = MAKERS[model]()
    turn = Revision.take_turn

    def later():
        """They were a moment quicker, and it is our turn when they are done."""
        monkeypatch.setattr(Revision, "take_turn", turn)
        record.decide("rejected", None, NOON)
        record.save()

    monkeypatch.setattr(Revision, "take_turn", later)
    answer = act(client, "reject", record)
    record.refresh_from_db()
    assert (record.decided_by, record.decided_at) == (None, NOON)
    assert f"0 {model.__name__.lower()}s rejected." in answer.text


@EACH
def test_who_may_only_look_decides_nothing(client, model):
    viewer = make_editor()
    type(viewer).objects.update(is_superuser=False)
    viewer.user_permissions.add(Permission.objects.get(codename=f"view_{model._meta.model_name}"))
    client.force_login(viewer)
    record = MAKERS[model]()
    act(client, "accept" if model is Report else "approve", record)
    record.refresh_from_db()
    assert record.state == model.WAITING


@pytest.mark.each_database
@EACH
def test_two_editors_do_not_overwrite_each_others_decision(client, editor, model):
    record = MAKERS[model]()
    where = address(record, "change")
    opened = entries(client.get(where), public_note="Mine")
    record.decide("rejected", None, NOON)
    record.save()
    assert "Not saved" in errors(client.post(where, opened))
    record.refresh_from_db()
    assert (record.state, record.public_note) == ("rejected", "")


@EACH
def test_an_earlier_decision_can_be_looked_at_in_the_history(client, editor, model):
    record = MAKERS[model](text="As sent")
    change(client, record, state="rejected")
    entry = record.history.last()
    page = reverse(
        f"admin:jurisdictions_{model._meta.model_name}_simple_history",
        args=[record.pk, entry.history_id],
    )
    assert client.get(page).status_code == 200
