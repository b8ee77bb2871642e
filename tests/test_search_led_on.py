"""Who searches for what the data calls otherwise is led on to the subjects that there are."""

from datetime import date

import pytest

from .factories import make_criterion, make_finding, make_pillar, make_section
from .pages import squeeze
from .test_search_page import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects():
    section = make_section(title="Assets in hand", position=1)
    custody = make_criterion(slug="custody", title="Custody", section=section, position=1)
    make_criterion(slug="lending", title="Lending", section=section, position=2)
    later = make_section(title="Asked for", position=2)
    make_pillar(slug="software", title="Software", section=later, position=3)
    make_finding(criterion=custody, answer="Keep keys")


def led_to(page) -> dict[str, str]:
    return {squeeze(link): link["href"] for link in page.select(".subjects a")}


@pytest.mark.parametrize("query", ["q=airdrop", "", "q=-custody"])
def test_where_nothing_is_found_the_subjects_are_listed_section_by_section(subjects, query):
    page = shown(query)
    assert led_to(page) == {
        "Custody": "/topics/custody/",
        "Lending": "/topics/lending/",
        "Software": "/pillars/software/",
    }
    sections = [squeeze(one) for one in page.select(".subjects dt")]
    assert sections == ["Assets in hand", "Asked for"]


def test_the_day_travels_along(subjects):
    page = shown("q=airdrop&as_of=2024-12-31")
    assert led_to(page)["Custody"] == "/topics/custody/?as_of=2024-12-31"


@pytest.mark.parametrize(
    ("query", "language", "said"),
    [
        ("q=keys", "", "1 hit for “keys”"),
        ("q=kyes", "", "1 hit for “keys”"),
        ("q=airdrop", "", "0 hits for “airdrop”"),
        ("q=keys", "/de", "1 Treffer für „keys“"),
        ("q=%3Cb%3E+airdrop", "", "0 hits for “<b> airdrop”"),
    ],
)
def test_what_was_asked_is_said_where_the_box_is_not_seen_on_paper(subjects, query, language, said):
    assert squeeze(shown(query, language).select_one("h2")).startswith(said)


def test_where_something_is_found_that_is_enough(subjects):
    assert not led_to(shown("q=keys"))
    assert not led_to(shown("q=custody"))


def test_german_readers_are_led_on_too(subjects):
    page = shown("q=airdrop", "/de")
    assert led_to(page)["Custody"] == "/de/topics/custody/"
    assert "Themen und Säulen" in squeeze(page)


@pytest.mark.parametrize("text", ["-custody", "%22%22", "-%22travel+rule%22", "%3F"])
def test_a_question_without_a_word_to_look_for_is_said_to_be_none(subjects, text):
    assert "There is no word to look for" in squeeze(shown(f"q={text}"))


@pytest.mark.parametrize("query", ["", "q=", "q=custody", "q=airdrop"])
def test_nothing_like_that_is_said_of_others(subjects, query):
    assert "There is no word to look for" not in squeeze(shown(query))


def test_what_to_leave_out_is_named_in_words_of_its_own(subjects):
    make_finding(answer="About moons", valid_from=date(2020, 1, 1))
    assert "Without the word airdrop : " in squeeze(shown("q=airdrop+moons"))
