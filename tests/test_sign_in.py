"""Signing in: guessing is slow, is told when to try again, and learns nothing from the answer."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from jurisdictions.guarded.clients import client_address, client_network

from .factories import make_editor
from .pages import parse, squeeze
from .signing_in import LIMIT, PASSWORD, fail, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LIMIT_OF_ADDRESS = 20


def wait(minutes):
    """Let all attempts have happened so much earlier."""
    for attempt in AccessAttempt.objects.all():
        earlier = attempt.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=earlier)


# --- The lock ---


def test_the_right_password_signs_in(client, ada):
    assert sign_in(client).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.each_database
def test_four_failures_do_not_lock_the_fifth_does(client, ada):
    assert fail(client, LIMIT - 1).status_code == 200
    assert fail(client).status_code == 429


def test_while_it_is_locked_the_right_password_does_not_sign_in(client, ada):
    fail(client, LIMIT)
    assert sign_in(client).status_code == 429
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(14, 429), (16, 302)])
def test_the_lock_opens_after_a_quarter_of_an_hour(client, ada, minutes, status):
    fail(client, LIMIT)
    wait(minutes)
    assert sign_in(client).status_code == status


def test_trying_the_locked_door_does_not_lock_it_longer(client, ada):
    fail(client, LIMIT)
    wait(14)
    fail(client, 3)
    wait(2)
    assert sign_in(client).status_code == 302


def test_a_lock_is_of_a_name_and_an_address(client, ada):
    ben = make_editor(username="ben", password=PASSWORD)
    fail(client, LIMIT)
    assert sign_in(client, ben.username).status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_address_that_fails_with_many_names_is_locked_for_all(client, ada):
    for number in range(LIMIT_OF_ADDRESS - 1):
        assert fail(client, name=f"name-{number}").status_code == 200
    assert fail(client, name="one more").status_code == 429
    assert sign_in(client).status_code == 429
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_another_browser_is_no_way_round_the_lock(client, ada):
    for number in range(LIMIT):
        answer = fail(client, HTTP_USER_AGENT=f"browser {number}")
    assert answer.status_code == 429


def test_a_sign_in_forgives_earlier_failures_of_its_name_only(client, ada):
    fail(client, LIMIT - 1)
    fail(client, LIMIT - 1, name="ben")
    sign_in(client)
    assert fail(Client(), LIMIT - 1).status_code == 200
    assert fail(Client(), name="ben").status_code == 429


def test_the_refusal_is_a_page_of_ours_that_says_when_to_try_again(client, ada):
    answer = fail(client, LIMIT)
    page = parse(answer)
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert "no-store" in answer.headers["Cache-Control"]
    assert page.select_one(".masthead .brand")
    lede = squeeze(page.select_one(".lede"))
    clock = re.fullmatch(
        r"Too many attempts to sign in have failed\. Try again after (\d\d:\d\d:\d\d) UTC\.", lede
    )
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
    assert clock[1] == until.strftime("%H:%M:%S")
    assert "in about 15 minutes" in squeeze(page.main)


def test_no_password_is_kept_with_the_attempts(client, ada):
    sign_in(client, password="nearly the secret")
    attempt = AccessAttempt.objects.get()
    assert "nearly" not in attempt.post_data
    assert "ada" not in attempt.post_data


# --- What an answer gives away ---


@pytest.fixture
def hashes(monkeypatch):
    """Every hash computed, as a growing list."""
    computed, encode = [], MD5PasswordHasher.encode

    def counted(self, password, salt):
        computed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return computed


@pytest.fixture
def accounts(ada):
    make_editor(username="gone", password=PASSWORD, is_active=False)
    make_editor(username="keyless", password=None)
    get_user_model().objects.create_user("guest", password=PASSWORD)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("name", ["ada", "nobody", "gone", "keyless", "guest"])
def test_a_failure_costs_the_same_whether_the_name_is_known_or_not(
    client, accounts, hashes, name, locked
):
    if locked:
        fail(client, LIMIT, name=name)
    hashes.clear()
    fail(client, name=name)
    assert len(hashes) == (0 if locked else 1)


@pytest.mark.parametrize("name", ["ada", "nobody", "gone", "keyless"])
def test_a_failure_reads_the_same_whether_the_name_is_known_or_not(client, accounts, name):
    first = squeeze(parse(fail(client, name=name)).select_one(".errornote"))
    assert first.startswith("Please enter the correct username and password")
    assert fail(client, LIMIT - 2, name=name).status_code == 200
    assert fail(client, name=name).status_code == 429


def test_the_right_password_of_an_account_that_is_not_staff_counts_as_a_failure(client, accounts):
    for _ in range(LIMIT - 1):
        assert sign_in(client, "guest").status_code == 200
    assert sign_in(client, "guest").status_code == 429


# --- The address of the client ---


def address(**meta):
    request = RequestFactory().get("/")
    request.META |= meta
    return client_address(request)


def test_what_a_client_says_of_its_address_is_not_believed_without_a_proxy():
    assert address(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9") == "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.8", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.9, unknown", "192.0.2.1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "2001:DB8::1%eth0", "2001:db8::1"),
    ],
)
def test_behind_proxies_it_is_what_the_outermost_of_them_saw(settings, proxies, header, seen):
    settings.BEHIND_PROXY, settings.PROXIES = True, proxies
    assert address(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header) == seen


def test_without_any_address_it_is_unknown_and_attempts_are_counted_all_the_same(client, ada):
    assert address(REMOTE_ADDR="") is None
    assert fail(client, LIMIT, REMOTE_ADDR="").status_code == 429


def test_the_neighbours_of_an_ipv6_address_are_counted_as_one(client, ada):
    for number in range(1, LIMIT):
        fail(client, REMOTE_ADDR=f"2001:db8:0:1::{number}")
    assert fail(client, REMOTE_ADDR="2001:db8:0:1:ffff::").status_code == 429
    assert sign_in(client, REMOTE_ADDR="2001:db8:0:2::1").status_code == 302
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8:0:1::7")
    assert client_network(request) == "2001:db8:0:1::"


def test_a_made_up_header_is_no_way_round_the_lock(client, ada, settings):
    settings.BEHIND_PROXY = True
    for number in range(LIMIT):
        answer = fail(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.9")
    assert answer.status_code == 429


# --- Passwords ---


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elevenchars", "at least 12 characters"),
        ("password1234", "too common"),
        ("271828182845", "entirely numeric"),
        ("grace-hopper", "too similar to the username"),
    ],
)
def test_the_form_that_adds_a_user_holds_to_the_rules(client, ada, password, sentence):
    client.force_login(ada)
    typed = {"username": "grace-hopper", "password1": password, "password2": password}
    answer = client.post(reverse("admin:auth_user_add"), typed | {"usable_password": "true"})
    assert sentence in answer.text
    assert not get_user_model().objects.filter(username="grace-hopper").exists()


class Terminal(StringIO):
    def isatty(self):
        return True


def test_make_admin_holds_to_the_rules(monkeypatch):
    """The command may be told to pass a password all the same; here it isn't."""
    passwords = iter(["short", "short", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda *args: next(passwords))
    monkeypatch.setattr("builtins.input", lambda *args: "n")
    said = StringIO()
    call_command(
        "createsuperuser",
        username="ada",
        email="ada@example.org",
        stdin=Terminal(),
        stdout=StringIO(),
        stderr=said,
    )
    assert "at least 12 characters" in said.getvalue()
    assert get_user_model().objects.get().check_password(PASSWORD)


def test_staff_change_their_own_password(client):
    editor = get_user_model().objects.create_user("eve", password=PASSWORD, is_staff=True)
    client.force_login(editor)
    new = "another long secret"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), typed).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(new)


# --- Forgetting ---


@pytest.mark.each_database
def test_attempts_that_count_no_more_are_deleted(client, ada):
    fail(client)
    wait(16)
    call_command("forget_sign_ins", stdout=StringIO())
    assert not AccessAttempt.objects.exists()


def test_attempts_that_count_are_kept(client, ada):
    fail(client)
    call_command("forget_sign_ins", stdout=StringIO())
    assert AccessAttempt.objects.filter(attempt_time__lte=timezone.now()).exists()


@pytest.mark.parametrize("days", [0, -1, 36501])
def test_an_odd_number_of_days_is_refused(days):
    with pytest.raises(CommandError, match="from 1 to 36500"):
        call_command("forget_sign_ins", days=days)
