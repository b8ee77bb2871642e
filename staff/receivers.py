"""What Django says of sign-ins, heard: the audit, and the clock of the session."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from . import sessions
from .audit import named, record
from .models import Outcome


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    sessions.begin(request.session)
    record(Outcome.SIGNED_IN, user, request)


@receiver(user_logged_out)
def signed_out(sender, request, user, **kwargs):
    if user:
        record(Outcome.SIGNED_OUT, user, request)


@receiver(user_login_failed)
def refused(sender, credentials, request=None, wrong=Outcome.WRONG_PASSWORD, **kwargs):
    """One entry for each attempt that was looked at, one more when it was the last one.

    Attempts while the door is locked aren't written down: they would fill the database. The
    count is of axes, whose receiver was first.
    """
    if request is None or getattr(request, "axes_failures_since_start", None) is None:
        return
    user = named(credentials.get("username") or "")
    record(wrong, user, request)
    if request.axes_locked_out:
        record(Outcome.LOCKED, user, request)
