"""The addresses around the data, and pages for errors."""

import pytest
from django.contrib.staticfiles import finders
from django.db import InterfaceError, connection
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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


@pytest.mark.parametrize("host", ["localhost", "10.0.0.11:8001", "web1:8000"])
def test_health_is_told_under_any_name_and_nothing_else(settings, host):
    """What looks after a server asks it at an address that no reader knows."""
    settings.ALLOWED_HOSTS = ["regcompare.example.org"]
    assert Client().get("/healthz", headers={"host": host}).status_code == 200
    for address in ("/", "/metrics", "/healthz/"):
        assert Client().get(address, headers={"host": host}).status_code == 400


def test_health_is_told_on_plain_http(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/about/").status_code == 301


def test_a_broken_page_is_a_500_of_ours_without_details(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("jurisdictions.views.overview.approaches", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert "secret detail" not in response.text
    assert not response.cookies


def test_browsers_find_the_icon_where_they_look_for_it_beside_a_file():
    """A CSV or a feed can't name its icon, as pages do."""
    response = Client().get("/favicon.ico")
    assert response.status_code == 302
    assert response.headers["Location"] == "/static/favicon.ico"
    assert "max-age=86400" in response.headers["Cache-Control"]
    with open(finders.find("favicon.ico"), "rb") as icon:
        assert icon.read(4) == b"\x00\x00\x01\x00"
