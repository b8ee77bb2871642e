"""Which day a page shows, on which day it is judged, and how links take the two times along."""

from datetime import UTC, date, datetime

import pytest

from jurisdictions.days import AsOf, recordable, verification_horizon
from jurisdictions.models import Revision

TODAY, ASKED = date(2026, 11, 24), date(2024, 12, 31)
REVISION = Revision(number=7, recorded_at=datetime(2026, 6, 1, 12, tzinfo=UTC))
PLAIN = AsOf.read(None, TODAY)
OF_A_DAY = AsOf.read(ASKED, TODAY)
OF_BOTH = AsOf.read(ASKED, TODAY, REVISION)


def test_it_is_today_unless_another_one_is_asked_for():
    assert (PLAIN.day, PLAIN.asked) == (TODAY, False)
    assert (OF_A_DAY.day, OF_A_DAY.asked) == (ASKED, True)


def test_to_ask_for_today_is_to_ask_for_a_day():
    assert AsOf.read(TODAY, TODAY).query == "?as_of=2026-11-24"


def test_verifications_are_judged_today_whatever_day_is_shown():
    assert PLAIN.today == OF_A_DAY.today == TODAY


@pytest.mark.parametrize(
    ("shown", "query"),
    [(PLAIN, ""), (OF_A_DAY, "?as_of=2024-12-31"), (OF_BOTH, "?as_of=2024-12-31&rev=7")],
)
def test_a_link_says_what_is_not_today_and_now(shown, query):
    assert shown.query == query


@pytest.mark.parametrize(
    ("address", "carried"),
    [
        ("/x/", "/x/?as_of=2024-12-31&rev=7"),
        ("/x/?q=dao", "/x/?q=dao&as_of=2024-12-31&rev=7"),
        ("/x/#note-1", "/x/?as_of=2024-12-31&rev=7#note-1"),
        ("/x/?q=dao#note-1", "/x/?q=dao&as_of=2024-12-31&rev=7#note-1"),
    ],
)
def test_an_address_takes_them_along_before_its_place_in_the_page(address, carried):
    assert OF_BOTH.carry(address) == carried
    assert PLAIN.carry(address) == address


def test_a_form_tells_the_day_that_it_proposes_from_one_that_was_asked_for():
    assert (PLAIN.proposal, OF_A_DAY.proposal) == ("2026-11-24", "asked")


def test_what_holds_from_a_day_on_takes_days_that_can_be_asked_for_and_the_rest_older_ones():
    assert recordable("valid_from") == (AsOf.first, AsOf.last)
    assert recordable("date") == (date(1000, 1, 1), AsOf.last)


def test_a_verification_is_due_by_the_interval_of_its_criterion_or_by_the_setting(settings):
    settings.REVIEW_INTERVAL_DAYS = 30
    assert verification_horizon(TODAY) == date(2026, 10, 25)
    assert verification_horizon(TODAY, 7) == date(2026, 11, 17)
