"""The page of the search: hits, counts, days, and what it says where nothing is found."""

import re
from datetime import date
from urllib.parse import parse_qs

import pytest
from django.test import Client

from jurisdictions.choices import Publication

from .factories import (
    make_concept,
    make_criterion,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_section,
    make_source,
    make_term,
)
from .pages import parse, refused, squeeze

pytestmark = pytest.mark.django_db


def shown(query: str, language: str = ""):
    response = Client().get(f"{language}/search/?{query}")
    assert response.status_code == 200, query
    return parse(response).main


def titles(page) -> list[str]:
    return [squeeze(a) for a in page.select(".hits h3")]


def options(page) -> dict[str, int]:
    """The count of every option, by its label."""
    found = {}
    for item in page.select(".facet li"):
        label, number = item.a.select("span")[-1], item.select_one(".note")
        found[squeeze(label)] = int(number.text)
    return found


def link(page, label: str) -> str:
    """The query that the option, or any link, with this label leads to."""
    found = next(a for a in page.select("a") if squeeze(a) in (label, f"× Remove {label}"))
    return found["href"].removeprefix("?")


@pytest.fixture
def cells():
    """Findings on escrow: two places, two stances, two sections; and a law."""
    here = make_jurisdiction(slug="here", short_name="Here")
    there = make_jurisdiction(slug="there", short_name="There")
    one = make_criterion(title="One", section=make_section(slug="first", title="First"))
    two = make_criterion(title="Two", section=make_section(slug="second", title="Second"))
    make_finding(answer="A of escrow", jurisdiction=here, criterion=one, stance="prohibited")
    make_finding(answer="B of escrow", jurisdiction=here, criterion=two, stance="regulated")
    make_finding(answer="C of escrow", jurisdiction=there, criterion=one, stance="regulated")
    make_instrument(short_name="Escrow Act", jurisdiction=there)


class TestHits:
    def test_a_hit_says_what_it_is_where_and_since_when_with_the_words_marked(self, cells):
        page = shown("q=escrow&stance=prohibited&as_of=2025-01-01")
        [hit] = page.select(".hits > li")
        assert (
            squeeze(hit)
            == "A of escrow Finding Here · One Prohibited since 1 January 2024 Because."
        )
        assert [squeeze(mark) for mark in hit.select("mark")] == ["escrow"]
        assert hit.select_one(".stance")["data-stance"] == "prohibited"
        assert hit.a["href"].startswith("/findings/finding-")
        assert hit.a["href"].endswith("?as_of=2025-01-01")

    def test_a_passage_is_cut_from_where_the_words_stand(self):
        detail = "Nothing of it here. " * 30 + "But a word of escrow. " + "Nor there. " * 30
        make_finding(answer="Long", detail=detail, valid_from=date(2020, 1, 1))
        text = squeeze(shown("q=escrow").select_one(".hits p:last-child"))
        assert text.startswith("…")
        assert text.endswith("…")
        assert "But a word of escrow" in text
        assert len(text) < 260

    def test_a_passage_shows_the_provision_asked_for_and_not_others_of_the_law(self):
        others = "; ".join(f"Art. {number}" for number in range(300, 380))
        make_finding(answer="Long", detail=f"{others}; Art. 75; {others}.")
        text = shown("q=Art.+75").select_one(".hits p:last-child").get_text()
        assert "Art. 75;" in text

    def test_markdown_is_read_not_shown(self):
        make_finding(detail="Of **escrow** and [its act](https://example.org/act).")
        assert "Of escrow and its act." in squeeze(shown("q=escrow"))

    def test_pages_hold_twenty_and_go_on(self):
        for number in range(45):
            make_source(title=f"Escrow {number}")
        first, last = shown("q=escrow"), shown("q=escrow&page=3")
        assert (len(titles(first)), len(titles(last))) == (20, 5)
        assert last.ol["start"] == "41"
        assert not set(titles(first)) & set(titles(last))
        assert refused("/search/?q=escrow&page=4").keys() == {"page"}


