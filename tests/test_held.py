"""What pages of one state of the data have in common is read once; a write begins anew."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from jurisdictions.caching import held as holding
from jurisdictions.caching.held import held, held_large, held_records, state_of
from jurisdictions.models import Finding, Jurisdiction, Revision

from .pages import parse

COMPARED = "/compare/?jurisdiction=united-states&jurisdiction=dubai"
PAGES = (COMPARED, "/", "/findings/?stance=recognised", "/instruments/?kind=statute")
STATEMENTS = 6


@pytest.fixture
def reader(four_places, db):
    return Client()


@pytest.mark.parametrize("address", PAGES)
def test_a_new_page_of_a_known_state_asks_six_statements_at_most(
    reader, address, django_assert_max_num_queries
):
    reader.get(address)
    cache.clear()  # of pages, not of what they have in common
    with django_assert_max_num_queries(STATEMENTS):
        reader.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_made_of_what_is_held_is_the_same(reader, address):
    first = reader.get(address)
    cache.clear()
    assert reader.get(address).content == first.content


@pytest.mark.parametrize("address", ["/", COMPARED])
def test_a_write_by_any_road_is_shown_by_the_next_page(reader, address):
    reader.get(address)
    Jurisdiction.objects.filter(slug="dubai").update(short_name="Renamed")
    Finding.objects.filter(jurisdiction__slug="united-states").update(answer="Said otherwise")
    words = parse(reader.get(address)).main.text
    assert "Renamed" in words
    assert "Said otherwise" in words


def test_what_is_recorded_at_a_revision_is_read_apart_from_what_is_held(reader):
    place = Jurisdiction.objects.get(slug="dubai")
    for name in ("Of old", "Of now"):
        place.short_name = name
        place.save()
        revision = Revision.current().number
    for _ in range(2):
        assert "Of now" in reader.get("/").text
        earlier = reader.get(f"/?rev={revision - 1}").text
        assert "Of old" in earlier
        assert "Of now" not in earlier


class Asked:
    """Gives each key its double, and remembers what it was asked."""

    def __init__(self):
        self.keys = []

    def __call__(self, keys):
        self.keys.append(sorted(keys))
        return {key: 2 * key for key in keys}


@pytest.mark.parametrize("hold", [held, held_large])
def test_a_part_is_made_once_for_each_state_language_and_argument(hold):
    made = []

    def part(argument):
        made.append(argument)
        return argument

    for token, language, argument in [
        ("a", "de", 1), ("a", "de", 1), ("a", "en-gb", 1), ("a", "de", 2), ("b", "de", 1),
    ]:  # fmt: skip
        with state_of(token), override(language):
            assert hold(part, argument) == argument
    assert made == [1, 1, 2, 1]


def test_records_are_asked_for_only_where_they_are_not_held():
    ask = Asked()
    with state_of("a"):
        assert held_records(ask, {1, 2}) == {1: 2, 2: 4}
        assert held_records(ask, {2, 3}) == {2: 4, 3: 6}
        assert held_records(ask, {1, 3}) == {1: 2, 3: 6}
    assert ask.keys == [[1, 2], [3]]


def test_no_more_records_are_held_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(holding, "RECORDS", 3)
    ask = Asked()
    with state_of("a"):
        for keys in ({1, 2}, {2, 3, 4}, {3, 4}, {1}, {5, 6, 7, 8}, {5}):
            assert held_records(ask, keys) == {key: 2 * key for key in keys}
    assert ask.keys == [[1, 2], [3, 4], [1], [5, 6, 7, 8], [5]]


def test_outside_of_a_page_nothing_is_held():
    ask = Asked()
    for _ in range(2):
        held_records(ask, {1})
        with state_of("a"), state_of(None):
            held_records(ask, {1})
    assert ask.keys == [[1]] * 4
