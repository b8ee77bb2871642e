"""How far the evidence goes, which a page says whose day lies beyond it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from jurisdictions.days import evidence_to

DAY = timedelta(days=1)
RESEARCHED = date(2026, 10, 8)


def places(*days: date | None) -> list[SimpleNamespace]:
    return [SimpleNamespace(researched_until=day) for day in days]


@pytest.mark.parametrize(
    ("day", "said"),
    [(RESEARCHED - DAY, None), (RESEARCHED, None), (RESEARCHED + DAY, RESEARCHED)],
)
def test_it_is_said_from_the_day_after_the_last_researched_one(day, said):
    assert evidence_to(places(RESEARCHED), day) == said


def test_of_several_places_the_one_researched_least_far_counts():
    assert evidence_to(places(RESEARCHED + DAY, RESEARCHED), RESEARCHED + DAY) == RESEARCHED


def test_a_place_of_which_no_such_day_is_known_says_nothing():
    assert evidence_to(places(None, RESEARCHED), RESEARCHED + DAY) == RESEARCHED
    assert evidence_to(places(None), RESEARCHED) is None
