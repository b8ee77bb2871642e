"""A finding holds from its first day until the next one of its cell begins."""

from datetime import date, timedelta

import pytest

from jurisdictions.choices import Publication
from jurisdictions.models import ApproachPeriod, Finding

from .factories import make_criterion, make_finding, make_jurisdiction, make_period

FIRST, SECOND = date(2024, 1, 1), date(2025, 6, 30)
DAY = timedelta(days=1)


@pytest.fixture
def cell(db):
    return {"jurisdiction": make_jurisdiction(), "criterion": make_criterion()}


@pytest.fixture
def versions(cell):
    return [make_finding(**cell, valid_from=day) for day in (FIRST, SECOND)]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(1900, 1, 1), None),
        (FIRST - DAY, None),
        (FIRST, 0),
        (FIRST + DAY, 0),
        (SECOND - DAY, 0),
        (SECOND, 1),
        (SECOND + DAY, 1),
        (date(2100, 12, 31), 1),
    ],
)
def test_one_version_is_in_force_from_its_first_day_until_the_next(versions, day, in_force):
    expected = [] if in_force is None else [versions[in_force]]
    assert list(Finding.objects.as_of(day)) == expected


@pytest.mark.parametrize(
    ("day", "superseded"),
    [(SECOND - DAY, []), (SECOND, [0]), (SECOND + DAY, [0])],
)
def test_a_version_is_superseded_once_the_next_has_begun(versions, day, superseded):
    assert list(Finding.objects.superseded(day)) == [versions[n] for n in superseded]


@pytest.mark.parametrize(("day", "upcoming"), [(FIRST, [1]), (SECOND - DAY, [1]), (SECOND, [])])
def test_a_version_is_upcoming_until_its_first_day(versions, day, upcoming):
    assert list(Finding.objects.upcoming(day)) == [versions[n] for n in upcoming]


def test_every_begun_version_is_in_force_or_superseded(versions):
    for day in (FIRST, SECOND, SECOND + DAY):
        begun = set(Finding.objects.begun(day))
        assert begun == {*Finding.objects.as_of(day), *Finding.objects.superseded(day)}


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.IN_REVIEW])
def test_an_unpublished_version_neither_holds_nor_ends_another(cell, versions, publication):
    make_finding(**cell, valid_from=SECOND + DAY, publication=publication)
    assert list(Finding.objects.as_of(SECOND + DAY)) == [versions[1]]


def test_a_version_ends_only_those_of_its_own_cell(versions):
    elsewhere = make_finding(jurisdiction=versions[0].jurisdiction, valid_from=FIRST)
    other_place = make_finding(criterion=versions[0].criterion, valid_from=FIRST)
    assert set(Finding.objects.as_of(SECOND)) == {versions[1], elsewhere, other_place}


def test_a_filter_before_the_day_does_not_bring_back_what_was_superseded(versions):
    only_first = Finding.objects.filter(answer=versions[0].answer)
    assert list(only_first.as_of(SECOND)) == []


def test_approach_periods_follow_the_same_rule(db):
    place = make_jurisdiction()
    first = make_period(jurisdiction=place, valid_from=FIRST)
    second = make_period(jurisdiction=place, valid_from=SECOND)
    assert list(ApproachPeriod.objects.as_of(SECOND - DAY)) == [first]
    assert list(ApproachPeriod.objects.as_of(SECOND)) == [second]
