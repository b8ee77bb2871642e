"""Every write moves the stamp, in its own transaction and for all when it is committed."""

import contextlib

import pytest
from django.db import connection, transaction

from jurisdictions.models import Stamp

from .factories import make_jurisdiction

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
