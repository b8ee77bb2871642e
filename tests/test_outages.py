"""What the database can't do is said by name, with 503 or 507, and damages nothing."""

import errno
import json
import logging
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse
from psycopg_pool import PoolTimeout

from jurisdictions.models import Source
from operations import outages
from operations.outages import outage
from tests.factories import make_editor

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite's file")


def wrapped(driver_error, kind=OperationalError):
    """As Django raises it."""
    try:
        raise kind(str(driver_error)) from driver_error
    except kind as error:
        return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (psycopg.OperationalError("connection refused"), outages.AWAY),
        (PoolTimeout("couldn't get a connection"), outages.AWAY),
        (psycopg.errors.AdminShutdown("terminating"), outages.AWAY),
        (psycopg.errors.CannotConnectNow("starting up"), outages.AWAY),
        (psycopg.errors.TooManyConnections("sorry"), outages.AWAY),
        (psycopg.errors.DiskFull("no space"), outages.FULL),
        (psycopg.errors.LockNotAvailable("lock timeout"), outages.LOCKED),
        (psycopg.errors.DeadlockDetected("deadlock"), outages.LOCKED),
        (psycopg.errors.QueryCanceled("statement timeout"), outages.LOCKED),
        (psycopg.errors.ReadOnlySqlTransaction("read-only"), outages.READ_ONLY),
        (psycopg.errors.DataCorrupted("invalid page"), outages.DAMAGED),
        (OSError(errno.ENOSPC, "No space left on device"), outages.FULL),
        # Faults of ours
        (psycopg.errors.UndefinedTable("no table"), None),
        (psycopg.errors.UniqueViolation("twice"), None),
        (psycopg.ProgrammingError("wrong"), None),
        (OSError(errno.ENOENT, "No such file"), None),
    ],
)
def test_each_has_its_name(error, expected):
    assert outage(error) is outage(wrapped(error)) is expected


def test_what_a_cache_can_not_do_has_its_name():
    kind = type("ConnectionError", (Exception,), {"__module__": "redis.exceptions"})
    assert outage(kind("refused")) is outages.CACHE_AWAY


def test_a_fault_of_the_code_stays_one():
    assert outage(None) is None
    assert outage(RuntimeError("a fault")) is None
    assert outage(wrapped(sqlite3.IntegrityError("UNIQUE"), IntegrityError)) is None


def test_a_fault_while_an_outage_is_dealt_with_is_that_outage():
    fault = KeyError("x")
    fault.__context__ = psycopg.OperationalError("gone")
    assert outage(fault) is outages.AWAY


# In a request


@pytest.fixture
def away(monkeypatch):
    """The database fails in the view of the overview."""

    def gone(*args, **kwargs):
        raise wrapped(psycopg.OperationalError("connection refused\nIs it running?"))

    monkeypatch.setattr("jurisdictions.views.overview.approaches", gone)
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_the_page_is_made_without_the_database(away, django_assert_num_queries):
    from operations.unavailable import unavailable_page

    request = away.get("/").wsgi_request
    with django_assert_num_queries(0):
        page = unavailable_page(request, outages.AWAY)
    assert "The database can’t be reached at the moment." in page.text
    assert "Please try again in 5 seconds." in page.text


SEND_AGAIN = "Your browser still has what you sent: reload this page then to send it again."


@pytest.mark.parametrize(("method", "said"), [("get", False), ("post", True)])
def test_who_sent_a_form_is_told_how_it_is_sent_again(method, said):
    from operations.unavailable import unavailable_page

    request = getattr(RequestFactory(), method)("/admin/")
    assert (SEND_AGAIN in unavailable_page(request, outages.LOCKED).text) is said


@pytest.mark.django_db
def test_nobody_keeps_it_and_it_sets_no_cookie(away):
    response = away.get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "connection refused" not in response.text


@pytest.mark.django_db
def test_the_log_has_a_line_without_traceback_on_one_line(away, caplog):
    with caplog.at_level(logging.INFO):
        away.get("/")
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == [
        "database-away: connection refused Is it running?"
    ]
    assert errors[0].exc_info is None


# SQLite, really locked, full, gone


@pytest.fixture
def editor(transactional_db):
    client = Client(raise_request_exception=False)
    client.force_login(make_editor())
    client.get("/admin/")
    return client


def add_source(client):
    entries = {"title": "T", "publisher": "P", "slug": "a-source", "kind": "official"}
    return client.post(
        reverse("admin:jurisdictions_source_add"), entries | {"access": "excerpt", "_save": "Save"}
    )


def assert_refused(answer, status, sentence):
    assert answer.status_code == status
    assert sentence in answer.text
    assert not Source.objects.exists()
    assert not Source.history.exists()


@on_sqlite
def test_a_locked_file_is_said_and_the_next_write_succeeds(editor):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        assert_refused(add_source(editor), 503, "Somebody else is writing. Nothing was saved.")
        assert Client().get("/").status_code == 200
        other.rollback()
    assert add_source(editor).status_code == 302
    assert Source.objects.count() == Source.history.count() == 1


@on_sqlite
def test_a_full_disk_is_said_and_damages_nothing(editor):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            refused = fill_up(editor)
            assert_said_full(refused)
            assert Client().get("/").status_code == 200
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    saved = Source.objects.count()
    assert saved == Source.history.count()
    assert add_source(editor).status_code == 302


def fill_up(client):
    """Sources until there is no room for one more: the answer then."""
    address = reverse("admin:jurisdictions_source_add")
    for number in range(500):
        entries = {"title": "T" * 300, "publisher": "P" * 120, "slug": f"source-{number}"}
        entries |= {"kind": "official", "access": "excerpt", "_save": "Save"}
        if (answer := client.post(address, entries)).status_code != 302:
            return answer
    raise AssertionError("there was room enough")


def assert_said_full(answer):
    assert answer.status_code == 507
    assert "There is no room left on the server’s disk. Nothing was saved." in answer.text
    assert answer.headers["Retry-After"] == "60"


@pytest.mark.django_db
def test_the_api_says_it_as_a_problem(monkeypatch):
    def gone(*args, **kwargs):
        raise wrapped(psycopg.errors.DiskFull("no space"))

    monkeypatch.setattr("jurisdictions.api.endpoint.Endpoint.get", gone, raising=False)
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", gone)
    response = Client(raise_request_exception=False).get("/api/v1/findings/")
    assert response.status_code == 507
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["outage"] == "disk-full"
