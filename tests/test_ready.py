"""What was answered before in the same words is answered so again, until anything is newer."""

import sqlite3
from datetime import date, timedelta

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jurisdictions.caching import kept, ready, sources
from jurisdictions.models import Jurisdiction, Stamp
from regcompare.replicas import PRIMARY, REPLICA

from .asking import ServerClient
from .pages import forget_pages

PAGE = "/compare/?jurisdiction=united-states&jurisdiction=dubai"
OURS = {"X-Request-ID", "Date"}
ANSWERS = [
    *(PAGE, "/de/", "/findings/?stance=recognised", "/compare.csv?jurisdiction=dubai"),
    *("/changes.atom", "/timeline.ics", "/embed/compare/?jurisdiction=dubai", "/findings.bib"),
]


@pytest.fixture
def long_way(code) -> list[str]:
    """The paths of all requests that weren't answered at once."""
    paths, kept_before = [], kept.kept

    def told(make, request):
        paths.append(request.path)
        return kept_before(make, request)

    code.setattr("jurisdictions.views.page.kept", told)
    return paths


@pytest.fixture
def asked_of_django(code) -> list[str]:
    """The paths of all requests that came as far as Django."""
    paths, called = [], WSGIHandler.__call__

    def told(self, environ, start_response):
        paths.append(environ["PATH_INFO"])
        return called(self, environ, start_response)

    code.setattr(WSGIHandler, "__call__", told)
    return paths


@pytest.fixture
def reader(four_places, db, long_way):
    """Nothing was written for an hour: what is answered now holds."""
    settle()
    return ServerClient()


def settle():
    Stamp.objects.update(moved_at=timezone.now() - timedelta(hours=1))


def said(response) -> tuple:
    """All of an answer but what belongs to one request."""
    return (
        response.status_code,
        {name: value for name, value in response.items() if name not in OURS},
        response.content,
    )


@pytest.mark.few
@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("form", ["", "gzip", "br"])
def test_the_same_answer_is_given_again_after_one_query(
    reader, long_way, address, form, django_assert_num_queries
):
    headers = {"Accept-Encoding": form}
    first = reader.get(address, headers=headers)
    with django_assert_num_queries(1):
        again = reader.get(address, headers=headers)
    assert said(again) == said(first)
    assert len(long_way) == 1


def test_nothing_of_django_s_is_asked_for_it(reader, asked_of_django):
    for _ in range(3):
        reader.get(PAGE)
    assert asked_of_django == ["/compare/"]


def test_where_nobody_looks_for_it_nothing_is_held(reader):
    Client().get(PAGE)
    assert ready._newest.ready == {}


def test_so_is_a_304(reader, long_way):
    held = {"If-None-Match": reader.get(PAGE)["ETag"]}
    first, again = (reader.get(PAGE, headers=held) for _ in range(2))
    assert first.status_code == 304
    assert said(again) == said(first)
    assert len(long_way) == 2


@pytest.mark.any_database
@pytest.mark.parametrize(
    "other",
    [
        {"If-None-Match": '"another"'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "gzip;q=0"},
        {"Host": "127.0.0.1"},
    ],
)
def test_what_is_asked_in_other_words_is_answered_as_if_nothing_was_ready(reader, other):
    reader.get(PAGE)
    answer = reader.get(PAGE, headers=other)
    forget_pages()
    assert said(answer) == said(reader.get(PAGE, headers=other))


@pytest.mark.any_database
@pytest.mark.few(7)
@pytest.mark.parametrize(
    "header",
    [
        *("Accept", "Accept-Language", "Accept-Charset", "Authorization", "Cookie", "DNT"),
        *("Forwarded", "From", "HX-Request", "HX-Target", "If-Match", "If-Range", "Origin"),
        *("If-Unmodified-Since", "Max-Forwards", "Range", "Referer", "Sec-Fetch-Dest", "TE"),
        *("User-Agent", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port"),
        *("X-HTTP-Method-Override", "X-Requested-With", "Content-Length", "Cache-Control"),
    ],
)
def test_no_other_header_changes_an_answer(reader, header):
    """Else what is ready for one reader would be the wrong answer for another."""
    plain = reader.get(PAGE)
    forget_pages()
    for value in ("0", "de", "sessionid=1", "bytes=0-10", "https://a.example", "DELETE"):
        assert said(reader.get(PAGE, headers={header: value})) == said(plain)
        forget_pages()


def test_the_next_request_after_a_write_is_told_of_it(reader, long_way):
    before = reader.get("/")
    Jurisdiction.objects.filter(slug="dubai").update(short_name="Renamed")
    after = reader.get("/", headers={"If-None-Match": before["ETag"]})
    assert "Renamed" in after.text
    assert "Renamed" in reader.get("/").text
    settle()
    for _ in range(2):
        assert "Renamed" in reader.get("/").text


def test_who_comes_after_a_write_asks_for_the_stamp_once_too(reader):
    reader.get("/")
    Jurisdiction.objects.filter(slug="dubai").update(short_name="Renamed")
    with CaptureQueriesContext(connection) as captured:
        reader.get("/")
    assert sum(Stamp._meta.db_table in query["sql"] for query in captured) == 1


def test_so_is_the_first_request_of_another_day(reader, monkeypatch):
    tag = reader.get("/")["ETag"]
    monkeypatch.setattr(kept, "today", lambda: date(2031, 1, 1))
    answer = reader.get("/")
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_within_a_second_of_a_write_nothing_is_ready(reader, long_way):
    """The answer will have a date, and has none yet."""
    Stamp.objects.update(moved_at=timezone.now() + timedelta(minutes=1))
    for _ in range(2):
        assert "Last-Modified" not in reader.get("/")
    assert len(long_way) == 2


@pytest.mark.parametrize(
    "address", ["/?x=1", "/nowhere/", "/?form=2026-01-01", "/healthz", "/api/v1/", "/data/"]
)
def test_nothing_else_is_ever_ready(reader, address):
    for _ in range(2):
        reader.get(address)
    assert ready._newest.ready == {}


def test_other_methods_go_their_way(reader, asked_of_django):
    whole = reader.get(PAGE)
    for _ in range(2):
        assert reader.head(PAGE)["ETag"] == whole["ETag"]
    assert len(asked_of_django) == 3
    assert reader.post(PAGE).status_code == 405
    assert reader.delete(PAGE).status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "a b", "é"])
