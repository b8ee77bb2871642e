"""A page is made once per state of the data, and never shown when it has become old."""

import gzip
from datetime import date, timedelta

import brotli
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from jurisdictions.caching import kept, store
from jurisdictions.models import Finding, Jurisdiction, Link, Stamp

from .factories import make_finding, make_jurisdiction
from .pages import forget_pages

pytestmark = pytest.mark.any_database

PAGE = "/compare/?jurisdiction=united-states&jurisdiction=dubai"
FILE = "/compare.csv?jurisdiction=united-states&jurisdiction=dubai"
FEED = "/changes.atom?jurisdiction=united-states"
KEPT = [PAGE, FILE, FEED, "/", "/timeline.ics", "/findings/", "/embed/compare/?jurisdiction=dubai"]


@pytest.fixture
def reader(article_edition, db):
    """Who comes first: what earlier tests were given is kept no more."""
    forget_pages()
    return Client()


@pytest.fixture
def settled(reader):
    """Nothing was written for an hour. Until a second is over, a page bears no date yet."""
    Stamp.objects.update(moved_at=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize("address", KEPT)
def test_who_holds_a_page_is_told_so_after_one_query(reader, address, django_assert_num_queries):
    tag = reader.get(address)["ETag"]
    with django_assert_num_queries(1):
        again = reader.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag
    assert not tag.startswith("W/")


@pytest.mark.parametrize("address", KEPT)
def test_the_second_reader_gets_the_same_bytes_after_one_query(
    reader, address, django_assert_num_queries
):
    first = b"".join(reader.get(address))
    with django_assert_num_queries(1):
        again = reader.get(address)
    assert b"".join(again) == first


@pytest.mark.parametrize("address", KEPT)
def test_a_kept_answer_has_the_headers_of_the_first(reader, settled, address):
    first, again = reader.get(address), reader.get(address)
    assert "Last-Modified" in first
    ours = {"X-Request-ID", "Date"}
    assert {k: v for k, v in first.items() if k not in ours} == {
        k: v for k, v in again.items() if k not in ours
    }


@pytest.mark.parametrize(("form", "read"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_each_form_of_a_page_has_a_tag_of_its_own(reader, form, read):
    plain = reader.get(PAGE)
    for _ in range(2):
        packed = reader.get(PAGE, headers={"Accept-Encoding": form})
        assert packed["Content-Encoding"] == form
        assert read(packed.content) == plain.content
        assert packed["ETag"] != plain["ETag"]
        assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"


def test_a_form_that_is_refused_is_not_sent(reader):
    answer = reader.get(PAGE, headers={"Accept-Encoding": "br;q=0, gzi"})
    assert "Content-Encoding" not in answer


def test_equivalent_questions_are_one_page(reader, django_assert_num_queries):
    one = reader.get("/findings/?stance=recognised&jurisdiction=dubai")
    with django_assert_num_queries(1):
        other = reader.get("/findings/?jurisdiction=dubai&stance=recognised")
    assert (one.content, one["ETag"]) == (other.content, other["ETag"])


def test_the_order_of_the_columns_is_another_question(reader):
    turned = "/compare/?jurisdiction=dubai&jurisdiction=united-states"
    assert reader.get(PAGE)["ETag"] != reader.get(turned)["ETag"]


def save(finding):
    finding.answer = "Another answer."
    finding.save()


def by_update(finding):
    Finding.objects.filter(pk=finding.pk).update(answer="Another answer.")


def by_bulk_update(finding):
    finding.answer = "Another answer."
    Finding.objects.bulk_update([finding], ["answer"])


def by_upsert(finding):
    finding.answer = "Another answer."
    Finding.objects.bulk_create(
        [finding], update_conflicts=True, unique_fields=["id"], update_fields=["answer"]
    )


def by_statement(finding):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jurisdictions_finding SET answer = 'Another answer.' WHERE id = %s",
            [finding.pk],
        )


@pytest.mark.each_database
@pytest.mark.parametrize("write", [save, by_update, by_bulk_update, by_upsert, by_statement])
def test_no_road_of_writing_leaves_an_old_page(db, write):
    finding = make_finding(jurisdiction=make_jurisdiction(slug="here"), answer="The first answer.")
    reader, page = Client(), "/compare/?jurisdiction=here"
    before = reader.get(page)
    assert "The first answer." in before.text
    write(finding)
    after = reader.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Another answer." in after.text
    assert "The first answer." not in after.text


def insert(place):
    make_finding(jurisdiction=place)


def insert_many(place):
    finding = make_finding(jurisdiction=place)
    other = Finding(
        jurisdiction=place,
        criterion=finding.criterion,
        slug="later",
        scale=finding.scale,
        stance=finding.stance,
        answer="Later.",
        valid_from=finding.valid_from + timedelta(days=1),
    )
    Finding.objects.bulk_create([other], ignore_conflicts=True)


def delete(place):
    Jurisdiction.objects.filter(pk=place.pk).delete()


def check_a_link(place):
    Link.objects.create(address="https://example.org/")


@pytest.mark.each_database
@pytest.mark.parametrize("write", [insert, insert_many, delete, check_a_link])
def test_every_write_moves_the_stamp(db, write):
    place = make_jurisdiction()
    before = Stamp.last()
    write(place)
    after = Stamp.last()
    assert after.token != before.token
    assert after.at >= before.at


def test_reading_leaves_the_stamp_alone(reader):
    before = Stamp.last()
    for address in KEPT:
        reader.get(address)
    assert Stamp.last() == before


def test_at_midnight_the_page_is_another(reader, monkeypatch):
    tag = reader.get("/")["ETag"]
    monkeypatch.setattr(kept, "today", lambda: date(2031, 1, 1))
    assert reader.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_a_date_tells_who_holds_a_page(reader, settled):
    page = reader.get(PAGE)
    since = {"If-Modified-Since": page["Last-Modified"]}
    assert reader.get(PAGE, headers=since).status_code == 304
    early = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert reader.get(PAGE, headers=early).status_code == 200


def test_a_date_says_nothing_of_a_page_that_is_not_there(reader):
    since = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert reader.get("/jurisdictions/nowhere/", headers=since).status_code == 404
    assert reader.get("/compare/?jurisdiction=nowhere", headers=since).status_code == 400


@pytest.mark.parametrize("address", ["/compare/?jurisdiction=nowhere", "/jurisdictions/nowhere/"])
def test_what_went_wrong_is_not_kept(reader, address):
    answer = reader.get(address)
    assert "ETag" not in answer
    assert "s-maxage" not in answer.get("Cache-Control", "")


def test_a_cache_that_is_away_costs_time_only(reader, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError("Nobody there.")

    monkeypatch.setattr(store.away, "until", 0.0)
    monkeypatch.setattr(type(cache._connections["default"]), "get", away, raising=False)
    monkeypatch.setattr(type(cache._connections["default"]), "set", away, raising=False)
    first = reader.get(PAGE)
    assert first.status_code == 200
    assert reader.get(PAGE).content == first.content


def test_a_cdn_may_hold_a_page_for_a_minute_and_a_browser_asks_each_time(reader):
    answer = reader.get(PAGE)
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert answer["CDN-Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
