"""An account is one of staff, and is closed, never deleted: the history knows who wrote what."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from jurisdictions.editing.groups import EDITORS

from .factories import make_editor, make_finding
from .pages import parse

pytestmark = pytest.mark.django_db
LIST = "admin:auth_user_changelist"
LIST_OF_FINDINGS = "admin:jurisdictions_finding_changelist"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def writer(client):
    client.force_login(make_editor())
    user = get_user_model().objects.create_user("ada", is_staff=True)
    finding = make_finding()
    finding._history_user = user
    finding.save()
    return user


def test_an_account_cannot_be_deleted(client, writer):
    page = reverse("admin:auth_user_delete", args=[writer.pk])
    assert client.post(page, {"post": "yes"}).status_code == 403
    assert get_user_model().objects.filter(pk=writer.pk).exists()


def test_nor_can_many_at_once(client, writer):
    entries = {"action": "delete_selected", "_selected_action": [writer.pk], "post": "yes"}
    client.post(reverse(LIST), entries)
    assert get_user_model().objects.filter(pk=writer.pk).exists()


def test_it_can_be_closed(client, writer):
    page = reverse("admin:auth_user_change", args=[writer.pk])
    form = client.get(page).context["adminform"].form
    entries = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    entries |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    assert client.post(page, entries).status_code == 302
    writer.refresh_from_db()
    assert not writer.is_active


def added(client, **given):
    """A new account, as the form that adds one makes it."""
    client.force_login(make_editor())
    typed = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(
        reverse("admin:auth_user_add"), typed | {"usable_password": "true"} | given
    )
    assert answer.status_code == 302
    return get_user_model().objects.get(username="eve")


def test_a_new_account_is_that_of_a_member_of_staff_in_the_chosen_groups(client):
    editors = Group.objects.get(name=EDITORS)
    eve = added(client, groups=[editors.pk])
    assert (eve.is_staff, eve.is_superuser, list(eve.groups.all())) == (True, False, [editors])
    client.logout()
    entries = {"username": "eve", "password": PASSWORD, "next": reverse(LIST_OF_FINDINGS)}
    assert client.post(reverse("admin:login"), entries).url == reverse(LIST_OF_FINDINGS)
    assert client.get(reverse(LIST_OF_FINDINGS)).status_code == 200


def test_a_new_account_has_a_password(client):
    eve = added(client, usable_password="false")
    assert eve.check_password(PASSWORD)
    page = client.get(reverse("admin:auth_user_add"))
    assert "usable_password" not in page.context["adminform"].form.fields


def test_groups_are_ticked_without_scripts(client):
    eve = added(client)
    for page in ("add", "change"):
        where = reverse(f"admin:auth_user_{page}", args=[eve.pk] if page == "change" else [])
        shown = parse(client.get(where))
        assert len(shown.select("input[type=checkbox][name=groups]")) == Group.objects.count()


def test_in_german_the_page_that_adds_one_is_german(client):
    client.force_login(make_editor())
    page = client.get("/de" + reverse("admin:auth_user_add")).content.decode()
    assert "Was die Person darf" in page
    assert "After you" not in page


def test_a_new_account_may_have_no_group_yet(client):
    assert not added(client).groups.exists()


def test_who_is_no_longer_staff_stays_so(client):
    eve = added(client)
    page = reverse("admin:auth_user_change", args=[eve.pk])
    assert client.get(page).context["adminform"].form.initial["is_staff"] is True
    typed = {"username": "eve", "is_active": "on", "date_joined_0": "2026-01-01"}
    assert client.post(page, typed | {"date_joined_1": "00:00:00"}).status_code == 302
    eve.refresh_from_db()
    assert not eve.is_staff
