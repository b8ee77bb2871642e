"""A server runs on under a database that knows more than it, as while a newer version comes."""

import pytest
from django.test import Client

from jurisdictions.models import Criterion, Revision
from operations.schema import is_behind
from tests.factories import make_finding
from tests.pages import forget_pages
from tests.schema import altered, migrations, renamed

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "jurisdictions_criterion"


@pytest.fixture
def newer():
    """A database that the next version has migrated: one more column, app and migration."""
    rows = migrations()
    made = [
        rows.create(app="jurisdictions", name="9999_what_the_next_version_adds"),
        rows.create(app="of_the_next_version", name="0001_what_it_begins_with"),
    ]
    added = f"{TABLE} ADD COLUMN of_the_next_version varchar(20)"
    with altered(added, f"{TABLE} DROP COLUMN of_the_next_version"):
        forget_pages()
        yield Client(raise_request_exception=False)
    rows.filter(pk__in=[one.pk for one in made]).delete()


def test_health_stays_green(newer):
    assert not is_behind()
    assert (newer.get("/healthz").status_code, newer.get("/healthz").text) == (200, "ok\n")


def test_pages_are_made_as_before_of_now_and_of_a_revision(newer):
    criterion = make_finding().criterion
    for query in ("", f"?rev={Revision.current().number}"):
        answer = newer.get(f"{criterion.get_absolute_url()}{query}")
        assert answer.status_code == 200
        assert criterion.title in answer.text


def test_staff_write_as_before(newer):
    criterion = make_finding().criterion
    criterion.title = "Written by the version before"
    criterion.save()
    assert Criterion.objects.get().title == "Written by the version before"
    assert criterion.history.count() == 2


def test_what_the_newer_version_took_away_is_a_fault_and_not_called_a_database_behind(newer):
    with renamed(TABLE, "question"):
        answer = newer.get("/pillars/")
    assert answer.status_code == 500
    assert newer.get("/healthz").status_code == 200
