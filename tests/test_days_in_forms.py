"""A day that is typed has a form that is named where it is missed, and a year that readers see."""

from datetime import timedelta

import pytest

from jurisdictions.days import in_words, today
from tests.desk import change, errors, make_draft
from tests.workflow import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("typed", ["31/12/2026", "2026-02-30", "soon"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    told = errors(change(signed_in(editor()), make_draft(), valid_from=typed))
    assert "This is no day that can be understood. Write it as 2026-12-31." in told


@pytest.mark.parametrize("typed", ["0202-06-01", "1899-12-31", "2101-01-01", "2206-01-01"])
def test_a_slip_in_the_year_is_named_beside_the_field(typed):
    told = errors(change(signed_in(editor()), make_draft(), valid_from=typed))
    assert "Give a day from 1 January 1900 to 31 December 2100." in told


def test_who_is_ahead_of_the_clock_of_the_site_is_told_its_day():
    tomorrow = today() + timedelta(days=1)
    told = errors(change(signed_in(editor()), make_draft(), verified_on=tomorrow))
    assert f"Days are those of UTC, where it is {in_words(today())} now." in told


def test_today_is_verified_by_then():
    assert change(signed_in(editor()), make_draft(), verified_on=today()).status_code == 302
