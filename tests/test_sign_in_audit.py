"""The audit of sign-ins: who, when, from where, with what outcome; to read, for a few."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from staff.models import Outcome, SignIn

from .factories import make_editor
from .pages import parse, squeeze
from .signing_in import LIMIT, PASSWORD, fail, sign_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

AUDIT = "/admin/staff/signin/"


@pytest.fixture
def ada():
    user = make_editor(username="ada", password=PASSWORD)
    SignIn.objects.all().delete()
    return user


def test_a_sign_in_and_its_end_are_written_down(client, ada):
    sign_in(client, REMOTE_ADDR="192.0.2.7")
    client.post(reverse("admin:logout"), REMOTE_ADDR="192.0.2.7")
    assert written() == [
        ("ada", Outcome.SIGNED_IN, "192.0.2.7", ""),
        ("ada", Outcome.SIGNED_OUT, "192.0.2.7", ""),
    ]


def test_a_wrong_password_and_the_lock_are_written_down_and_what_follows_is_not(client, ada):
    fail(client, LIMIT + 3)
    wrong = ("ada", Outcome.WRONG_PASSWORD, "127.0.0.1", "")
    assert written() == [*[wrong] * LIMIT, ("ada", Outcome.LOCKED, "127.0.0.1", "")]


def test_a_name_that_nobody_has_is_not_kept(client, ada):
    """It may be a password, typed in the wrong field."""
    fail(client, name=PASSWORD)
    assert written() == [("", Outcome.WRONG_PASSWORD, "127.0.0.1", "")]


def test_a_password_of_ones_own_is_written_down(client, ada):
    client.force_login(ada)
    new = "another long secret"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("admin:password_change"), typed)
    assert written()[-1] == ("ada", Outcome.PASSWORD_SET, "127.0.0.1", "")


def test_a_password_set_by_somebody_else_names_them(client, ada):
    ben = make_editor(username="ben", password=PASSWORD)
    client.force_login(ada)
    new = "another long secret"
    typed = {"password1": new, "password2": new, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[ben.pk]), typed)
    assert written()[-1] == ("ben", Outcome.PASSWORD_SET, "127.0.0.1", "ada")


def test_a_password_set_by_a_command_has_no_address(ada):
    ada.set_password("another long secret")
    ada.save()
    assert written() == [("ada", Outcome.PASSWORD_SET, None, "")]


def test_a_hash_renewed_at_sign_in_is_no_new_password(client, ada, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    sign_in(client)
    assert [outcome for _, outcome, *_ in written()] == [Outcome.SIGNED_IN]


def test_the_list_shows_all_of_it_newest_first(client, ada):
    fail(client, name="nobody")
    sign_in(client, REMOTE_ADDR="2001:db8::7")
    rows = parse(client.get(AUDIT)).select("#result_list tbody tr")
    first, second = map(squeeze, rows)
    assert all(part in first for part in ("ada", "signed in", "2001:db8::7"))
    assert all(part in second for part in ("a name that nobody has", "wrong password"))


def test_it_can_be_searched_by_name_and_address_and_narrowed_by_outcome(client, ada):
    fail(client)
    sign_in(client, REMOTE_ADDR="192.0.2.7")
    for query, count in (("?q=ada", 2), ("?q=192.0.2.7", 1), ("?outcome__exact=locked", 0)):
        assert client.get(AUDIT + query).context["cl"].result_count == count


@pytest.mark.parametrize(
    ("language", "titles"),
    [("/de", ["Nach Ergebnis", "Nach Zeitpunkt"]), ("", ["By outcome", "By time"])],
)
def test_its_filters_are_called_by_what_they_narrow(client, ada, language, titles):
    client.force_login(ada)
    shown = parse(client.get(f"{language}{AUDIT}")).select("#changelist-filter summary")
    assert [squeeze(title) for title in shown] == titles


def test_nobody_alters_the_audit(client, ada):
    client.force_login(ada)
    entry = SignIn.objects.get()
    for page in ("add/", f"{entry.pk}/delete/"):
        assert client.get(f"{AUDIT}{page}").status_code == 403
    assert client.post(f"{AUDIT}{entry.pk}/change/", {"name": "eve"}).status_code == 403
    assert client.post(AUDIT, {"action": "delete_selected"}).status_code in (302, 200)
    assert SignIn.objects.get() == entry


@pytest.mark.parametrize(("group", "status"), [("Data managers", 200), ("Reviewers", 403)])
def test_data_managers_see_it_and_other_staff_do_not(client, group, status):
    user = get_user_model().objects.create_user("eve", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="jurisdictions"))
    client.force_login(user)
    assert client.get(AUDIT).status_code == status
    assert (AUDIT in client.get("/admin/").text) == (status == 200)


def test_it_outlives_the_account(client, ada):
    sign_in(client)
    ada.delete()
    assert SignIn.objects.get(user=None).name == "ada"


def test_a_year_is_kept_unless_told_otherwise(ada):
    now = timezone.now()
    for days in (10, 364, 366):
        SignIn.objects.create(outcome=Outcome.SIGNED_IN, at=now - timedelta(days=days))
    said = StringIO()
    call_command("forget_sign_ins", stdout=said)
    assert said.getvalue() == "1 entry of more than 365 days ago deleted.\n"
    call_command("forget_sign_ins", days=30, stdout=said)
    assert SignIn.objects.count() == 1
