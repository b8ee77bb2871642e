"""Words that are pasted out of a page or a PDF are found, whatever came along unseen."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from jurisdictions import filtersets
from jurisdictions.api import filtersets as api_filtersets
from jurisdictions.asking.parameters import WordsParameter
from jurisdictions.caching.identity import WORDS
from jurisdictions.filtersets.dated import DatedFilterSet
from jurisdictions.search.questions import read

from .api import ask
from .pages import parse, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

UNSEEN = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
LISTS = ["/", "/compare/", "/findings/", "/instruments/", "/sources/", "/timeline/", "/search/"]


def page(address: str, words: str):
    response = Client().get(f"{address}?q={quote(words)}")
    assert response.status_code == 200, words
    return response


@pytest.mark.few(8)
@pytest.mark.parametrize("sign", UNSEEN)
@pytest.mark.parametrize("address", LISTS)
def test_signs_that_nobody_sees_make_no_other_page(address, sign):
    pasted = page(address, f"{sign}non-cus{sign}todial{sign}")
    assert pasted.content == page(address, "non-custodial").content


@pytest.mark.few(9)
@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2007", "  ", " \u200b "])
@pytest.mark.parametrize("address", LISTS)
def test_every_blank_is_one_blank(address, blank):
    pasted = page(address, f"{blank}custody{blank}rule{blank}")
    assert pasted.content == page(address, "custody rule").content


def test_pasted_words_have_the_tag_and_the_canonical_address_of_the_plain_ones():
    pasted, plain = (
        page("/findings/", "cus\u00adtody\u00a0 rule"),
        page("/findings/", "custody rule"),
    )
    assert pasted["ETag"] == plain["ETag"]
    canonical = parse(pasted).select_one("link[rel=canonical]")["href"]
    assert canonical.endswith("/findings/?q=custody+rule")


def test_the_api_finds_them_too():
    found, plain = (ask(f"findings/?q={quote(words)}") for words in ("cus\u00adtody", "custody"))
    assert found["results"] == plain["results"] != []


def test_a_question_is_read_without_them():
    assert read("stable\u00adcoin\u00a0res\u200berve") == read("stablecoin reserve")


@pytest.mark.parametrize("words", ["\u00ad", " ", "\u200b\u00a0"])
def test_words_of_which_nothing_can_be_seen_are_empty(words):
    assert "is empty" in refused(f"/findings/?q={quote(words)}")["q"]
    assert page("/search/", words).content == page("/search/", "").content


@pytest.mark.few
@pytest.mark.parametrize("sign", ["\0", "\t", "\n", "\x1c", "\x85", "\u200e", "\u202e", "\ue000"])
@pytest.mark.parametrize("address", LISTS)
def test_other_control_characters_are_refused_by_name(address, sign):
    assert list(refused(f"{address}?q={quote(f'a{sign}b{sign}')}")) == ["q"]


def test_other_parameters_are_read_to_the_letter():
    assert list(refused("/findings/?jurisdiction=dub%C2%ADai")) == ["jurisdiction"]


def test_every_parameter_that_holds_words_is_read_so():
    classes = {
        one
        for module in (filtersets, filtersets.feeds, api_filtersets)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, DatedFilterSet)
    }
    holding = {
        name
        for one in classes
        for name, filter_ in one.base_filters.items()
        if issubclass(filter_.field_class, WordsParameter)
    }
    assert holding == WORDS


@pytest.mark.few(9)
@pytest.mark.parametrize("sign", [*UNSEEN, "\u00a0", " ", "\0", "\n", "\u200e", "\u202e", "\ue000"])
@pytest.mark.parametrize("around", ["", "a"])
def test_the_pattern_of_the_api_allows_what_is_taken(sign, around):
    pattern = ask("openapi.json")["components"]["parameters"]["q"]["schema"]["pattern"]
    words = f"{sign}{around}{sign}"
    taken = Client().get("/api/v1/findings/", {"q": words}).status_code == 200
    assert bool(re.search(pattern, words)) is taken
