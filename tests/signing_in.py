"""Signing in as staff do, for tests."""

from django.urls import reverse

from staff import sessions
from staff.models import SignIn

PASSWORD = "a long secret of hers"
# So many failures lock a name.
LIMIT = 5
HOUR = 60 * 60


def sign_in(client, name="ada", password=PASSWORD, **environment):
    """Post name and password to the sign-in."""
    typed = {"username": name, "password": password, "next": "/admin/"}
    return client.post(reverse("admin:login"), typed, **environment)


def fail(client, times=1, name="ada", **environment):
    """Sign in with wrong passwords; the last answer."""
    for _ in range(times):
        answer = sign_in(client, name, "wrong", **environment)
    return answer


def age(client, begun, seen):
    """Let the client's session have begun and been seen so many seconds earlier."""
    session = client.session
    session[sessions.BEGUN] -= begun
    session[sessions.SEEN] -= seen
    session.save()


def written() -> list[tuple]:
    """The audit, oldest first."""
    return list(SignIn.objects.order_by("pk").values_list("name", "outcome", "address", "by"))
