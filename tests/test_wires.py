"""The stamp is asked for by a connection of its own, which may fail as any other."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jurisdictions.caching import wires
from jurisdictions.caching.wires import last
from jurisdictions.models import Stamp
from operations.watching import Watch
from regcompare.replicas import PRIMARY

from .factories import make_jurisdiction

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="a file ends no connection"
)


@pytest.fixture(autouse=True)
def wire():
    """That of this test, once the stamp has been asked for twice."""
    make_jurisdiction()
    last(PRIMARY)
    last(PRIMARY)
    return wires._wires.by_alias[PRIMARY]


def cut() -> None:
    """Let there be none, in a thread that has asked before."""
    wires.forget()
    wires._wires.by_alias[PRIMARY] = None


def statements(act) -> int:
    """How many Django's connection was asked."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_it_tells_of_each_write_without_django_s_connection():
    before = last(PRIMARY)
    make_jurisdiction()
    assert statements(lambda: last(PRIMARY)) == 0
    assert last(PRIMARY) == Stamp.last() != before


def test_its_statement_counts_like_any_other():
    watch = Watch("request")
    with watch.open():
        last(PRIMARY)
    assert watch.statements == 1
    assert watch.in_database > 0


def test_a_thread_that_asks_once_opens_none():
    with ThreadPoolExecutor(1) as other:
        opened = other.submit(lambda: last(PRIMARY) and dict(wires._wires.by_alias))
    assert opened.result() == {PRIMARY: None}


def test_a_transaction_reads_what_it_has_written():
    before = last(PRIMARY)
    with transaction.atomic():
        make_jurisdiction()
        assert last(PRIMARY) == Stamp.last() != before


def test_while_it_lies_idle_others_may_write_and_change_tables():
    """No transaction of its own is left open."""
    last(PRIMARY)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE beside (number integer)")
        cursor.execute("DROP TABLE beside")


def test_where_none_can_be_opened_django_s_connection_is_asked(monkeypatch):
    def refuse(_connection):
        raise OperationalError("too many connections")

    monkeypatch.setattr(wires, "opened", refuse)
    monkeypatch.setattr(wires.opening, "until", 0.0)
    cut()
    assert last(PRIMARY) == last(PRIMARY) == Stamp.last()
    assert statements(lambda: last(PRIMARY)) == 1


def test_django_s_connection_is_given_back_after_it_was_asked():
    """Else one that the database has closed would be asked for ever."""
    cut()
    with patch("jurisdictions.caching.wires.close_old_connections") as looked_after:
        last(PRIMARY)
    assert looked_after.call_count == 2


@on_postgresql
def test_one_that_the_server_ended_is_replaced(wire):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [wire.own.info.backend_pid])
    assert last(PRIMARY) == Stamp.last()
    assert statements(lambda: last(PRIMARY)) == 0


@on_postgresql
def test_one_whose_statement_the_server_no_longer_knows_is_replaced(wire):
    wire.own.execute("DEALLOCATE ALL", prepare=False)
    assert last(PRIMARY) == Stamp.last()
    assert statements(lambda: last(PRIMARY)) == 0


@on_postgresql
def test_a_server_that_says_nothing_is_away(wire, monkeypatch):
    def silent(*_given):
        raise psycopg.OperationalError("nobody answers")

    monkeypatch.setattr(wire, "run", silent)
    with pytest.raises(OperationalError):
        last(PRIMARY)
    assert last(PRIMARY) == Stamp.last()
