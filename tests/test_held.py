"""What pages of one state of the data have in common is read once; a write begins anew."""

import pytest
from django.test import Client
from django.utils.translation import override

from jurisdictions.caching import held as holding
from jurisdictions.caching.held import held, held_by_key, held_large, state_at, state_of
from jurisdictions.models import Finding, Jurisdiction, Revision
from jurisdictions.references import STYLES
from jurisdictions.renderers import FORMATS

from .conftest import nothing_kept
from .factories import make_jurisdiction
from .pages import forget_pages, parse

COMPARED = "/compare/?jurisdiction=united-states&jurisdiction=dubai"
PAGES = (
    *(COMPARED, "/", "/findings/?stance=recognised", "/instruments/?kind=statute", "/about/"),
    *("/jurisdictions/dubai/", "/findings/dubai-non-custodial-2023/", "/glossary/", "/sources/"),
    *("/timeline/", "/changes/?from=2010-01-01", "/search/?q=custody", "/coverage/"),
    *("/pillars/", "/pillars/non-custodial-architecture/", "/topics/", "/topics/custody/"),
    *("/changes/dubai-non-custodial-2023/", "/proposals/innovation-exemption/"),
)
NAMES = (
    *("jurisdictions", "findings", "instruments", "timeline", "changes", "sources", "glossary"),
    *("pillars", "topics", "coverage", "coverage/verified"),
    *("pillars/non-custodial-architecture", "topics/custody", "topics/custody/stances"),
)
# One sort of file with rows alone, and one with its sources beside them.
FILES = [f"/{name}.{suffix}" for name in NAMES for suffix in ("csv", "xlsx")]
ASKED = (
    *("/jurisdictions.xlsx?q=token&has=custody:regulated", "/findings.xlsx?q=custody"),
    *("/instruments.xlsx?q=act", "/timeline.xlsx?q=act", "/changes.xlsx?from=2010-01-01"),
    *("/sources.xlsx?q=act", "/glossary.xlsx?q=token"),
    *(COMPARED.replace("/?", f".{suffix}?") for suffix in FORMATS),
    *(COMPARED.replace("/?", f".{style}?") for style in STYLES),
)
STATEMENTS = 6


@pytest.fixture
def reader(four_places, db):
    """Who comes first: nothing is held of what earlier tests read."""
    nothing_kept()
    return Client()


@pytest.mark.few(12)
@pytest.mark.parametrize("address", [*PAGES, *FILES, *ASKED])
def test_a_new_page_of_a_known_state_asks_six_statements_at_most(
    reader, address, django_assert_max_num_queries
):
    assert reader.get(address).getvalue()
    forget_pages()  # of pages, not of what they have in common
    with django_assert_max_num_queries(STATEMENTS):
        again = reader.get(address)
        assert (again.status_code, bool(again.getvalue())) == (200, True)


@pytest.mark.few(6)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_made_of_what_is_held_is_the_same(reader, address):
    first = reader.get(address)
    forget_pages()
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


@pytest.mark.parametrize("address", ["/", COMPARED, "/findings/?stance=recognised"])
def test_of_a_revision_that_was_asked_for_before_nothing_is_read_anew(
    reader, address, django_assert_num_queries
):
    sign = "&" if "?" in address else "?"
    recorded = f"{address}{sign}rev={Revision.current().number}"
    first = reader.get(recorded)
    forget_pages()
    with django_assert_num_queries(1):
        assert reader.get(recorded).content == first.content
    Finding.objects.filter(jurisdiction__slug="united-states").update(answer="Said otherwise")
    assert reader.get(recorded).content == first.content


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


@pytest.fixture
def fetched(db):
    """Six jurisdictions by number, and which of them were fetched, in turn."""
    places = [make_jurisdiction() for _ in range(6)]
    numbers = {place.pk: number for number, place in enumerate(places)}
    asked: list[list[int]] = []

    def whole(rows):
        found = sorted(numbers[pk] for pk in rows.values_list("pk", flat=True))
        asked.append(found)
        return rows

    def ask(*wanted):
        keys = [places[number].pk for number in wanted]
        return [numbers[place.pk] for place in held_by_key(Jurisdiction, keys, whole)]

    return ask, asked


def test_only_rows_that_are_not_held_are_fetched(fetched):
    ask, asked = fetched
    with state_of("a"):
        assert ask(1, 2) == [1, 2]
        assert ask(3, 2) == [3, 2]
        assert ask(1, 3) == [1, 3]
    with state_of("b"):
        assert ask(1) == [1]
    assert asked == [[1, 2], [3], [1]]


def test_no_more_rows_are_held_than_there_is_room_for(fetched, monkeypatch):
    monkeypatch.setattr(holding, "ROWS", 3)
    ask, asked = fetched
    with state_of("a"):
        for wanted in ([0, 1], [1, 2, 3], [2, 3], [0], [0, 1, 4, 5], [4]):
            assert ask(*wanted) == wanted
    assert asked == [[0, 1], [2, 3], [0], [0, 1, 4, 5], [4]]


def test_outside_of_a_page_nothing_is_held(fetched):
    ask, asked = fetched
    for _ in range(2):
        ask(1)
        with state_at(7):
            ask(1)
    assert asked == [[1]] * 4


def test_what_was_recorded_at_a_revision_is_held_for_itself_and_until_another_is_asked_for(fetched):
    ask, asked = fetched
    for revision in (7, 7, 8, 8, 7):
        with state_of("a"):
            ask(1)
            with state_at(revision):
                ask(1)
                ask(2)
            ask(1)
    assert asked == [[1], *[[1], [2]] * 3]


class Contended(dict):
    """The states, of which somebody else begins another each time that one was begun."""

    def __setitem__(self, when, state):
        super().__setitem__(when, state)
        super().__setitem__(when, holding.State("of somebody else"))


@pytest.mark.parametrize("when", ["now", "then"])
def test_who_begins_a_state_never_gets_the_one_that_somebody_else_began_meanwhile(
    monkeypatch, when
):
    monkeypatch.setattr(holding, "_states", Contended(holding._states))
    assert holding.state("mine", when).token == "mine"