def test_a_host_that_nobody_serves_is_refused(reader, host):
    reader.get(PAGE)
    for _ in range(2):
        assert reader.get(PAGE, headers={"host": host}).status_code == 400


def test_over_plain_http_readers_are_led_to_https(reader, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert reader.get(PAGE, secure=True).status_code == 200
    for _ in range(2):
        assert reader.get(PAGE).status_code == 301
        assert reader.get(PAGE, secure=True).status_code == 200


def test_the_proxy_s_word_for_https_is_part_of_what_is_asked(reader, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for word, status in (("https", 200), ("http", 301), ("https", 200), ("", 301)):
        assert reader.get(PAGE, headers={"X-Forwarded-Proto": word}).status_code == status


def test_two_who_ask_get_identifiers_and_headers_of_their_own(reader):
    first = reader.get(PAGE)
    second = reader.get(PAGE)
    assert first["X-Request-ID"] != second["X-Request-ID"]
    second["X-Another"] = "header"
    assert "X-Another" not in reader.get(PAGE)


def test_it_is_counted_and_logged_by_the_name_of_its_page(reader, caplog):
    with caplog.at_level("INFO", "regcompare.access"):
        for _ in range(2):
            reader.get(PAGE)
    first, again = (record.data for record in caplog.records)
    assert (again["view"], again["status"], again["statements"]) == ("compare", 200, 1)
    assert first.keys() == again.keys()


def test_the_line_of_who_comes_after_a_write_tells_of_the_whole_request(reader, caplog):
    reader.get(PAGE)
    Jurisdiction.objects.filter(slug="dubai").update(short_name="Renamed")
    with caplog.at_level("INFO", "regcompare.access"), CaptureQueriesContext(connection) as asked:
        answer = reader.get(PAGE)
    record = caplog.records[-1]
    assert record.data["statements"] == len(asked)
    assert record.data["request_id"] == answer["X-Request-ID"]


def test_while_the_database_is_away_it_is_said_after_one_attempt(reader, monkeypatch):
    reader.get("/de/")
    asked = []

    def away(using=PRIMARY):
        asked.append(using)
        raise OperationalError from psycopg.OperationalError("Nobody there.")

    monkeypatch.setattr(Stamp, "last", away)
    answer = ServerClient(raise_request_exception=False).get("/de/")
    assert answer.status_code == 503
    assert (answer["Content-Language"], answer["X-Frame-Options"]) == ("de", "DENY")
    assert asked == [PRIMARY]


def test_a_database_that_is_damaged_is_named_as_on_the_long_way(reader, monkeypatch, caplog):
    """SQLite and PostgreSQL don't call that an operational error."""
    reader.get("/de/")
    damaged = sqlite3.DatabaseError("database disk image is malformed")
    damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    def fails(using=PRIMARY):
        raise DatabaseError from damaged

    monkeypatch.setattr(Stamp, "last", fails)
    with caplog.at_level("INFO", "regcompare.access"):
        answer = ServerClient(raise_request_exception=False).get("/de/")
    assert (answer.status_code, answer["Content-Language"]) == (503, "de")
    lines = [one.data for one in caplog.records if one.name == "regcompare.access"]
    assert [line["status"] for line in lines] == [200, 503]


def test_while_the_primary_is_away_what_is_ready_is_given_by_the_replica_s_stamp(
    reader, monkeypatch, long_way
):
    first, moved = reader.get(PAGE), Stamp.last()

    def last(alias):
        if alias == PRIMARY:
            raise OperationalError("Nobody there.")
        return moved

    monkeypatch.setattr(sources, "has_replica", lambda: True)
    monkeypatch.setattr(sources, "last", last)
    assert said(reader.get(PAGE)) == said(first)
    assert long_way == ["/compare/"]
    assert sources.stamp() == (moved, REPLICA)


def test_the_earliest_make_room_for_the_latest(reader, monkeypatch, long_way):
    reader.get(PAGE)
    (one,) = (ready.size(asked, one) for asked, one in ready._newest.ready.items())
    monkeypatch.setattr(ready, "MOST", 3 * one + 100)
    for number in range(5):
        reader.get(PAGE, headers={"If-None-Match": f'"{number}"'})
    answers = ready._newest
    assert len(answers.ready) == 3
    assert answers.size == sum(ready.size(*held) for held in answers.ready.items())
    assert answers.size <= ready.MOST


def test_a_long_header_takes_room_too(reader, monkeypatch):
    reader.get(PAGE)
    monkeypatch.setattr(ready, "MOST", 2 * ready._newest.size)
    reader.get(PAGE, headers={"If-None-Match": f'"{"x" * ready.MOST}"'})
    assert (ready._newest.ready, ready._newest.size) == ({}, 0)


def test_an_answer_that_fits_nowhere_is_not_held(reader, monkeypatch):
    monkeypatch.setattr(ready, "MOST", 10)
    for _ in range(2):
        assert reader.get(PAGE).status_code == 200
    assert (ready._newest.ready, ready._newest.size) == ({}, 0)
