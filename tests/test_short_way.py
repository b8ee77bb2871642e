"""A page for readers is answered before anything looks for who they are; all else goes on."""

import pytest
from django.test import Client
from django.utils.translation import override

from regcompare.short_way import found

from .factories import make_editor
from .pages import forget_pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

INNER = "django.contrib.sessions.middleware.SessionMiddleware"
PAGES = ["/", "/compare/?jurisdiction=dubai", "/findings/", "/de/findings/", "/compare.csv"]


@pytest.fixture
def asked_of_session(code) -> list[str]:
    """The paths of all requests that come as far as the session."""
    paths = []
    code.setattr(f"{INNER}.process_request", lambda self, request: paths.append(request.path))
    return paths


@pytest.mark.parametrize("address", PAGES)
def test_a_page_for_readers_never_comes_to_the_session(asked_of_session, address):
    assert Client().get(address).status_code == 200
    assert asked_of_session == []


def test_a_refusal_on_such_a_page_never_comes_to_the_session(asked_of_session):
    assert Client().get("/findings/?x=1").status_code == 400
    assert Client().post("/findings/").status_code == 405
    assert asked_of_session == []


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/healthz", "/findings/dubai-non-custodial-2023/report/"]
)
def test_everything_else_goes_on(monkeypatch, address):
    reached = []
    monkeypatch.setattr(f"{INNER}.process_response", lambda *args: reached.append(1) or args[2])
    Client().get(address)
    assert reached


def test_members_of_staff_see_the_same_page_as_readers(client):
    client.force_login(make_editor())
    forget_pages()
    page = client.get("/findings/")
    forget_pages()
    again = Client().get("/findings/")
    assert page.content == again.content
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_pages_are_rendered_where_nothing_is_kept(client, settings):
    settings.DEBUG = True
    assert b"<h1" in client.get("/findings/").content


def test_a_path_means_what_it_means_in_the_language_of_the_page(client):
    assert client.get("/findings/").headers["Content-Language"] == "en"
    assert client.get("/de/findings/").headers["Content-Language"] == "de"
    with override("de"):
        assert found("/de/findings/").view_name == "findings"
        assert found("/findings/") is None


def test_a_page_that_the_admin_shows_too_is_guarded_there(client):
    assert client.get("/coverage/").status_code == 200
    assert client.get("/admin/coverage/").status_code == 302
