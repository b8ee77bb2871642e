"""Every write moves the stamp, in its own transaction and for all when it is committed."""

import contextlib

import pytest
from django.db import connection, transaction

from jurisdictions.models import Finding, Proposal, Stamp
from jurisdictions.recording import stamping

from .factories import make_finding, make_jurisdiction, make_period, make_proposal, make_source
from .readers import make_answer, make_report

pytestmark = pytest.mark.django_db


def test_a_write_moves_the_stamp_again_after_another_was_taken_back():
    make_jurisdiction()
    seen = [Stamp.last().token]
    with contextlib.suppress(RuntimeError), transaction.atomic():
        make_jurisdiction()
        seen.append(Stamp.last().token)
        raise RuntimeError
    assert Stamp.last().token == seen[0]
    make_jurisdiction()
    assert Stamp.last().token not in seen


def test_what_a_record_refers_to_moves_it_too():
    period, source = make_period(), make_source()
    before = Stamp.last()
    period.sources.add(source)
    assert Stamp.last() != before


@pytest.mark.parametrize(
    ("make_letter", "about"), [(make_report, make_finding), (make_answer, make_proposal)]
)
def test_what_a_stranger_sends_moves_it_once_staff_touches_it(make_letter, about):
    record = about()
    before = Stamp.last()
    letter = make_letter(**{record._meta.model_name: record})
    assert Stamp.last() == before
    letter.save()
    assert Stamp.last() != before


@pytest.mark.parametrize(
    ("make_letter", "decided"),
    [
        (make_report, {"state": "done", "public_note": "Mended."}),
        (make_answer, {"state": "approved"}),
    ],
)
def test_a_letter_that_comes_decided_with_a_load_moves_it_at_once(make_letter, decided):
    make_letter()
    before = Stamp.last()
    make_letter(**decided, **about_the_same(make_letter))
    assert Stamp.last() != before


def about_the_same(make_letter) -> dict:
    """What the first letter is about, so that nothing but a letter is written."""
    finding, proposal = Finding.objects.first(), Proposal.objects.first()
    return {"finding": finding} if make_letter is make_report else {"proposal": proposal}


def test_what_an_earlier_version_watched_is_watched_no_more(monkeypatch):
    monkeypatch.setattr(stamping, "NOT_SHOWN", (Stamp,))
    stamping.lay_triggers("default")
    monkeypatch.undo()
    stamping.lay_triggers("default")
    finding = make_finding()
    before = Stamp.last()
    make_report(finding=finding)
    assert Stamp.last() == before


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_moves_the_stamp_for_all():
    seen = [Stamp.last().token]
    for _ in range(2):
        with transaction.atomic():
            make_jurisdiction()
            make_jurisdiction()
        seen.append(Stamp.last().token)
    assert len(set(seen)) == 3


def test_however_much_a_transaction_writes_its_last_write_costs_as_the_first():
    """PostgreSQL keeps each version of a row until the end, and looks through all of them."""
    make_jurisdiction()
    [row] = Stamp.objects.values()
    make_jurisdiction()
    if connection.vendor == "postgresql":
        assert Stamp.objects.get().token == row["token"]
    assert Stamp.objects.count() == 1
