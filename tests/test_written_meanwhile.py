"""A page is made by several statements. What is written between them breaks none for its reader."""

from collections.abc import Callable

import pytest
from django.test import Client

from jurisdictions.api import views
from jurisdictions.caching import held
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
    "/changes/?from=2023-01-01&kind=law",
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


@pytest.mark.parametrize("address", ["/findings/", "/api/v1/jurisdictions/"])
@pytest.mark.parametrize(("written", "times"), [(False, 1), (True, 2)])
def test_what_fails_is_tried_once_more_where_something_was_written(
    monkeypatch, address, written, times
):
    one, tried = make_finding(), []

    def fail(*asked, **how):
        tried.append(address)
        if written:
            Finding.objects.filter(pk=one.pk).update(note=f"Written {len(tried)} times")
        raise LookupError

    monkeypatch.setattr(findings, "list_facets", fail)
    monkeypatch.setattr(views, "overview_pool", fail)
    with pytest.raises(LookupError):
        Client().get(address)
    assert len(tried) == times
