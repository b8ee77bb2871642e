"""A misspelt word finds what was meant, and a glossary name what others call the same."""

import pytest
from django.test import Client

from jurisdictions.search.questions import read
from jurisdictions.search.spelling import distance, doubts
from jurisdictions.search.synonyms import together

from .factories import (
    make_concept,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_term,
)
from .pages import parse, squeeze
from .searching import asked, hits

pytestmark = pytest.mark.django_db


def shown(query: str):
    response = Client().get(f"/search/?{query}")
    assert response.status_code == 200
    return parse(response).main


@pytest.mark.parametrize(
    ("one", "two", "steps"),
    [
        ("custody", "custody", 0),
        ("custdoy", "custody", 1),
        ("custdy", "custody", 1),
        ("custoddy", "custody", 1),
        ("custodu", "custody", 1),
        ("cutsodu", "custody", 2),
        ("", "abc", 3),
    ],
)
def test_a_slip_is_a_letter_added_left_out_changed_or_swapped(one, two, steps):
    assert distance(one, two) == steps


@pytest.mark.parametrize(
    "typed", ["stabelcoin", "stablcoin", "stablecion", "ztablecoin", "stablecoyn"]
)
def test_the_nearest_known_word_is_found_wherever_the_slip_is(typed):
    make_finding(detail="A stablecoin is a table.")
    [doubt] = doubts([(typed, typed)], 0)
    assert doubt.near[0] == "stablecoin"


def test_the_hits_of_the_nearest_spelling_are_shown_at_once_and_it_is_said():
    finding = make_finding(answer="Stablecoins need a licence")
    page = shown("q=stabelcoin+licnece")
    assert "Nothing holds “stabelcoin licnece”. These are the hits for “stablecoins licence”" in (
        squeeze(page)
    )
    assert page.select_one(".hits a")["href"] == finding.get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("stable coin", "stablecoin"),
        ("Stable-coin reserve", "Stablecoin reserve"),
        ("Hongkong", "Hong kong"),
        ("reserve hongkong", "reserve hong kong"),
    ],
)
def test_what_is_one_word_or_two_is_found_in_the_spelling_of_the_data(typed, written):
    make_finding(answer="A stablecoin has a reserve in Hong Kong", detail="It is stable.")
    page = squeeze(shown(f"q={typed}"))
    assert f"Nothing holds “{typed}”. These are the hits for “{written}”." in page


@pytest.mark.parametrize("typed", ["stable -coin xylophone", "xylophone -hongkong"])
def test_words_that_must_not_be_there_are_left_as_they_are(typed):
    make_finding(answer="A stablecoin in Hong Kong", detail="It is stable.")
    assert "These are the hits" not in squeeze(shown(f"q={typed}"))


def test_what_nothing_is_near_to_finds_nothing_and_says_what_can_be_asked():
    make_finding(answer="Custody")
    page = shown("q=xylophone")
    assert "0 hits" in page.h2.text
    assert page.select("dl a")


def test_a_rare_slip_in_the_data_suggests_the_common_word():
    make_finding(answer="Of custdoy")
    for _ in range(10):
        make_finding(answer="Of custody")
    link = next(a for a in shown("q=custdoy").select("p a") if a.text == "custody")
    assert link["href"] == "?q=custody"


def test_words_of_drafts_are_not_suggested():
    make_finding(answer="Xylophone", publication="draft")
    assert doubts([("xylophnoe", "xylophnoe")], 0) == []


def test_other_words_of_the_glossary_are_searched_too_and_named():
    concept = make_concept(name="Crypto-asset service provider")
    make_term(concept=concept, term="virtual asset service provider", abbreviation="VASP")
    make_term(concept=concept, term="crypto-asset service provider", abbreviation="CASP")
    text = make_instrument(short_name="VASP Act")
    assert f"instrument {text.slug}" in hits("CASP")
    assert f"instrument {text.slug}" in hits("cryptoasset service providers")
    page = shown("q=CASP")
    assert "virtual asset service provider" in squeeze(page)
    only = next(a for a in page.select("a") if "as typed" in a.text)["href"]
    assert f"instrument {text.slug}" not in hits('"CASP"')
    assert "VASP Act" not in squeeze(shown(only.removeprefix("?")))


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("UK", ("United Kingdom",)),
        ("united kingdom", ("UK",)),
        # Nobody is told of a longer name in which the words stand anyway.
        ("Singapore", ()),
        ("Republic of Singapore", ("Singapore",)),
        ("USA", ("United States", "United States of America")),
        ("us", ("United States", "United States of America")),
        ("united states", ()),
        ("United States of America", ("United States",)),
        # Of a name that only makes another one longer, nobody writes the initials.
        ("RS", ()),
        ("S", ()),
    ],
)
def test_a_place_is_found_by_each_of_its_names_and_by_their_initials(typed, others):
    make_jurisdiction(name="United Kingdom", short_name="UK")
    make_jurisdiction(name="United States of America", short_name="United States")
    make_jurisdiction(name="Republic of Singapore", short_name="Singapore")
    assert tuple(asked(typed).question.synonyms) == others


def test_a_name_of_mere_signs_is_looked_for_nowhere():
    make_jurisdiction(name="Sealand", short_name="★")
    assert asked("sealand").question.synonyms == []
    assert hits("sealand")


def test_what_is_told_of_a_place_is_found_under_its_other_name():
    place = make_jurisdiction(name="United Kingdom", short_name="UK")
    finding = make_finding(jurisdiction=place, answer="Staking is a service")
    assert f"finding {finding.slug}" in hits("united kingdom staking")
    assert f"finding {finding.slug}" not in hits('"united kingdom" staking')


def test_the_longest_name_wins_and_the_rest_of_the_question_still_counts():
    make_term(concept=make_concept(name="Virtual asset"), term="token")
    make_term(concept=make_concept(name="Virtual asset service provider"), term="broker")
    question = asked("virtual asset service provider dubai").question
    assert question.synonyms == ["broker"]
    assert len(question.groups) == 2


@pytest.mark.parametrize("step", [1, -1])
def test_of_two_spellings_the_same_is_told_in_whatever_order_they_are_known(step):
    """Sets have another order in each process, and a page is the same in all of them."""
    called = ["CASP", "crypto-asset broker", "crypto asset broker", "Crypto-asset broker"][::step]
    (group,) = read("CASP").groups
    assert together([group], {("casp",): called}).synonyms == ("crypto-asset broker",)
