"""The lock after repeated failure: when it falls, until when, and what is answered meanwhile."""

from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Handler(AxesDatabaseHandler):
    """Counts in the database, by name and address, and more patiently by address alone.

    Colleagues behind one address don't lock each other out at the first forgotten password.
    """

    def get_failures(self, request, credentials=None) -> int:
        """What axes holds against its limit: a locked address has reached it for every name."""
        by_address, by_name = self.get_user_attempts(request, credentials)
        full = settings.AXES_FAILURE_LIMIT if self.is_full(by_address) else 0
        return max(total(by_name), full)

    def is_full(self, by_address: QuerySet) -> bool:
        return total(by_address) >= settings.FAILURE_LIMIT_OF_ADDRESS

    def reset_user_attempts(self, request, credentials=None) -> int:
        """A sign-in forgives its own name only: else one account would help to guess others."""
        _, by_name = self.filter_user_attempts(request, credentials)
        count, _ = by_name.delete()
        return count

    def opens_at(self, request, credentials=None) -> datetime:
        """When the last attempt that counts is forgotten, and with it the lock."""
        by_address, by_name = self.get_user_attempts(request, credentials)
        counted = by_address if self.is_full(by_address) else by_name
        last = counted.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
        return last + settings.AXES_COOLOFF_TIME


def total(attempts: QuerySet) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def is_locked(request, user) -> bool:
    """Do failures keep the user out, from where the request comes?"""
    return not AxesProxyHandler.is_allowed(request, credentials_of(user))


def credentials_of(user) -> dict:
    """What axes knows a user by."""
    return {"username": user.get_username()}


def locked(request, response, credentials):
    """What axes answers instead of `response` while the door is locked."""
    until = AxesProxyHandler.get_implementation().opens_at(request, credentials)
    sentence = _("Too many attempts to sign in have failed. Try again after %(time)s UTC.")
    return refuse(request, sentence, until)


def refuse(request, sentence: str, until: datetime):
    """429 with a sentence that says why, and when to try again: its `time`."""
    seconds = max(1, -(-(until - timezone.now()) // timedelta(seconds=1)))
    clock = date_format(timezone.localtime(until), "H:i:s")
    context = {"sentence": sentence % {"time": clock}, "retry_after": seconds}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response
