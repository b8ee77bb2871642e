"""A plain form leads to a clean address: what was left empty is not in it."""

from datetime import timedelta

import pytest
from django.test import Client

from jurisdictions.days import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_edition")]


def led_to(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 302
    return response.headers["Location"]


def test_empty_fields_leave_the_address():
    assert led_to("/?form=1&q=&approach=guidance-led&kind=&has=&has=") == "/?approach=guidance-led"
    assert led_to("/findings/?form=1&q=&confidence=") == "/findings/"


def test_the_day_of_today_leaves_the_address_and_another_day_stays():
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert led_to(f"/?form=1&as_of={today().isoformat()}") == "/"
    assert led_to(f"/?form=1&as_of={yesterday}") == f"/?as_of={yesterday}"


def test_repeated_choices_and_their_order_stay():
    ticked = "jurisdiction=dubai&jurisdiction=united-states"
    assert led_to(f"/compare/?form=1&{ticked}&q=") == f"/compare/?{ticked}"


def test_what_is_wrong_is_still_refused_after_the_form():
    address = led_to("/?form=1&as_of=never&q=")
    assert address == "/?as_of=never"
    assert Client().get(address).status_code == 400


def test_without_the_mark_of_a_form_an_empty_parameter_is_refused():
    assert Client().get("/?q=").status_code == 400
