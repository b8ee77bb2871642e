"""With all shipped places, every ready-made question is offered and answered."""

import pytest
from django.test import Client

from jurisdictions.shortcuts import SHORTCUTS

from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_edition")]


def links(address: str) -> dict[str, str]:
    return {squeeze(a): a["href"] for a in parse(Client().get(address)).select(".shortcuts a")}


def test_on_the_world_edition_every_question_is_offered_and_finds_something():
    offered = links("/?as_of=2026-11-24")
    assert list(offered) == [shortcut.question for shortcut in SHORTCUTS]
    for question, address in offered.items():
        response = Client().get(address)
        # A value that is not known would be refused.
        assert response.status_code == 200, question
        page = parse(response)
        assert page.select("main tbody tr, main li"), question
        if caption := page.select_one(".list-table caption"):
            assert not squeeze(caption).startswith("0 "), question


@pytest.mark.parametrize("address", ["/", "/findings/"])
def test_the_day_of_the_page_travels_along(address):
    assert links(address)
    assert all("as_of" not in href for href in links(address).values())
    then = links(f"{address}?as_of=2026-01-31")
    assert then
    assert all(href.endswith("as_of=2026-01-31") for href in then.values())
