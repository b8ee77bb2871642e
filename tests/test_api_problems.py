"""What the API does not understand it refuses by name, as problem+json and never as a page."""

import pytest
from django.test import Client

from .api import refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

LISTS = [
    "jurisdictions/",
    "regulators/",
    "instruments/",
    "events/",
    "criteria/",
    "findings/",
    "sources/",
    "proposals/",
]
DATED = [*LISTS, "comparison/", "jurisdictions/dubai/", "findings/us-non-custodial-2026/"]


def named(path: str, status: int = 400) -> list[str]:
    """The parameters that the problem names, each with what is wrong and what is accepted."""
    errors = refused(path, status)["errors"]
    assert all(one.keys() == {"parameter", "detail", "accepted"} for one in errors)
    assert all(one["detail"] for one in errors)
    return [one["parameter"] for one in errors]


@pytest.mark.few
@pytest.mark.parametrize("path", [*DATED, "", "openapi.json"])
@pytest.mark.parametrize("name", ["x", "asof", "format", "limit", "jurisdictions"])
def test_an_unknown_parameter_is_refused_by_name(path, name):
    assert named(f"{path}?{name}=1") == [name]


@pytest.mark.few
@pytest.mark.parametrize("path", DATED)
@pytest.mark.parametrize(
    "day",
    ["", "today", "2024-02-30", "20241231", "1899-12-31", "2101-01-01", "%D9%A2024-01-01", "%00"],
)
def test_a_day_that_is_none_is_refused(path, day):
    assert named(f"{path}?as_of={day}") == ["as_of"]


@pytest.mark.few
@pytest.mark.parametrize("path", DATED)
@pytest.mark.parametrize("number", ["", "0", "-1", "1.5", "01", "latest", "9" * 30, "999999999"])
def test_a_revision_that_is_none_is_refused(path, number):
    assert named(f"{path}?rev={number}") == ["rev"]


@pytest.mark.parametrize("path", DATED)
def test_a_single_parameter_given_twice_is_refused(path):
    assert named(f"{path}?as_of=2024-01-01&as_of=2024-01-02") == ["as_of"]


@pytest.mark.few
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("number", ["", "0", "-1", "1.5", "1e3", "01", "x", "%D9%A1", "9" * 12])
def test_what_is_no_number_of_a_page_is_refused(path, number):
    assert named(f"{path}?page={number}") == ["page"]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_last_is_not_found_and_the_problem_names_the_last(path):
    [error] = refused(f"{path}?page=9999", 404)["errors"]
    assert error["parameter"] == "page"
    assert "from 1 to" in error["accepted"]


@pytest.mark.parametrize(
    "size",
    ["", "0", "501", "-1", "01", "1.0", "all", "²", "9" * 30, pytest.param("9" * 5000, id="9…")],
)
def test_a_size_outside_the_range_is_refused(size):
    assert named(f"findings/?page_size={size}") == ["page_size"]


@pytest.mark.few
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("jurisdictions/", "jurisdiction"),
        ("jurisdictions/", "approach"),
        ("jurisdictions/", "kind"),
        ("jurisdictions/", "regulator"),
        ("jurisdictions/", "has"),
        ("jurisdictions/", "sort"),
        ("jurisdictions/", "group"),
        ("regulators/", "jurisdiction"),
        ("instruments/", "status"),
        ("instruments/", "kind"),
        ("events/", "kind"),
        ("events/", "from"),
        ("events/", "to"),
        ("criteria/", "section"),
        ("criteria/", "scale"),
        ("findings/", "criterion"),
        ("findings/", "stance"),
        ("findings/", "source"),
        ("sources/", "access"),
        ("proposals/", "jurisdiction"),
        ("comparison/", "jurisdiction"),
        ("comparison/", "only"),
        ("comparison/", "against"),
    ],
)
@pytest.mark.parametrize("value", ["atlantis", "", "%00", "%E2%80%AE", "%27%20OR%201=1--"])
def test_an_unknown_empty_or_crafted_value_is_refused(path, name, value):
    assert named(f"{path}?{name}={value}") == [name]


def test_the_same_value_twice_is_refused():
    assert named("findings/?jurisdiction=dubai&jurisdiction=dubai") == ["jurisdiction"]


def test_a_period_that_ends_before_it_begins_is_refused():
    assert named("events/?from=2025-01-02&to=2025-01-01") == ["from"]


def test_a_comparison_held_against_its_own_day_is_refused():
    assert named("comparison/?as_of=2025-01-02&against=2025-01-02") == ["against"]


def test_several_at_once_are_all_named():
    assert set(named("findings/?as_of=never&rev=x&page=0")) == {"as_of", "rev", "page"}


def test_nothing_of_a_crafted_name_is_repeated():
    assert "svg" not in str(refused("findings/?%3Csvg%3E=1"))


@pytest.mark.parametrize(
    "path",
    [
        "jurisdictions/atlantis/",
        "regulators/atlantis/",
        "instruments/atlantis/",
        "events/atlantis/",
        "criteria/atlantis/",
        "findings/atlantis/",
        "sources/atlantis/",
        "proposals/atlantis/",
        "jurisdictions/%00/",
        "jurisdictions/" + "x" * 3000 + "/",
        "nothing/",
        "nothing",
        "comparison/dubai/",
    ],
)
def test_an_unknown_address_is_a_problem_too(path):
    assert "errors" not in refused(path, 404)


@pytest.mark.few
@pytest.mark.parametrize("path", ["", "findings/", "jurisdictions/dubai/", "openapi.json"])
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "CONNECT", "ODD"]
)
def test_other_methods_are_not_allowed(path, method):
    response = Client(enforce_csrf_checks=True).generic(method, f"/api/v1/{path}")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*;q=0.1", "odd", ""])
def test_whatever_a_client_accepts_it_is_given_json(accept):
    response = Client().get("/api/v1/findings/?page_size=1", headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"


def test_more_parameters_than_anybody_needs_are_a_problem():
    refused("comparison/?" + "&".join(f"jurisdiction=place-{n}" for n in range(1500)))


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "é"])
def test_a_foreign_or_malformed_host_is_a_problem(host):
    response = Client().get("/api/v1/findings/", headers={"host": host})
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_is_a_problem_and_tells_nothing(monkeypatch):
    from jurisdictions.api import views

    monkeypatch.setattr(views.Findings, "rows", lambda self, filters: 1 / 0)
    response = Client(raise_request_exception=False).get("/api/v1/findings/")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "division" not in response.text


def test_outside_the_api_an_error_is_a_page():
    assert "text/html" in Client().get("/nowhere/").headers["Content-Type"]
    assert "text/html" in Client().get("/?x=1").headers["Content-Type"]
    assert "text/html" in Client().get("/api/docs/?x=1").headers["Content-Type"]
