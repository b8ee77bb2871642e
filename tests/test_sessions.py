"""Sessions: of staff only, short, closed by inactivity, known by a cookie that stays at home."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff import sessions

from .signing_in import HOUR, PASSWORD, age, sign_in
from .test_environment import KEY, run

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("begun", "seen", "status"),
    [
        (HOUR - 60, HOUR - 60, 200),
        (HOUR + 60, HOUR + 60, 302),
        (8 * HOUR - 60, 0, 200),
        (8 * HOUR + 60, 0, 302),
    ],
)
def test_a_session_ends_after_an_hour_away_and_after_eight_in_all(client, ada, begun, seen, status):
    client.force_login(ada)
    age(client, begun, seen)
    assert client.get("/admin/").status_code == status


def test_a_sign_of_life_keeps_a_session_but_does_not_make_it_younger(client, ada):
    client.force_login(ada)
    age(client, 3 * HOUR, HOUR - 60)
    begun = client.session[sessions.BEGUN]
    client.get("/admin/")
    assert client.session[sessions.SEEN] - begun >= 3 * HOUR
    assert client.session[sessions.BEGUN] == begun


@pytest.mark.each_database
def test_clicks_within_a_minute_write_nothing(client, ada):
    client.force_login(ada)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/admin/")
    assert not [q for q in queries if q["sql"].startswith("UPDATE")]


def test_a_session_that_ended_is_deleted_and_its_owner_is_told(client, ada):
    client.force_login(ada)
    key = client.session.session_key
    age(client, 9 * HOUR, 0)
    answer = client.get("/admin/", follow=True)
    assert "Your session has ended. Please sign in again." in answer.text
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_of_before_the_clock_was_kept_has_ended(client, ada):
    client.force_login(ada)
    session = client.session
    del session[sessions.BEGUN]
    session.save()
    assert client.get("/admin/").status_code == 302


def test_the_key_of_the_session_changes_at_sign_in(client, ada):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_new_password_ends_all_other_sessions(client, ada):
    other = Client()
    for one in (client, other):
        one.force_login(ada)
    new = "another long secret"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("admin:password_change"), typed)
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_signing_out_deletes_the_session(client, ada):
    client.force_login(ada)
    client.post(reverse("admin:logout"))
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", ["/", "/findings/", "/coverage/", "/about/", "/no-such-page/"])
def test_pages_for_readers_never_look_at_the_session(client, ada, path):
    client.force_login(ada)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = " ".join(query["sql"] for query in queries)
    assert "django_session" not in asked
    assert "auth_user" not in asked
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites_and_goes_with_the_browser(
    client, ada
):
    cookie = sign_in(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_over_https_the_cookies_are_bound_to_the_host():
    code = (
        "from regcompare import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    )
    done = run("-c", code, SECRET_KEY=KEY, HTTPS="on")
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True"]


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/admin/",
        "/admin/jsi18n/",
        "/admin/password_change/",
        "/admin/jurisdictions/finding/",
        "/admin/staff/signin/",
        "/admin/coverage/",
        "/admin/no-such-page/",
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_keeps_a_page_of_staff(client, ada, path, signed_in):
    if signed_in:
        client.force_login(ada)
    answer = client.get(path)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
