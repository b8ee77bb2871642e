"""An answer has a tag, and whoever holds it is told in one query that nothing changed."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from jurisdictions.api import conditions
from jurisdictions.caching import identity

from .factories import make_finding

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PATHS = ["", "findings/", "findings/one/", "comparison/", "openapi.json"]


@pytest.fixture
def finding():
    return make_finding(slug="one")


def get(path: str, **headers):
    return Client().get(f"/api/v1/{path}", headers=headers)


def tag(path: str, **headers) -> str:
    response = get(path, **headers)
    assert response.status_code == 200, response.content
    return response.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_the_tag_is_strong_and_stays_while_nothing_changes(finding, path):
    assert tag(path) == tag(path)
    assert tag(path).startswith('"')


@pytest.mark.parametrize("path", PATHS)
def test_who_holds_the_answer_is_told_so_after_one_query(finding, path, django_assert_num_queries):
    held = tag(path)
    for given in (held, f"W/{held}", f'"other", {held}'):
        with django_assert_num_queries(1):
            response = get(path, **{"if-none-match": given})
        assert response.status_code == 304
        assert response.content == b""
        assert response.headers["ETag"] == held
        assert "max-age" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", PATHS)
def test_after_an_edit_the_tag_is_another(finding, path):
    before = tag(path)
    finding.answer = "Another"
    finding.save()
    assert tag(path) != before
    assert get(path, **{"if-none-match": before}).status_code == 200


def test_after_a_deletion_too(finding):
    before = tag("findings/")
    finding.delete()
    assert tag("findings/") != before


def test_the_next_day_the_tag_is_another_also_where_a_day_is_asked(finding, monkeypatch):
    for path in ("findings/", "findings/?as_of=2024-06-01"):
        monkeypatch.setattr(conditions, "today", lambda: date(2026, 11, 24))
        before = tag(path)
        monkeypatch.setattr(conditions, "today", lambda: date(2026, 11, 25))
        assert tag(path) != before


def test_the_order_of_parameters_makes_no_other_tag_but_that_of_values_does(finding):
    assert tag("findings/?page=1&as_of=2025-01-01") == tag("findings/?as_of=2025-01-01&page=1")
    make_finding()
    places = [f.jurisdiction.slug for f in type(finding).objects.all()]
    forth, back = ("&".join(f"jurisdiction={slug}" for slug in o) for o in (places, places[::-1]))
    assert tag(f"comparison/?{forth}") != tag(f"comparison/?{back}")


def test_another_host_or_scheme_has_other_addresses_and_another_tag(finding, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    assert tag("findings/") != tag("findings/", host="other.example")
    secure = Client().get("/api/v1/findings/", secure=True)
    assert secure.headers["ETag"] != tag("findings/")
    assert "https://testserver/findings/one/" in secure.text


def test_another_release_of_the_code_has_another_tag(finding, monkeypatch):
    before = tag("findings/")
    other = replace(identity.program(), digest="other")
    monkeypatch.setattr(identity, "program", lambda: other)
    assert tag("findings/") != before


def test_a_compressed_answer_bears_it_weakly_and_is_known_again(finding):
    response = Client().get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    weak = response.headers["ETag"]
    assert weak.startswith('W/"')
    assert get("openapi.json", **{"if-none-match": weak}).status_code == 304


def test_any_answer_at_all_is_held_by_a_star(finding):
    assert get("findings/", **{"if-none-match": "*"}).status_code == 304


def test_a_record_that_is_no_longer_the_one_meant_is_a_problem(finding):
    assert get("findings/", **{"if-match": tag("findings/")}).status_code == 200
    response = get("findings/", **{"if-match": '"other"'})
    assert response.status_code == 412
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["findings/?x=1", "findings/nothing/"])
def test_a_problem_has_no_tag_and_is_never_unchanged(finding, path):
    response = get(path, **{"if-none-match": "*"})
    assert response.status_code in (400, 404)
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_says_without_the_body(finding, path):
    got, head = get(path), Client().head(f"/api/v1/{path}")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == got.headers[name]