class TestOtherWords:
    """Hits in words out of the glossary stand apart from those in the words that were typed."""

    @pytest.fixture(autouse=True)
    def names(self):
        concept = make_concept(name="Service provider")
        for term in ("walrus firm", "narwhal firm"):
            make_term(concept=concept, term=term)
        for number in range(21):
            make_source(title=f"Walrus firm {number}", publisher="Press")

    def parts(self, query: str) -> list[tuple[str, str, int]]:
        """Of each part of the hits its heading, the number of its first hit, how many it has."""
        lists = shown(query).select(".hits")
        return [
            (squeeze(one.find_previous("h3", class_="part")), one["start"], len(one("li")))
            for one in lists
        ]

    def test_what_was_typed_comes_first_under_a_heading_of_its_own(self):
        make_source(title="A narwhal firm", publisher="Press")
        assert self.parts("q=narwhal+firm&kind=source") == [
            ("In the words as typed", "1", 1),
            ("In other words for the same", "2", 19),
        ]
        [rest] = self.parts("q=narwhal+firm&kind=source&page=2")
        assert rest == ("In other words for the same", "21", 2)

    def test_where_nothing_holds_the_words_as_typed_nothing_stands_under_them(self):
        [rest] = self.parts("q=narwhal+firm&kind=source")
        assert rest == ("In other words for the same", "1", 20)

    def test_without_other_words_there_is_one_list_without_a_heading(self):
        page = shown("q=%22walrus+firm%22")
        assert len(page.select(".hits")) == 1
        assert not page.select("h3.part")


class TestCounts:
    def test_each_option_says_how_many_hits_it_has(self, cells):
        found = options(shown("q=escrow"))
        assert found == {
            "Finding": 3, "Instrument": 1, "Here": 2, "There": 2, "First": 2, "Second": 1,
            "Prohibited": 1, "Regulated": 2,
        }  # fmt: skip

    @pytest.mark.parametrize(
        "chosen", ["", "kind=finding", "jurisdiction=here", "stance=regulated"]
    )
    def test_a_count_is_what_choosing_the_option_shows(self, cells, chosen):
        page = shown(f"q=escrow&{chosen}".rstrip("&"))
        names = {parse_qs(chosen).popitem()[0]} if chosen else set()
        offered = options(page)
        assert offered
        for label, number in offered.items():
            query = link(page, label)
            taken = [
                name for name in names if parse_qs(query).get(name) != parse_qs(chosen).get(name)
            ]
            if not taken:
                assert len(titles(shown(query))) == number, label

    def test_several_values_of_one_facet_add_and_those_of_others_narrow(self, cells):
        assert len(titles(shown("q=escrow&jurisdiction=here&jurisdiction=there"))) == 4
        assert titles(shown("q=escrow&jurisdiction=here&stance=regulated")) == ["B of escrow"]
        assert titles(shown("q=escrow&section=second")) == ["B of escrow"]

    def test_a_chosen_option_can_be_taken_back(self, cells):
        page = shown("q=escrow&stance=prohibited")
        assert link(page, "Prohibited") == "q=escrow"
        assert page.select_one(".facet [aria-current]")

    def test_the_form_keeps_what_is_chosen(self, cells):
        form = shown("q=escrow&kind=finding&versions=all").form
        kept = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
        assert kept | {"kind": "finding", "versions": "all"} == kept
        assert form.select_one("[name=q]")["value"] == "escrow"


class TestDays:
    @pytest.fixture
    def versions(self):
        first = make_finding(answer="Escrow first", valid_from=date(2020, 1, 1))
        same = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
        make_finding(answer="Escrow second", valid_from=date(2022, 1, 1), **same)
        make_finding(answer="Escrow third", valid_from=date(2099, 1, 1), **same)

    def test_a_finding_is_that_of_the_day(self, versions):
        assert titles(shown("q=escrow&as_of=2021-12-31")) == ["Escrow first"]
        assert titles(shown("q=escrow&as_of=2022-01-01")) == ["Escrow second"]
        assert titles(shown("q=escrow&as_of=2019-12-31")) == []

    def test_those_of_other_days_are_counted_and_a_link_away(self, versions):
        page = shown("q=escrow&as_of=2023-01-01")
        label = "2 more findings that held on earlier days, or will on later ones"
        every = shown(link(page, label))
        assert set(titles(every)) == {"Escrow first", "Escrow second", "Escrow third"}
        told = squeeze(every)
        assert "held from 1 January 2020 to 31 December 2021" in told
        assert "since 1 January 2022" in told
        assert "from 1 January 2099" in told

    def test_a_revision_is_refused_and_the_page_says_why(self):
        make_finding()
        told = refused("/search/?q=escrow&rev=1")["rev"]
        assert "knows the data only as they are now" in told


