"""Any site may read the API, nobody is known to it, and nothing else of the site is opened."""

import pytest
from django.test import Client

from .factories import make_editor, make_finding

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ORIGIN = "https://elsewhere.example"
PATHS = ["", "findings/", "findings/?x=1", "findings/nothing/", "openapi.json", "nothing/"]


@pytest.mark.parametrize("path", PATHS)
def test_scripts_of_any_site_may_read_without_credentials(path):
    headers = Client().get(f"/api/v1/{path}", headers={"origin": ORIGIN}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Expose-Headers"].lower() == "etag"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("path", ["findings/", "findings/?nothing=1", "nothing/"])
def test_whoever_asks_is_told_so_since_caches_give_an_answer_to_others(path):
    """nginx and many a CDN know nothing of Vary: Origin."""
    headers = Client().get(f"/api/v1/{path}").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Expose-Headers"] == "etag"


@pytest.mark.parametrize("secure", [True, False])
def test_a_browser_that_asks_beforehand_is_told_what_it_may(secure, settings):
    settings.SECURE_SSL_REDIRECT = True
    asked = {
        "origin": ORIGIN,
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    response = Client().options("/api/v1/findings/", headers=asked, secure=secure)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("address", ["/", "/findings/", "/compare.json", "/admin/", "/healthz"])
def test_the_rest_of_the_site_stays_closed_to_other_sites(address):
    headers = Client().get(address, headers={"origin": ORIGIN}).headers
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_sets_a_cookie_or_varies_by_one(path):
    response = Client().get(f"/api/v1/{path}")
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "Content-Security-Policy" in response.headers


def test_it_does_not_matter_who_is_signed_in(django_assert_num_queries):
    make_finding()
    client = Client()
    client.force_login(make_editor())
    asked = {"headers": {"authorization": "Bearer nothing"}}
    with django_assert_num_queries(2):
        client.get("/api/v1/")
    assert client.get("/api/v1/findings/", **asked).content == (
        Client().get("/api/v1/findings/").content
    )


def test_an_answer_may_be_kept_by_shared_caches():
    assert Client().get("/api/v1/findings/").headers["Cache-Control"] == "public, max-age=60"
