"""Ready-made questions lead to pages of this site that answer them."""

from datetime import date

import pytest
from django.urls import reverse

from jurisdictions.days import AsOf
from jurisdictions.shortcuts import SHORTCUTS, shortcuts

from .factories import make_criterion, make_event, make_finding, make_instrument

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = date(2026, 11, 24)
NAMES = {shortcut.question: shortcut for shortcut in SHORTCUTS}


def asked(day: date = DAY) -> list[str]:
    return [shortcut.question for shortcut in shortcuts(AsOf(day, DAY, asked=True))]


def test_there_is_a_handful_and_each_question_is_asked_once():
    assert 5 <= len(SHORTCUTS) <= 8
    assert len(NAMES) == len(SHORTCUTS)
    assert all(question.endswith("?") for question in NAMES)


def test_a_question_is_offered_from_the_day_on_which_something_answers_it(db):
    make_finding(stance="prohibited", valid_from=date(2024, 6, 1))
    assert asked(date(2024, 5, 31)) == []
    assert "What is prohibited, and where?" in asked(date(2024, 6, 1))


def test_changes_are_offered_while_one_lies_in_the_year_that_their_page_looks_back(db):
    make_finding(valid_from=date(2024, 6, 1))
    question = "What changed in the past year?"
    assert [question in asked(day) for day in (date(2024, 5, 31), date(2024, 6, 1))] == [
        False,
        True,
    ]
    assert [question in asked(day) for day in (date(2025, 5, 31), date(2025, 6, 1))] == [
        True,
        False,
    ]


def test_a_question_about_one_criterion_is_not_answered_by_another(db):
    make_finding(criterion=make_criterion(slug="custody"), stance="unclear")
    question = "Where is it unclear whether DeFi is inside the rules?"
    assert question not in asked()
    make_finding(criterion=make_criterion(slug="defi-treatment"), stance="unclear")
    assert question in asked()


def test_a_question_about_instruments_follows_their_status_of_the_day(db):
    text = make_instrument()
    for kind, when in (("proposed", date(2024, 6, 1)), ("in-force", date(2025, 1, 1))):
        make_event(
            instrument=text, jurisdiction=text.jurisdiction, kind=kind, date=when, is_milestone=True
        )
    assert asked(date(2024, 5, 31)) == []
    assert asked(date(2024, 6, 1)) == ["Which instruments are only proposed?"]
    assert asked(date(2025, 1, 1)) == []


def test_the_address_is_made_from_the_name_of_the_page():
    shortcut = NAMES["What is prohibited, and where?"]
    assert shortcut.address == f"{reverse('findings')}?stance=prohibited"
