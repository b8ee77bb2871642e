"""Writers take turns in one order, whatever they write first: none blocks another for ever."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from jurisdictions.admin import locking
from jurisdictions.editing import workflow
from jurisdictions.loading import changes
from jurisdictions.models import Revision, Source
from operations.backup import restoring

from .factories import make_editor, make_finding, make_source

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'", reason="SQLite has one writer at a time anyway"
    ),
]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def in_its_own_transaction(write):
    try:
        with transaction.atomic():
            return write()
    finally:
        connection.close()


def wait_until_somebody_waits():
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_one_who_numbers_a_change_and_one_who_writes_a_record_do_not_block_each_other():
    """A plain save() numbers its change in a transaction of its own, after that of the record."""
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Revision.take_turn()
        written = other.submit(in_its_own_transaction, make_source)
        wait_until_somebody_waits()
        Revision.advance()
    assert Source.objects.filter(pk=written.result().pk).exists()


def test_one_who_wrote_another_record_before_does_not_block_one_who_writes_this_one():
    finding = make_finding()
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        make_source()
        written = other.submit(in_its_own_transaction, finding.save)
        wait_until_somebody_waits()
        type(finding).objects.filter(pk=finding.pk).update(answer="Ours")
    assert written.result() is None


def load():
    changes.load({})


def restore():
    with restoring.alone():
        pass


@pytest.mark.parametrize("replace", [load, restore])
def test_one_who_replaces_tables_waits_before_they_are_locked(replace):
    """Else one who has the turn would wait for the tables, and the other for the turn."""
    finding = make_finding()
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Revision.take_turn()
        replaced = other.submit(in_its_own_transaction, replace)
        wait_until_somebody_waits()
        type(finding).objects.filter(pk=finding.pk).update(answer="Ours")
    assert replaced.result() is None
    finding.refresh_from_db()
    assert finding.answer == "Ours"


def step_of_review(finding):
    workflow.verify(finding, by=make_editor(), on=date(2026, 11, 24))


def form_of_staff(finding):
    locking.lock(locking.same_record(finding)).get().save()


@pytest.mark.parametrize("write", [step_of_review, form_of_staff])
def test_one_who_locks_a_record_waits_for_its_turn_before(write):
    """Else one who has the turn, as a load has, would wait for the record, and be ended for it."""
    finding = make_finding()
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Revision.take_turn()
        written = other.submit(in_its_own_transaction, lambda: write(finding))
        wait_until_somebody_waits()
        type(finding).objects.filter(pk=finding.pk).update(answer="Ours")
    assert written.result() is None
