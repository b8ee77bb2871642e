"""A database that `migrate` has yet to bring up to the code is an outage by name, and no fault."""

import json
import logging
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError
from django.test import Client

from operations import outages
from operations.outages import outage
from operations.schema import behind
from tests.pages import forget_pages
from tests.schema import migrations, renamed

TABLE = "jurisdictions_criterion"
SENTENCE = "The database isn’t ready for this version of the site yet."


@contextmanager
def unheard_of():
    """Inside, the database doesn't know of our last migration."""
    rows = migrations()
    last = rows.filter(app="jurisdictions").latest("pk")
    rows.filter(pk=last.pk).delete()
    try:
        yield
    finally:
        last.save(force_insert=True)


@pytest.fixture
def older(transactional_db):
    forget_pages()
    with unheard_of(), renamed(TABLE):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/", "/pillars/", "/findings/", "/de/compare/"])
def test_a_page_says_so(older, address):
    answer = older.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert address.startswith("/de/") or SENTENCE in answer.text


def test_files_and_the_api_say_so_in_their_own_form(older):
    assert older.get("/findings.csv").text == f"{SENTENCE}\n"
    assert json.loads(older.get("/api/v1/criteria/").content)["outage"] == "database-behind"


@pytest.mark.parametrize("table", ["django_session", "jurisdictions_revision"])
def test_it_is_said_whatever_table_is_missing(transactional_db, table):
    client = Client(raise_request_exception=False, headers={"cookie": "sessionid=" + "a" * 32})
    with unheard_of(), renamed(table):
        assert SENTENCE in client.get("/admin/" if "session" in table else "/").text


def test_the_log_names_it_with_the_cure_and_without_a_traceback(older, caplog):
    with caplog.at_level(logging.INFO):
        older.get("/pillars/")
    (line,) = (one for one in caplog.records if one.levelno >= logging.ERROR)
    assert line.getMessage().startswith("database-behind: ")
    assert line.getMessage().endswith("run `manage.py migrate` first.")
    assert line.exc_info is None


def test_health_says_so_although_no_table_is_missing_yet(transactional_db):
    with unheard_of():
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "database older than the code\n")
    assert Client().get("/healthz").status_code == 200


def test_health_says_so_of_a_database_without_tables(transactional_db):
    with unheard_of(), renamed("jurisdictions_revision"):
        assert Client().get("/healthz").text == "database older than the code\n"


def test_in_a_database_that_is_not_behind_a_missing_table_is_a_fault(transactional_db):
    with renamed(TABLE):
        assert Client(raise_request_exception=False).get("/pillars/").status_code == 500


def test_what_is_no_error_of_a_statement_stays_a_fault(transactional_db):
    with unheard_of():
        assert behind(RuntimeError("a fault")) is None
        assert behind(ProgrammingError("no such table")) is outages.BEHIND


def test_what_has_another_name_keeps_it(transactional_db):
    with unheard_of():
        gone = OSError(28, "No space left on device")
        gone.__context__ = ProgrammingError("no such table")
        assert outage(gone) is outages.FULL
        assert behind(gone) is None
