"""When a page changed last, as far as a date in HTTP can tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory

from jurisdictions.caching.identity import ask_in_order, identity
from jurisdictions.models.stamps import Moved

# Later than any change of the program.
DAY = date(2100, 1, 2)
MIDNIGHT = datetime(2100, 1, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def changed_last(moved_at: datetime, now: datetime) -> datetime | None:
    request = RequestFactory().get("/")
    ask_in_order(request)
    return identity(request, Moved("token", moved_at), DAY, now).last_modified


def test_at_midnight_it_is_another_since_the_law_of_today_is():
    assert changed_last(MIDNIGHT - timedelta(days=9), MIDNIGHT + timedelta(hours=9)) == MIDNIGHT


def test_after_that_with_the_last_write():
    at_nine = MIDNIGHT + timedelta(hours=9)
    assert changed_last(at_nine, at_nine + timedelta(hours=1)) == at_nine


@pytest.mark.parametrize(("after", "told"), [(SECOND / 2, False), (SECOND, True)])
def test_within_the_same_second_nobody_can_tell(after, told):
    at_nine = MIDNIGHT + timedelta(hours=9)
    assert (changed_last(at_nine, at_nine + after) is not None) is told
