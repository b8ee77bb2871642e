"""The status of an instrument follows from the milestones reached on the day."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from jurisdictions.law.status import Status, status_on

pytestmark = pytest.mark.any_database

Y1, Y2, Y3, Y4 = (date(2020 + n, 3, 15) for n in range(4))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "milestones", "status"),
    [
        (Y1, [], Status.NONE),
        (Y1, [("court", Y1), ("consultation", Y1), ("deadline", Y1)], Status.NONE),
        (Y1 - DAY, [("proposed", Y1)], Status.NOT_YET),
        (Y1 - DAY, [("published", Y1)], Status.NOT_YET),
        (Y1 - DAY, [("applies", Y1)], Status.NOT_YET),
        (Y1, [("proposed", Y1)], Status.PROPOSED),
        (Y2 - DAY, [("proposed", Y1), ("adopted", Y2)], Status.PROPOSED),
        (Y2, [("proposed", Y1), ("adopted", Y2)], Status.ADOPTED),
        (Y2, [("adopted", Y1), ("in-force", Y2)], Status.IN_FORCE),
        (Y3, [("in-force", Y1), ("amended", Y2), ("deadline", Y3)], Status.IN_FORCE),
        (Y3, [("in-force", Y1), ("repealed", Y3)], Status.REPEALED),
        (Y3, [("in-force", Y1), ("superseded", Y3)], Status.SUPERSEDED),
        (Y3, [("proposed", Y1), ("withdrawn", Y3)], Status.WITHDRAWN),
    ],
)
def test_the_newest_decisive_milestone_reached_counts(day, milestones, status):
    assert status_on(day, milestones) is status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (Y1, Status.NOT_APPLICABLE),
        (Y2 - DAY, Status.NOT_APPLICABLE),
        (Y2, Status.IN_FORCE),
        (Y3, Status.IN_FORCE),
    ],
)
def test_a_text_in_force_is_not_applicable_until_its_first_duties_bind(day, status):
    milestones = [("in-force", Y1), ("applies", Y2), ("applies", Y3)]
    assert status_on(day, milestones) is status


@pytest.mark.parametrize(
    ("milestones", "status"),
    [
        ([("adopted", Y1), ("applies", Y3)], Status.ADOPTED),
        ([("in-force", Y1), ("applies", Y3), ("repealed", Y2)], Status.REPEALED),
    ],
)
def test_what_is_not_in_force_does_not_wait_for_its_duties(milestones, status):
    assert status_on(Y2, milestones) is status


def test_the_first_duties_that_bind_also_mean_in_force():
    assert status_on(Y2, [("adopted", Y1), ("applies", Y2)]) is Status.IN_FORCE


def test_later_duties_do_not_bring_back_what_was_repealed():
    milestones = [("in-force", Y1), ("applies", Y1), ("repealed", Y2), ("applies", Y3)]
    assert status_on(Y4, milestones) is Status.REPEALED


@pytest.mark.parametrize(
    ("milestones", "status"),
    [
        ([("published", Y1)], Status.PUBLISHED),
        ([("published", Y2), ("adopted", Y1)], Status.ADOPTED),
    ],
)
def test_publication_counts_only_where_nothing_decisive_was_reached(milestones, status):
    assert status_on(Y3, milestones) is status


@pytest.mark.parametrize("steps", [*permutations(("proposed", "adopted", "in-force"))])
def test_steps_of_one_day_follow_each_other_in_whatever_order_they_are_given(steps):
    assert status_on(Y1, [(step, Y1) for step in steps]) is Status.IN_FORCE


def test_the_order_in_which_milestones_are_given_does_not_matter():
    milestones = [("repealed", Y3), ("proposed", Y1), ("in-force", Y2)]
    assert status_on(Y4, milestones) is status_on(Y4, milestones[::-1]) is Status.REPEALED
