"""Writing down what happens at the door."""

from django.contrib.auth import get_user_model
from simple_history.models import HistoricalRecords

from jurisdictions.guarded.clients import client_address

from .models import Outcome, SignIn


def record(outcome: Outcome, user, request=None) -> SignIn:
    """Write down what happened to `user` (None: to a name that nobody has).

    Without a `request` it is the one being answered, if any: commands have none.
    """
    request = request or getattr(HistoricalRecords.context, "request", None)
    return SignIn.objects.create(
        outcome=outcome,
        user=user,
        name=user.get_username() if user else "",
        address=client_address(request) if request else None,
        by=other(user, request),
    )


def other(user, request) -> str:
    """The name of who is signed in, unless that is the user."""
    actor = getattr(request, "user", None)
    if actor is None or not actor.is_authenticated or (user and actor.pk == user.pk):
        return ""
    return actor.get_username()


def named(name: str):
    """The account of that name, or None."""
    users = get_user_model()._default_manager
    return users.filter(**{get_user_model().USERNAME_FIELD: name}).first()
