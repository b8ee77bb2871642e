"""Whoever is refused reads why, on a page of ours in the language of the address."""

import pytest
from django.test import Client

from .pages import parse, squeeze
from .workflow import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def heading(response) -> str:
    return squeeze(parse(response).h1)


@pytest.mark.parametrize("address", ["/compare/", "/findings.csv", "/healthz", "/robots.txt"])
def test_a_method_that_is_not_allowed_is_refused_in_words(address):
    response = Client(enforce_csrf_checks=True).post(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert heading(response) == "This address is not asked like that"
    assert "It answers to GET, HEAD only. Nothing was changed." in squeeze(parse(response).main)
    assert int(response["Content-Length"]) == len(response.content)


def test_the_words_are_in_the_language_of_the_address():
    response = Client().delete("/de/compare/")
    assert response.status_code == 405
    assert parse(response).html["lang"] == "de"
    assert "Es wurde nichts geändert." in squeeze(parse(response).main)


def test_the_address_of_a_button_says_that_it_belongs_to_one():
    client = signed_in(editor())
    response = client.get("/admin/logout/")
    assert response.status_code == 405
    assert "press it there" in squeeze(parse(response).main)
    assert client.get("/admin/").status_code == 200


def test_who_only_sent_the_wrong_thing_is_not_told_of_a_button():
    assert "button" not in squeeze(parse(Client().post("/compare/")).main)


def test_the_api_keeps_its_own_words():
    response = Client().post("/api/v1/findings/")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "Your account may not do this"), ("/de", "Ihr Konto darf das nicht")],
)
def test_staff_without_the_right_are_told_so_and_led_on(prefix, said):
    response = signed_in(editor()).get(f"{prefix}/admin/auth/user/")
    assert response.status_code == 403
    assert heading(response) == said
    assert parse(response).main.select_one(f"a[href='{prefix}/admin/']")
