"""Of many hits the first are weighed, and the rest follows: none is lost, and none comes twice."""

from datetime import date

import pytest
from django.test import Client

from jurisdictions.models import Source
from jurisdictions.search import ranking
from jurisdictions.search.keeping import mark

from .factories import (
    make_concept,
    make_criterion,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_source,
    make_term,
)
from .pages import parse, squeeze
from .searching import asked, hits
from .test_search_hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def weighed(monkeypatch):
    """Lets so many hits be weighed."""
    return lambda number: monkeypatch.setattr(ranking, "WEIGHED", number)


def make_sources(number: int, title="Escrow {}", publisher="P") -> None:
    made = Source.objects.bulk_create(
        Source(
            slug=f"source-{n}", title=title.format(n), publisher=publisher, kind="press",
            access="known",
        )
        for n in range(number)
    )  # fmt: skip
    mark(Source, [one.pk for one in made])


def finding(answer: str, year: int = 2024, detail: str = "Nothing more.", **values) -> str:
    one = make_finding(answer=answer, detail=detail, valid_from=date(year, 1, 1), **values)
    return f"finding {one.slug}"


def paged(text: str, size: int, **chosen) -> list[str]:
    """All hits, page by page."""
    found = asked(text, **chosen)
    starts = range(0, found.count(), size)
    return [f"{hit.kind.value} {hit.slug}" for at in starts for hit in found[at : at + size]]


class TestPages:
    @pytest.mark.parametrize("size", [1, 3, 7, 20, 100])
    def test_hold_each_hit_once_and_the_same_whatever_their_size(self, weighed, size):
        make_sources(40)
        make_instrument(short_name="Escrow")
        finding("Of escrow")
        weighed(10)
        found = paged("escrow", size)
        assert found == hits("escrow", number=100)
        assert len(found) == len(set(found)) == 42

    def test_of_what_is_chosen_hold_nothing_else(self, weighed):
        make_sources(10)
        place = make_jurisdiction(short_name="Avalon")
        wanted = {finding("Of escrow", jurisdiction=place) for _ in range(10)}
        finding("Of escrow")
        weighed(4)
        assert set(paged("escrow", 3, jurisdiction=[place.pk], kind=["finding"])) == wanted

    def test_have_nothing_of_what_is_refused(self, weighed):
        make_sources(10)
        finding("Escrow", detail="Of gold.")
        finding("Gold", detail="Of escrow.")
        finding("Nothing", detail="Of escrow and gold.")
        weighed(4)
        assert len(paged("escrow -gold", 3)) == 10
        assert len(paged("escrow -p", 3)) == 3


class TestTheBoundary:
    @pytest.fixture
    def some(self):
        """Six hits: the earlier a finding is, the more it is about it."""
        for year in range(2018, 2024):
            finding("Nothing", year, "Of escrow" + " and more" * 10 * (year - 2018))

    def test_as_many_hits_as_are_weighed_are_ordered_as_ever(self, some, weighed):
        before = hits("escrow")
        for number in (6, 7, 1000):
            weighed(number)
            assert hits("escrow") == before

    def test_of_one_more_the_earliest_is_not_weighed_and_comes_last(self, some, weighed):
        before = hits("escrow")
        weighed(5)
        assert hits("escrow") == [*before[1:], before[0]]

    def test_on_another_day_or_of_another_choice_they_are_counted_anew(self, some, weighed):
        weighed(5)
        day = date(2022, 1, 1)
        before = hits("escrow", day)
        weighed(1000)
        assert hits("escrow", day) == before


class TestWhatIsWeighed:
    def test_what_is_called_so_is_first_whatever_its_kind(self, weighed):
        make_sources(10, "Escrow and escrow {}")
        own = make_instrument(short_name="Escrow")
        finding("Escrow")
        weighed(1)
        assert hits("escrow")[0] == f"instrument {own.slug}"

    def test_what_has_it_in_its_title_goes_before_later_findings(self, weighed):
        titled = finding("Escrow", 2019)
        later = [finding("Nothing", 2020 + n, "Of escrow.") for n in range(4)]
        weighed(2)
        assert hits("escrow")[:2] == [titled, later[3]]

    def test_all_words_have_to_be_in_the_title(self, weighed):
        both = finding("Gold in escrow", 2019)
        for year in range(2020, 2024):
            finding("Escrow", year, "Of gold.")
        weighed(1)
        assert hits("escrow gold")[0] == both
        assert hits('"gold in escrow"') == [both]

    def test_what_holds_the_words_as_typed_goes_before_other_words_for_the_same(self, weighed):
        concept = make_concept(name="Service provider")
        for term in ("walrus firm", "narwhal firm"):
            make_term(concept=concept, term=term)
        typed = finding("Nothing", 2019, "One narwhal firm in a much longer text.")
        for year in range(2020, 2024):
            finding("Walrus firms", year)
        weighed(1)
        assert hits("narwhal firm", kind=["finding"])[0] == typed

    def test_kinds_go_in_their_order_and_the_later_finding_first(self, weighed):
        place, row = make_jurisdiction(), make_criterion()
        same = {"jurisdiction": place, "criterion": row}
        found = [finding("Escrow", year, **same) for year in (2022, 2020, 2021)]
        law = make_instrument(short_name="Escrow Act")
        weighed(2)
        assert set(hits("escrow", None)[:2]) == {f"instrument {law.slug}", found[0]}


def test_what_is_not_weighed_follows_as_it_was_written_the_latest_first(weighed):
    written = [finding("Escrow", year) for year in (2021, 2023, 2020, 2022)]
    weighed(1)
    assert hits("escrow") == [written[1], written[3], written[2], written[0]]


class TestParts:
    """Each part of a page stands under a heading that says how its hits were found."""

    def parts(self, query: str) -> list[tuple[str, int]]:
        """The heading of each part that has one, and how many hits it has."""
        lists = parse(Client().get(f"/search/?{query}")).main.select(".hits")
        found = [(one.find_previous_sibling(["h3", "ol"]), len(one("li"))) for one in lists]
        return [(squeeze(head) if head and head.name == "h3" else "", n) for head, n in found]

    @pytest.fixture
    def narwhals(self):
        concept = make_concept(name="Service provider")
        for term in ("walrus firm", "narwhal firm"):
            make_term(concept=concept, term=term)
        make_sources(6, "Walrus firm {}")
        make_source(title="A narwhal firm", publisher="P")

    def test_what_is_not_weighed_is_told_apart_from_other_words(self, weighed, narwhals):
        weighed(3)
        assert self.parts("q=narwhal+firm&kind=source") == [
            ("In the words as typed", 1),
            ("In other words for the same", 2),
            ("Further hits, the latest written first", 4),
        ]

    def test_it_is_told_too_where_no_other_words_are_searched(self, weighed):
        make_sources(5)
        weighed(3)
        assert self.parts("q=escrow") == [("", 3), ("Further hits, the latest written first", 2)]

    def test_it_is_told_on_later_pages_where_nothing_else_stands(self, weighed):
        make_sources(25)
        weighed(3)
        [rest] = self.parts("q=escrow&page=2")
        assert rest == ("Further hits, the latest written first", 5)

    def test_as_many_as_are_weighed_leave_no_further_ones(self, weighed):
        make_sources(5)
        weighed(5)
        assert self.parts("q=escrow") == [("", 5)]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered_where_hits_are_many(weighed, text):
    make_sources(3, "a {}", "b c")
    weighed(1)
    found = asked(text)
    assert len(found[0:50]) == found.count() if found.question else True


def test_so_many_are_weighed_that_few_questions_have_more():
    assert ranking.WEIGHED >= 2000
