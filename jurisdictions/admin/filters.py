"""Filters by time beside the lists."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from ..days import today
from . import worklists


class DayFilter(SimpleListFilter):
    """Choices that depend on the day; each has a value, a label and a queryset for that day."""

    choices_by_day: list[tuple]

    def lookups(self, request, model_admin):
        return [(value, label) for value, label, _rows in self.choices_by_day]

    def queryset(self, request, queryset):
        for value, _label, rows in self.choices_by_day:
            if self.value() == value:
                return rows(queryset, today())
        return queryset


class InForceFilter(DayFilter):
    title = _("validity")
    parameter_name = "in_force"
    choices_by_day = [
        ("today", _("In force today"), lambda rows, day: rows.as_of(day)),
        ("superseded", _("Superseded"), lambda rows, day: rows.superseded(day)),
        ("later", _("Begins later"), lambda rows, day: rows.upcoming(day)),
    ]


class VerificationFilter(DayFilter):
    title = _("verification")
    parameter_name = "verification"
    choices_by_day = [
        ("due", _("Verification due"), lambda rows, day: rows.verification_due(day)),
        ("fresh", _("Verified lately"), lambda rows, day: rows.verified(day)),
    ]


class ComingFilter(DayFilter):
    title = _("time")
    parameter_name = "time"
    choices_by_day = [
        ("coming", _("Still to come"), lambda rows, day: rows.coming(day)),
        ("past", _("Up to today"), lambda rows, day: rows.latest(day)),
        (
            "unchecked",
            _("Passed since research: check what happened"),
            lambda rows, day: rows.unchecked(day),
        ),
    ]


class WorkFilter(SimpleListFilter):
    """The work lists of the start page that are about the records of a list."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        lists = worklists.of_user(request.user)
        return [(one.name, one.label) for one in lists if one.model is model_admin.model]

    def queryset(self, request, queryset):
        for one in worklists.of_user(request.user):
            if one.model is queryset.model and one.name == self.value():
                return queryset.filter(pk__in=one.rows(request.user, today()).values("pk"))
        return queryset
