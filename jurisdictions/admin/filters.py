"""Filters by time beside the lists; the only place in the editing pages that asks for today."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils.timezone import localdate


class DayFilter(SimpleListFilter):
    """Choices that depend on the day; each has a value, a label and a queryset for that day."""

    choices_by_day: list[tuple]

    def lookups(self, request, model_admin):
        return [(value, label) for value, label, _ in self.choices_by_day]

    def queryset(self, request, queryset):
        for value, _, rows in self.choices_by_day:
            if self.value() == value:
                return rows(queryset, localdate())
        return queryset


class InForceFilter(DayFilter):
    title = "in force"
    parameter_name = "in_force"
    choices_by_day = [
        ("today", "In force today", lambda rows, today: rows.as_of(today)),
        ("superseded", "Superseded", lambda rows, today: rows.superseded(today)),
        ("later", "Begins later", lambda rows, today: rows.upcoming(today)),
    ]


class VerificationFilter(DayFilter):
    title = "verification"
    parameter_name = "verification"
    choices_by_day = [
        ("due", "Verification due", lambda rows, today: rows.filter(verification_due(today))),
        ("fresh", "Verified lately", lambda rows, today: rows.exclude(verification_due(today))),
    ]


class ComingFilter(DayFilter):
    title = "time"
    parameter_name = "time"
    choices_by_day = [
        ("coming", "Still to come", lambda rows, today: rows.coming(today)),
        ("past", "Up to today", lambda rows, today: rows.latest(today)),
    ]


def verification_due(today: date) -> Q:
    """The rows for which Finding.verification_due() is true."""
    oldest = today - timedelta(days=settings.REVIEW_INTERVAL_DAYS)
    return Q(verified_on=None) | Q(verified_on__lt=oldest)
