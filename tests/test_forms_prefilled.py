"""An address may fill a form in beforehand; what it says wrongly chooses nothing."""

import pytest
from django.contrib import admin

from jurisdictions.models import Finding

from . import factories as make
from .desk import address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CHOICES = [
    (model, field)
    for model, desk in admin.site._registry.items()
    for field in desk.autocomplete_fields
]
NO_KEYS = ["isle-of-man", "1e5", "-1", "9" * 30, "\u00b2"]


@pytest.fixture
def root(admin_client):
    return admin_client


@pytest.mark.few(10)
@pytest.mark.parametrize(("model", "field"), CHOICES, ids=str)
def test_what_is_no_key_chooses_nothing(root, model, field):
    answer = root.get(address(model, "add"), {field: "isle-of-man"})
    assert answer.status_code in (200, 403)
    assert 'value="isle-of-man"' not in answer.text


@pytest.mark.parametrize("key", NO_KEYS)
def test_nor_does_it_in_a_form_that_was_sent(root, key):
    answer = root.post(address(Finding, "add"), {"jurisdiction": key})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["jurisdiction"]


def test_a_key_chooses_its_record(root):
    place = make.make_jurisdiction(short_name="Isle of Man")
    page = root.get(address(Finding, "add"), {"jurisdiction": place.pk})
    assert f'<option value="{place.pk}" selected>Isle of Man</option>' in page.text