class TestNothing:
    def test_a_form_sent_empty_is_no_error(self):
        response = Client().get("/search/?form=2026-01-01&q=&as_of=2026-01-01")
        assert (response.status_code, response.headers["Location"]) == (302, "/search/")

    def test_what_is_left_of_a_choice_is_said_for_each_filter(self, cells):
        page = shown("q=escrow&kind=instrument&stance=regulated")
        ways = [squeeze(li) for li in page.select("section .list li")]
        assert ways == ["Without Kind Instrument : 2 hits", "Without Stance Regulated : 1 hit"]

    def test_what_is_left_of_the_words_is_said_for_each_word(self, cells):
        make_source(title="Gold")
        page = shown("q=escrow+gold+-silver")
        ways = {squeeze(li): li.a["href"] for li in page.select("section .list li")}
        assert list(ways) == ["Without the word escrow : 1 hit", "Without the word gold : 4 hits"]
        for told, address in ways.items():
            assert f": {len(titles(shown(address.removeprefix('?'))))} hit" in told

    def test_what_held_on_other_days_is_offered_where_nothing_holds(self):
        make_finding(answer="Escrow", valid_from=date(2024, 1, 1))
        page = shown("q=escrow&as_of=2020-01-01")
        assert "1 more finding that held on earlier days, or will on later ones" in squeeze(page)


class TestTheSite:
    def test_a_page_that_is_not_there_leads_to_the_search(self):
        page = parse(Client().get("/nowhere"))
        assert page.select("main a[href='/search/']")
        assert page.select("header form[action='/search/']")

    def test_in_another_language_the_data_say_that_they_are_english(self, cells):
        page = shown("q=escrow", "/de")
        assert {a["lang"] for a in page.select(".hits h3 a")} == {"en"}
        assert all(a["href"].startswith("/de/") for a in page.select(".hits h3 a"))

    @pytest.mark.parametrize(
        ("of_term", "of_page", "told"),
        [("fr", "", "fr"), ("fr", "/de", "fr"), ("de", "/de", None), ("en", "", None)],
    )
    def test_a_term_says_in_which_language_it_is(self, of_term, of_page, told):
        make_term(term="Prestataire", language=of_term)
        hit = shown("q=Prestataire", of_page).select_one(".hits h3 a")
        assert hit.get("lang") == told

    def test_a_language_that_is_corrected_shows(self):
        term = make_term(term="Prestataire")
        term.language = "fr"
        term.save()
        assert shown("q=Prestataire").select_one(".hits h3 a")["lang"] == "fr"

    def test_drafts_are_not_found(self):
        make_finding(answer="Escrow", publication=Publication.DRAFT)
        assert titles(shown("q=escrow&versions=all")) == []

    def test_search_engines_are_told_to_leave_it(self, cells):
        robots = parse(Client().get("/search/?q=escrow")).select_one("meta[name=robots]")
        assert re.search("noindex", robots["content"])


@pytest.mark.parametrize("day", ["2024-02-30", "1899-12-31", "today", ""])
def test_an_impossible_day_is_refused_by_name(day):
    assert list(refused(f"/search/?q=a&as_of={day}")) == ["as_of"]


@pytest.mark.parametrize("parameter", ["kind", "jurisdiction", "section", "stance", "versions"])
@pytest.mark.parametrize("value", ["atlantis", "", "%00", "x" * 3000])
def test_an_unknown_value_is_refused_by_name(parameter, value):
    assert list(refused(f"/search/?q=a&{parameter}={value}")) == [parameter]


@pytest.mark.parametrize("words", ["%00", "%E2%80%AE", "%FF", "x" * 201])
def test_words_that_nobody_sees_or_without_end_are_refused(words):
    assert list(refused(f"/search/?q={words}")) == ["q"]
