"""What tests put back as rows is what the fixtures load."""

import pytest
from django.core.management import call_command
from django.db import transaction

from jurisdictions.models import Finding, Revision
from jurisdictions.shipped import SHIPPED

from . import editions
from .conftest import database
from .editions import load, models
from .factories import make_finding

FIXTURES = tuple(SHIPPED[:4])


def everything() -> dict:
    return {model: list(model.objects.order_by("pk").values()) for model in models()}


@pytest.mark.django_db
def test_rows_put_back_are_those_that_were_loaded():
    found = []
    for _ in range(2):
        with transaction.atomic():
            load(FIXTURES)
            found.append(everything())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert any(found[0].values())


@pytest.mark.django_db
def test_what_another_process_loaded_is_put_back_with_the_moment_of_its_loading(monkeypatch):
    found = []
    for _ in range(2):
        with transaction.atomic():
            load(("vocabulary", "article"))
            found.append(everything())
            transaction.set_rollback(True)
        monkeypatch.setattr(editions, "remembered", {})
    assert found[0] == found[1]


@pytest.mark.django_db
def test_new_records_come_after_them():
    fixtures = ("vocabulary", "article")
    for _ in range(2):
        with transaction.atomic():
            load(fixtures)
            newest = Revision.current().number
            assert make_finding().pk == max(Finding.objects.values_list("pk", flat=True))
            assert Revision.current().number > newest
            transaction.set_rollback(True)


@pytest.mark.thorough
@pytest.mark.django_db
def test_they_make_the_same_site():
    for _ in range(2):
        with transaction.atomic():
            load(FIXTURES)
            put = database()
            call_command("loaddata", *FIXTURES, verbosity=0)
            assert database() == put
            transaction.set_rollback(True)
