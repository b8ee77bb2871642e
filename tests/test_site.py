"""The addresses around the data, and pages for errors."""

import pytest
from django.db import InterfaceError, connection
from django.test import Client

from jurisdictions.models import Finding

pytestmark = pytest.mark.django_db


def test_health_is_green_while_the_database_answers():
    response = Client().get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_health_is_red_when_the_database_does_not_answer(monkeypatch):
    def gone(*args):
        raise InterfaceError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    response = Client().get("/healthz")
    assert (response.status_code, response.text) == (503, "database unreachable\n")


def test_robots_are_kept_from_admin_and_told_of_the_sitemap():
    text = Client().get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_lists_every_public_page(four_places):
    text = Client().get("/sitemap.xml").text
    for path in (
        "/",
        "/jurisdictions/dubai/",
        "/pillars/governance-transition/",
        "/topics/custody/",
    ):
        assert f"<loc>http://testserver{path}</loc>" in text
    assert text.count("/findings/") == 1 + Finding.objects.published().count()


def test_a_broken_page_is_a_500_of_ours_without_details(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("jurisdictions.views.overview.approaches", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert "secret detail" not in response.text
    assert not response.cookies
