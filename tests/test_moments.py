"""All that is read at one moment stood in the database together, and nobody waits for it."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from jurisdictions.recording.moments import one_moment

from .factories import make_source

pytestmark = pytest.mark.django_db(transaction=True)

TAKES_NO_CHANGES = {
    "sqlite": "PRAGMA query_only = {}",
    "postgresql": "SET default_transaction_read_only = {}",
}


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def read_only():
    """A database that takes no changes, as one of which somebody else holds the right to write."""
    make_source(slug="here")
    run(TAKES_NO_CHANGES[connection.vendor].format("on"))
    yield
    run(TAKES_NO_CHANGES[connection.vendor].format("off"))


def test_data_is_exported_without_the_right_to_write(read_only, tmp_path):
    call_command("export_data", tmp_path, verbosity=0)
    assert "here" in (tmp_path / "sources.yaml").read_text()


def test_data_is_checked_without_the_right_to_write(read_only, capsys):
    call_command("check_data")
    assert "1 record" in capsys.readouterr().out


def test_what_is_read_belongs_to_a_transaction_that_is_under_way_already():
    with transaction.atomic(), one_moment():
        source = make_source()
    source.refresh_from_db()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite always reads one moment.")
def test_postgresql_is_told_so():
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SHOW TRANSACTION ISOLATION LEVEL")
        assert cursor.fetchone() == ("repeatable read",)
