from inspect import signature

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.translation import activate

from jurisdictions.caching import wires
from jurisdictions.caching.held import forget
from jurisdictions.plain import FIELDS, key_of, stored
from jurisdictions.shipped import SHIPPED

from .editions import load
from .factories import make_editor
from .pages import forget_pages
from .signing_in import PASSWORD

FOUR_PLACES = (
    "vocabulary",
    "article",
    "sources",
    "united-states",
    "european-union",
    "united-arab-emirates",
    "dubai",
    "proposal",
)


# Files that take longest: begun last, they would leave all processes but one with nothing to do.
LONGEST = {
    "test_fixtures",
    "test_addresses",
    "test_query_counts",
    "test_round_trip",
    "test_editions",
    "test_draft_beside",
    "test_lost_updates",
    "test_admin",
}


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.stem not in LONGEST)


EDITIONS = {"article_edition", "four_places", "world_edition"}
# Who counts statements, or changes settings or code, is given nothing that others made.
APART = {"django_assert_num_queries", "django_assert_max_num_queries", "settings", "code"}


@pytest.fixture(autouse=True)
def first_language():
    """The last page that a test asked for leaves its language behind."""
    yield
    activate(settings.LANGUAGE_CODE)


@pytest.fixture
def ada():
    """An editor who signs in by her password (signing_in.py)."""
    return make_editor(username="ada", password=PASSWORD)


@pytest.fixture
def code(monkeypatch):
    """By this a fixture changes code. By `monkeypatch` nobody could tell that it does: every test
    has that, since pytest-django asks for it.
    """
    return monkeypatch


@pytest.fixture(autouse=True)
def own_pages(request):
    """A test makes pages of its own, unless it reads an edition, counts no statements and changes
    neither settings nor code: then it is given what earlier tests of its file made, as a reader
    is. What it writes moves the stamp, so that nobody is given what was made of other data.
    """
    shared = is_given_pages(request)
    if not shared:
        nothing_kept()
    yield
    if not shared:
        nothing_kept()


def is_given_pages(request) -> bool:
    asked, by_itself = {*request.fixturenames}, signature(request.function).parameters
    apart = asked & APART or "monkeypatch" in by_itself
    return bool(asked & EDITIONS) and not apart


def nothing_kept():
    forget_pages()
    forget()
    wires.forget()


def made_once(django_db_blocker, make):
    """What `make` writes, for all tests of a file; it is rolled back after them, as what each of
    them writes is after itself.
    """
    nothing_kept()
    with django_db_blocker.unblock(), transaction.atomic():
        make()
        yield
        transaction.set_rollback(True)


def loaded(django_db_blocker, *fixtures):
    """The fixtures, for all tests of a file."""
    yield from made_once(django_db_blocker, lambda: load(fixtures))


@pytest.fixture(scope="module")
def article_edition(django_db_setup, django_db_blocker):
    """The site as the article alone makes it."""
    yield from loaded(django_db_blocker, "vocabulary", "article")


@pytest.fixture(scope="module")
def four_places(django_db_setup, django_db_blocker):
    """The site with the three regions of the article, researched, and the UAE."""
    yield from loaded(django_db_blocker, *FOUR_PLACES)


@pytest.fixture(scope="module")
def world_edition(django_db_setup, django_db_blocker):
    """The site with all shipped data."""
    yield from loaded(django_db_blocker, *SHIPPED)


def database() -> dict:
    """All records as they stand, without primary keys and history."""
    return {key_of(model, values): values for model in FIELDS for values in stored(model).values()}
