"""A plain form leads to a clean address: what was left empty is not in it."""

from datetime import timedelta

import pytest
from django.test import Client

from jurisdictions.days import today

from .pages import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("article_edition"),
    pytest.mark.any_database,
]


def led_to(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 302
    return response.headers["Location"]


def test_empty_fields_leave_the_address():
    assert (
        led_to("/?form=asked&q=&approach=guidance-led&kind=&has=&has=") == "/?approach=guidance-led"
    )
    assert led_to("/findings/?form=asked&q=&confidence=") == "/findings/"


def test_the_day_that_the_form_proposed_leaves_the_address_and_another_day_stays():
    now, then = today().isoformat(), (today() - timedelta(days=1)).isoformat()
    assert led_to(f"/?form={now}&as_of={now}") == "/"
    assert led_to(f"/?form={now}&as_of={then}") == f"/?as_of={then}"


def test_a_form_opened_before_midnight_does_not_pin_the_day_it_proposed():
    then = (today() - timedelta(days=1)).isoformat()
    assert led_to(f"/?form={then}&as_of={then}") == "/"


def test_a_day_that_was_asked_for_stays_even_if_it_is_today():
    now = today().isoformat()
    form = parse(Client().get(f"/?as_of={now}")).main.form
    marker = form.select_one("[name=form]")["value"]
    assert led_to(f"/?form={marker}&as_of={now}") == f"/?as_of={now}"


def test_repeated_choices_and_their_order_stay():
    ticked = "jurisdiction=dubai&jurisdiction=united-states"
    assert led_to(f"/compare/?form=asked&{ticked}&q=") == f"/compare/?{ticked}"


def test_what_is_wrong_is_still_refused_after_the_form():
    address = led_to("/?form=asked&as_of=never&q=")
    assert address == "/?as_of=never"
    assert Client().get(address).status_code == 400


def test_without_the_mark_of_a_form_an_empty_parameter_is_refused():
    assert Client().get("/?q=").status_code == 400


def test_a_path_that_looks_like_a_host_leads_nowhere_else():
    answer = Client().get("//elsewhere.example/compare.bib?form=1")
    assert not answer.headers.get("Location", "").startswith("//")
