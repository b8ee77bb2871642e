"""A law is chosen by its name and its place: short names are much the same everywhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from . import factories as make
from .desk import address, make_draft
from .pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def twins():
    places = [make.make_jurisdiction(short_name=name) for name in ("Bermuda", "Cayman Islands")]
    return [make.make_instrument(short_name="VASP Act", jurisdiction=place) for place in places]


def found(client, words: str, model: str = "citation") -> list[str]:
    asked = {"app_label": "jurisdictions", "model_name": model, "field_name": "instrument"}
    answer = client.get("/admin/autocomplete/", {"term": words, **asked})
    return [one["text"] for one in answer.json()["results"]]


@pytest.mark.parametrize("model", ["citation", "event"])
def test_what_is_found_while_one_types_says_where_it_holds(admin_client, twins, model):
    assert sorted(found(admin_client, "vasp", model)) == [
        "VASP Act (Bermuda)",
        "VASP Act (Cayman Islands)",
    ]


def test_so_does_what_is_chosen(admin_client, twins):
    citation = make.make_citation(finding=make_draft(), instrument=twins[1], pinpoint="s. 1")
    event = make.make_event(instrument=twins[0], jurisdiction=twins[0].jurisdiction)
    for record, name in (
        (citation.finding, "VASP Act (Cayman Islands)"),
        (event, "VASP Act (Bermuda)"),
    ):
        page = parse(admin_client.get(address(record, "change")))
        assert name in [option.get_text() for option in page.select("select option[selected]")]


def test_other_records_are_called_as_ever(admin_client):
    source = make.make_source(title="The Act")
    asked = {"app_label": "jurisdictions", "model_name": "citation", "field_name": "source"}
    [one] = admin_client.get("/admin/autocomplete/", {"term": "act", **asked}).json()["results"]
    assert one["text"] == str(source)


@pytest.mark.each_database
def test_more_laws_found_cost_no_more_statements(admin_client, twins):
    def statements() -> int:
        with CaptureQueriesContext(connection) as context:
            found(admin_client, "vasp")
        return len(context)

    statements()
    before = statements()
    for _number in range(5):
        make.make_instrument(short_name="VASP Act")
    assert statements() == before
