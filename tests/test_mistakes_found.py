"""A form that was refused leads to each place where something is wrong."""

import pytest

from jurisdictions.models import Jurisdiction

from . import factories as make
from .desk import address, change, entries, make_draft, row
from .pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def led_to(answer) -> list[tuple[str, str]]:
    """The links to what is wrong; each leads to a control of the page."""
    page = parse(answer)
    links = page.select(".mistakes a")
    for link in links:
        assert page.find(id=link["href"].removeprefix("#")), link
    return [(link.get_text(), link["href"]) for link in links]


def test_fields_are_led_to_in_their_order(admin_client):
    page = admin_client.get(address(Jurisdiction, "add"))
    assert led_to(page) == []
    answer = admin_client.post(page.request["PATH_INFO"], entries(page, name="Norway"))
    assert led_to(answer) == [
        ("Short name", "#id_short_name"),
        ("Slug", "#id_slug"),
        ("Kind", "#id_kind"),
    ]


def test_a_row_is_led_to_by_its_number(admin_client):
    finding = make.make_citation(finding=make_draft()).finding
    page = admin_client.get(address(finding, "change"))
    both = row(page, 1, source=make.make_source().pk, instrument=make.make_instrument().pk)
    answer = admin_client.post(page.request["PATH_INFO"], entries(page, valid_from="May", **both))
    assert led_to(answer) == [
        ("Valid from", "#id_valid_from"),
        ("Citation in row 2", "#id_citations-1-position"),
    ]


def test_the_field_of_a_row_that_is_wrong_is_the_one_led_to(admin_client):
    instrument = make.make_instrument()
    page = admin_client.get(address(instrument, "change"))
    given = row(page, 0, date="2024-01-01", title="No kind")
    answer = admin_client.post(page.request["PATH_INFO"], entries(page, **given))
    assert led_to(answer) == [("Event in row 1", "#id_events-0-kind")]


def test_what_is_refused_as_a_whole_is_no_place(admin_client):
    finding = make_draft()
    page = admin_client.get(address(finding, "change"))
    change(admin_client, finding, answer="Quicker")
    answer = admin_client.post(page.request["PATH_INFO"], entries(page, answer="Later"))
    assert "Not saved" in answer.content.decode()
    assert led_to(answer) == []
