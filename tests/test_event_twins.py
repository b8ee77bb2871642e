"""An event is entered once: the forms refuse one that stands there already."""

from datetime import date

import pytest

from jurisdictions.choices import Publication
from jurisdictions.models import Event

from . import factories as make
from .desk import add_event, add_milestones, change, errors

pytestmark = pytest.mark.django_db

SENTENCE = "stands there already. Correct that one"


@pytest.fixture
def place():
    return make.make_jurisdiction()


@pytest.fixture
def opened(place):
    return make.make_event(jurisdiction=place, date=date(2024, 1, 1), title="The register opens")


def twin(place, **changes) -> dict:
    said = {"jurisdiction": place.pk, "date": "2024-01-01", "title": "the Register opens"}
    return said | changes


def test_the_same_event_of_a_day_is_refused_by_name(admin_client, place, opened):
    answer = add_event(admin_client, **twin(place))
    assert SENTENCE in errors(answer)
    assert "2024-01-01: The register opens" in answer.text
    assert Event.objects.count() == 1


def test_another_day_title_or_place_makes_another_event(admin_client, place, opened):
    other = make.make_jurisdiction()
    for changes in ({"date": "2024-01-02"}, {"title": "It closes"}, {"jurisdiction": other.pk}):
        assert not errors(add_event(admin_client, **twin(place, **changes)))


def test_a_draft_beside_what_readers_see_is_no_twin_of_it(admin_client, opened):
    assert opened.publication == Publication.PUBLISHED
    assert not errors(change(admin_client, opened, description="With more words."))
    assert not errors(change(admin_client, opened.draft, description="With still more."))


def test_twins_that_are_there_may_be_told_apart(admin_client, place, opened):
    draft = {"publication": Publication.DRAFT}
    second = make.make_event(jurisdiction=place, date=opened.date, title=opened.title, **draft)
    assert not errors(change(admin_client, second, description="More."))
    assert not errors(change(admin_client, second, title="The second register opens"))


def test_rows_of_an_instrument_are_held_to_it_too(admin_client, place, opened):
    instrument = make.make_instrument(jurisdiction=place)
    row = {"date": "2024-01-01", "title": "The register opens", "kind": "institution"}
    assert SENTENCE in errors(add_milestones(admin_client, instrument, row))
