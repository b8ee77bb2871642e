"""An account is closed, never deleted: the history has to know who wrote what."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from .factories import make_editor, make_finding

pytestmark = pytest.mark.django_db
LIST = "admin:auth_user_changelist"


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
