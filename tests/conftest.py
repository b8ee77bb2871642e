import pytest
from django.core.management import call_command
from django.db import transaction

from jurisdictions.management.commands.seed import FIXTURES


def loaded(django_db_blocker, *fixtures):
    """The fixtures, loaded once for the tests of a file and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *fixtures, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def article_edition(django_db_setup, django_db_blocker):
    """The site as the article alone makes it."""
    yield from loaded(django_db_blocker, "vocabulary", "article")


@pytest.fixture(scope="module")
def full_edition(django_db_setup, django_db_blocker):
    """The site with all shipped data."""
    yield from loaded(django_db_blocker, *FIXTURES)
