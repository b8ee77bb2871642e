"""Between the two steps of a sign-in: the password was right, nobody is signed in yet."""

import time

from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare

PENDING = "pending"
SECONDS = 10 * 60


def begin(request, user):
    """Remember whose password was right, in a session that knows nothing else."""
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "backend": user.backend,
        "password": user.get_session_auth_hash(),
        "since": int(time.time()),
    }


def candidate(request):
    """Who is between the steps; None after ten minutes, or when the account changed meanwhile."""
    noted = request.session.get(PENDING)
    if not noted or time.time() - noted["since"] > SECONDS:
        return None
    user = get_user_model().objects.filter(pk=noted["user"], is_active=True, is_staff=True).first()
    if not user or not constant_time_compare(noted["password"], user.get_session_auth_hash()):
        return None
    user.backend = noted["backend"]
    return user


def end(request):
    request.session.pop(PENDING, None)
