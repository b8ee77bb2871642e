"""Each request has an identifier and a line in the log, as JSON; of readers nothing is written."""

import io
import json
import logging
import re

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory

from operations.logs import JsonFormatter, TextFormatter
from operations.middleware import observing
from operations.watching import Watch, timed, watch_connection
from tests.test_environment import KEY, run, settings_in

pytestmark = pytest.mark.django_db
GIVEN = "abc-123.DEF_456"


@pytest.fixture
def lines():
    """What is logged meanwhile, as the members of each line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def accesses(lines):
    return [line for line in lines() if line["logger"] == "regcompare.access"]


def test_a_request_has_one_line_that_says_what_came_of_it(lines):
    response = Client().get("/findings/?q=secret+words")
    (line,) = accesses(lines)
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/findings/", 200)
    assert line["view"] == "findings"
    assert line["statements"] > 0
    assert line["ms"] >= line["statements_ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_of_readers_nothing_is_written(lines):
    client = Client(REMOTE_ADDR="203.0.113.7", headers={"User-Agent": "A browser"})
    client.get("/findings/?q=secret+words", headers={"Referer": "https://example.org/private"})
    text = json.dumps(lines())
    for secret in ("203.0.113.7", "secret", "A browser", "example.org"):
        assert secret not in text


def test_a_path_can_not_forge_a_line(lines):
    Client().get("/findings/x%0A%22forged%22/")
    (line,) = accesses(lines)
    assert line["path"] == "/findings/x%0A%22forged%22/"


def test_every_line_of_a_request_has_its_identifier(lines, monkeypatch):
    def view(*args, **kwargs):
        logging.getLogger("jurisdictions").warning("from within")
        raise RuntimeError("a fault")

    monkeypatch.setattr("jurisdictions.views.overview.approaches", view)
    response = Client(raise_request_exception=False).get("/")
    logged = lines()
    assert {line["request_id"] for line in logged} == {response.headers["X-Request-ID"]}
    assert {line["logger"] for line in logged} >= {"jurisdictions", "django.request"}
    (fault,) = (line for line in logged if line["logger"] == "django.request")
    assert "RuntimeError: a fault" in fault["exception"]


def test_outside_of_a_request_there_is_none(lines):
    logging.getLogger("jurisdictions").warning("from a command")
    assert lines()[0]["request_id"] is None


def test_each_request_has_another_identifier():
    first, second = (Client().get("/healthz").headers["X-Request-ID"] for _ in range(2))
    assert first != second
    assert re.fullmatch("[0-9a-f]{32}", first)


def test_an_identifier_from_outside_is_believed_of_our_proxy_only(settings):
    named = {"headers": {"X-Request-ID": GIVEN}}
    assert Client().get("/healthz", **named).headers["X-Request-ID"] != GIVEN
    settings.BEHIND_PROXY = True
    assert Client().get("/healthz", **named).headers["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("odd", ["short", "x" * 65, 'quoted"quoted', "new\tline-tab", ""])
def test_an_odd_identifier_is_replaced(settings, odd):
    settings.BEHIND_PROXY = True
    given = Client().get("/healthz", headers={"X-Request-ID": odd})
    assert re.fullmatch("[0-9a-f]{32}", given.headers["X-Request-ID"])


def test_a_file_is_logged_when_its_last_byte_is_made(lines, four_places):
    response = Client().get("/findings.csv")
    if response.streaming:
        assert accesses(lines) == []
        b"".join(response.streaming_content)
        response.close()
    (line,) = accesses(lines)
    assert (line["view"], line["status"]) == ("findings_file", 200)
    assert line["statements"] > 0


@pytest.fixture
def connection_stays():
    """The end of a response closes connections, which is not for a test's."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def test_content_that_nobody_reads_to_its_end_is_logged_once(lines, connection_stays):
    answer = observing(lambda request: StreamingHttpResponse(iter([b"a", b"b"])))
    response = answer(RequestFactory().get("/"))
    assert next(iter(response)) == b"a"
    assert accesses(lines) == []
    response.close()
    response.close()
    assert len(accesses(lines)) == 1


# Slow statements


def test_a_slow_statement_is_logged_without_what_was_typed(lines, settings):
    settings.SLOW_QUERY_MS = 0
    with Watch("a-request").open(), connection.cursor() as cursor:
        cursor.execute("SELECT\n  1 WHERE 'a' = %s", ["typed"])
    (line,) = lines()
    assert (line["logger"], line["request_id"]) == ("regcompare.slow", "a-request")
    assert line["sql"] == "SELECT 1 WHERE 'a' = %s"
    assert line["ms"] >= 0
    assert "typed" not in json.dumps(line)


def test_a_fast_statement_is_counted_only(lines):
    watch = Watch("a-request")
    with watch.open(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert lines() == []
    assert watch.statements == 1
    assert watch.in_database > 0


# Settings


def test_a_connection_that_is_opened_again_counts_each_statement_once():
    watch = Watch("a-request")
    watch_connection(connection)
    with watch.open(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert watch.statements == 1


def test_whoever_wraps_statements_for_a_while_takes_away_only_their_own():
    connection.execute_wrappers.clear()
    with connection.execute_wrapper(lambda execute, *asked: execute(*asked)):
        watch_connection(connection)
    assert connection.execute_wrappers == [timed]


def test_text_is_for_whoever_sits_at_the_terminal():
    settings = {"format": "{levelname} {short_id} {name}: {message}", "style": "{"}
    formatter = TextFormatter(fmt=settings["format"], style=settings["style"])
    record = logging.LogRecord("a.logger", logging.INFO, "", 0, "said %s", ("so",), None)
    assert formatter.format(record) == "INFO - a.logger: said so"
    with Watch("0123456789").open():
        assert formatter.format(record) == "INFO 01234567 a.logger: said so"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, "json"), ({"DEBUG": "on"}, "text"), ({"DEBUG": "on", "LOG_FORMAT": "json"}, "json")],
)
def test_logs_are_json_unless_debugging_or_told_otherwise(environment, expected):
    code = "from regcompare import settings as s; print(s.LOGGING['handlers']['stderr'])"
    done = run("-c", code, SECRET_KEY=KEY, **environment)
    assert f"'formatter': '{expected}'" in done.stdout


def test_other_forms_of_logs_are_refused():
    assert "LOG_FORMAT must be one of json, text" in settings_in(SECRET_KEY=KEY, LOG_FORMAT="xml")
