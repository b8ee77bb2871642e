"""A page says of which of its texts the day shown is not the day they were written for."""

from datetime import date, timedelta

import pytest
from django.test import Client

from .factories import make_finding, make_jurisdiction, make_proposal
from .pages import parse, squeeze

pytestmark = pytest.mark.django_db

RESEARCHED = date(2026, 10, 8)
DAY = timedelta(days=1)


@pytest.fixture
def place():
    return make_jurisdiction(researched_until=RESEARCHED, summary="How it stands.")


def shown(address: str) -> str:
    return squeeze(parse(Client().get(address)).main)


@pytest.mark.parametrize(("day", "is_said"), [(RESEARCHED - DAY, True), (RESEARCHED, False)])
def test_a_summary_of_a_place_is_of_the_day_up_to_which_it_was_researched(place, day, is_said):
    page = shown(f"{place.get_absolute_url()}?as_of={day}")
    assert ("written for the law of 8 October 2026" in page) is is_said


@pytest.mark.parametrize(("day", "is_said"), [(RESEARCHED - DAY, True), (RESEARCHED, False)])
def test_of_a_proposal_only_the_table_follows_the_day(place, day, is_said):
    proposal = make_proposal(jurisdiction=place)
    page = shown(f"{proposal.get_absolute_url()}?as_of={day}")
    assert ("Only the table of pillars follows the day shown" in page) is is_said
    assert ("written for the law of 8 October 2026" in page) is is_said


def test_where_nobody_knows_for_which_day_it_was_written_nothing_is_said():
    proposal = make_proposal()
    assert "Only the table" not in shown(f"{proposal.get_absolute_url()}?as_of=1950-01-01")


@pytest.mark.parametrize(
    ("query", "is_said"),
    [
        (f"from={RESEARCHED}&to=2026-11-30", True),
        (f"from={RESEARCHED + DAY}&to=2026-11-30", True),
        (f"from={RESEARCHED - DAY}&to=2026-11-30", False),
        (f"from=2026-01-01&to={RESEARCHED}", False),
    ],
)
def test_that_nothing_changed_is_not_said_of_a_time_that_nobody_researched(place, query, is_said):
    page = shown(f"/changes/?{query}")
    assert ("Changes of law after 8 October 2026 were not looked for" in page) is is_said
    assert ("Nothing of this kind changed between these days" in page) is not is_said


def test_who_comes_back_is_told_where_to_hear_of_what_was_entered_late(place):
    assert "the feed tells of it when it is entered" in shown("/changes/")


def test_what_is_known_of_such_a_time_is_still_listed(place):
    make_finding(jurisdiction=place, valid_from=date(2026, 11, 1), answer="From then on")
    page = shown(f"/changes/?from={RESEARCHED}&to=2026-11-30")
    assert "From then on" in page
    assert "were not looked for" in page
