"""After a load and a restore PostgreSQL knows how much its tables hold, and plans by that."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from jurisdictions.models import Jurisdiction
from operations import statistics

from .factories import make_jurisdiction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps none"),
]


def rows_known(model=Jurisdiction) -> int:
    """How many rows the table has as far as plans are concerned; less than none: never counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [model._meta.db_table])
        return int(cursor.fetchone()[0])


@pytest.fixture
def loaded():
    call_command("load_data", "vocabulary", "article", verbosity=0)


def test_after_a_load_the_rows_are_counted(loaded):
    assert rows_known() == Jurisdiction.objects.count() > 0


def test_a_dry_run_counts_nothing():
    before = rows_known()
    call_command("load_data", "vocabulary", "article", dry_run=True, verbosity=0)
    assert rows_known() == before


def test_after_a_restore_the_rows_are_counted(loaded, tmp_path):
    call_command("backup", str(tmp_path / "all.zip"), verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    statistics.renew()
    assert rows_known() == 0
    call_command("restore", str(tmp_path / "all.zip"), yes=True, verbosity=0)
    assert rows_known() == Jurisdiction.objects.count() > 0


def test_within_a_transaction_nobody_is_kept_waiting(loaded):
    before = rows_known()
    with transaction.atomic():
        make_jurisdiction()
        statistics.renew()
        transaction.set_rollback(True)
    assert rows_known() == before
