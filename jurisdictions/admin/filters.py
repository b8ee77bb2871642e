"""Filters by time beside the lists."""

from django.contrib.admin import SimpleListFilter

from ..days import today
from . import worklists


class DayFilter(SimpleListFilter):
    """Choices that depend on the day; each has a value, a label and a queryset for that day."""

    choices_by_day: list[tuple]

    def lookups(self, request, model_admin):
        return [(value, label) for value, label, _ in self.choices_by_day]

    def queryset(self, request, queryset):
        for value, _, rows in self.choices_by_day:
            if self.value() == value:
                return rows(queryset, today())
        return queryset


class InForceFilter(DayFilter):
    title = "validity"
    parameter_name = "in_force"
    choices_by_day = [
        ("today", "In force today", lambda rows, day: rows.as_of(day)),
        ("superseded", "Superseded", lambda rows, day: rows.superseded(day)),
        ("later", "Begins later", lambda rows, day: rows.upcoming(day)),
    ]


class VerificationFilter(DayFilter):
    title = "verification"
    parameter_name = "verification"
    choices_by_day = [
        ("due", "Verification due", lambda rows, day: rows.verification_due(day)),
        ("fresh", "Verified lately", lambda rows, day: rows.verified(day)),
    ]


class ComingFilter(DayFilter):
    title = "time"
    parameter_name = "time"
    choices_by_day = [
        ("coming", "Still to come", lambda rows, day: rows.coming(day)),
        ("past", "Up to today", lambda rows, day: rows.latest(day)),
        (
            "unchecked",
            "Passed since research: check what happened",
            lambda rows, day: rows.unchecked(day),
        ),
    ]


class WorkFilter(SimpleListFilter):
    """The work lists of the start page that are about the records of a list."""

    title = "work"
    parameter_name = "work"

    def lookups(self, request, model_admin):
        lists = worklists.of_user(request.user)
        return [(one.name, one.label) for one in lists if one.model is model_admin.model]

    def queryset(self, request, queryset):
        for one in worklists.of_user(request.user):
            if one.model is queryset.model and one.name == self.value():
                return queryset.filter(pk__in=one.rows(request.user, today()).values("pk"))
        return queryset
