"""A list or a form of staff takes any query string, and any choice of records: what it can't
understand is never an error.
"""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests import factories as make
from tests.desk import entries

pytestmark = pytest.mark.django_db
BEYOND = "9" * 20


@pytest.fixture
def editor(client):
    client.raise_request_exception = False
    client.force_login(get_user_model().objects.create_superuser("ada"))
    return client


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("topic_changelist", "proposal"),
        ("topic_csv", "proposal"),
        ("finding_changelist", "valid_from__year"),
        ("finding_csv", "valid_from__year"),
        ("answer_changelist", "received_at__year"),
    ],
)
def test_a_number_that_no_record_has_leads_to_the_list_or_finds_none(editor, page, query):
    answer = editor.get(f"{reverse(f'admin:jurisdictions_{page}')}?{query}={BEYOND}")
    assert answer.status_code == 200 or answer.url.endswith("?e=1")


def test_a_form_that_is_asked_for_by_no_field_opens(editor):
    source = make.make_source()
    address = reverse("admin:jurisdictions_source_change", args=[source.pk])
    assert editor.get(f"{address}?_to_field=").status_code == 200


@pytest.mark.parametrize(
    ("page", "choice"),
    [
        ("jurisdictions_event", "sources"),
        ("auth_user", "groups"),
        ("auth_user", "user_permissions"),
    ],
)
def test_a_chosen_record_that_no_database_can_have_is_refused_beside_its_field(
    editor, page, choice
):
    one = make.make_event() if choice == "sources" else get_user_model().objects.get()
    address = reverse(f"admin:{page}_change", args=[one.pk])
    answer = editor.post(address, entries(editor.get(address)) | {choice: [BEYOND]})
    assert answer.status_code == 200
    assert BEYOND in str(answer.context["adminform"].form.errors[choice])
