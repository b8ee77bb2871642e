"""A page is made by several statements. What is written between them breaks none for its reader."""

from collections.abc import Callable

import pytest
from django.test import Client

from jurisdictions.api import endpoint, views
from jurisdictions.caching import held, kept
from jurisdictions.models import Finding
from jurisdictions.views import findings

from .factories import make_finding, make_jurisdiction

pytestmark = pytest.mark.django_db


def between(monkeypatch, write: Callable[[], object]) -> None:
    """Let it be written after the keys of rows were read, and before the rows are."""
    rows_of = held.State.rows_of

    def read(state, *asked):
        write()
        return rows_of(state, *asked)

    monkeypatch.setattr(held.State, "rows_of", read)


ADDRESSES = (
    "/findings/",
    "/findings.atom",
    "/changes/?from=2023-01-01&kind=first",
    "/compare/?jurisdiction=x",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_from_which_something_goes_meanwhile_is_made_without_it(monkeypatch, address):
    place = make_jurisdiction(slug="x")
    make_finding(jurisdiction=place, answer="It stays")
    goes = make_finding(jurisdiction=place, answer="It goes")
    between(monkeypatch, Finding.objects.filter(pk=goes.pk).delete)
    page = Client().get(address)
    assert page.status_code == 200
    assert "It stays" in page.text
    assert "It goes" not in page.text


@pytest.fixture(params=["/findings/", "/api/v1/jurisdictions/"])
def failing(request, monkeypatch):
    """An address whose answer fails while it is made, what is to be written then, and how often
    it was tried."""
    one, times, tried = make_finding(), [], []

    def fail(*asked, **how):
        tried.append(request.param)
        if len(tried) <= len(times):
            Finding.objects.filter(pk=one.pk).update(note=f"Written {len(tried)} times")
        raise LookupError

    monkeypatch.setattr(findings, "list_facets", fail)
    monkeypatch.setattr(views, "overview_pool", fail)
    return request.param, times, tried


@pytest.mark.parametrize("written", [0, 1, 2])
def test_what_fails_is_begun_anew_as_long_as_something_is_written(failing, written):
    address, times, tried = failing
    times.extend(range(written))
    with pytest.raises(LookupError):
        Client().get(address)
    assert len(tried) == written + 1


def test_where_something_is_written_each_time_readers_are_asked_to_come_back(failing):
    address, times, tried = failing
    times.extend(range(9))
    answer = Client(raise_request_exception=False).get(address)
    assert (answer.status_code, answer["Retry-After"], len(tried)) == (503, "5", 3)
    assert "being written" in answer.text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/findings/?stance=odd", 400),
        ("/findings/nowhere/", 404),
        ("/api/v1/findings/?stance=odd", 400),
        ("/api/v1/findings/nowhere/", 404),
    ],
)
def test_a_refusal_is_an_answer_whatever_is_written_meanwhile(monkeypatch, address, status):
    """Not begun anew: it says what is wrong with the address, and that stays wrong."""
    one, asked, of_state = make_finding(), [], kept.state_of

    def written(token):
        asked.append(token)
        Finding.objects.filter(pk=one.pk).update(note=f"Written {len(asked)} times")
        return of_state(token)

    for module in (kept, endpoint):
        monkeypatch.setattr(module, "state_of", written)
    assert Client().get(address).status_code == status
    assert len(asked) == 1
