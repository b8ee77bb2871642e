"""A criterion may have a review interval of its own; the others share that of the site."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from jurisdictions.models import Finding

from .factories import make_criterion, make_finding

TODAY = date(2026, 11, 24)
SITE = settings.REVIEW_INTERVAL_DAYS


def verified(days_ago: int, interval: int | None):
    criterion = make_criterion(review_interval_days=interval)
    return make_finding(criterion=criterion, verified_on=TODAY - timedelta(days_ago))


@pytest.mark.parametrize("interval", [None, 30, 400])
@pytest.mark.parametrize("beyond", [0, 1])
def test_a_verification_is_due_the_day_after_the_interval_of_its_criterion(db, interval, beyond):
    finding = verified((interval or SITE) + beyond, interval)
    assert finding.verification_due(TODAY) is bool(beyond)
    assert Finding.objects.verification_due(TODAY).contains(finding) is bool(beyond)
    assert Finding.objects.verified(TODAY).contains(finding) is not bool(beyond)


def test_what_was_never_verified_is_due_whatever_the_interval(db):
    finding = make_finding(criterion=make_criterion(review_interval_days=400), verified_on=None)
    assert finding.verification_due(TODAY)
    assert list(Finding.objects.verification_due(TODAY)) == [finding]
    assert not Finding.objects.verified(TODAY).exists()


def test_criteria_of_several_intervals_are_told_apart_in_one_list(db):
    often, seldom, usual = verified(100, 30), verified(300, 400), verified(300, None)
    assert set(Finding.objects.verification_due(TODAY)) == {often, usual}
    assert list(Finding.objects.verified(TODAY)) == [seldom]


def test_the_statements_do_not_depend_on_how_many_findings_there_are(db, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(2):
            list(Finding.objects.verification_due(TODAY))
        for interval in (None, 30, 400):
            verified(500, interval)


def test_an_interval_has_at_least_a_day(db):
    with pytest.raises(ValidationError, match="review_interval_days"):
        make_criterion(review_interval_days=0).full_clean()
