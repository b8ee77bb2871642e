"""Verified today: only for findings whose sources somebody says they opened."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jurisdictions import models
from jurisdictions.days import today
from tests import factories as make
from tests.desk import address
from tests.workflow import editor, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OLD = date(2025, 1, 1)


def act(desk, records, action="verified_today", **given):
    """Choose records on their list, and post the page with the ticks if anything is given."""
    posted = {"action": action, "_selected_action": [one.pk for one in records]}
    return desk.post(address(type(records[0])), posted | given)


@pytest.fixture
def findings():
    return [make.make_finding(verified_on=OLD) for _ in range(3)]


def days(findings) -> list[date]:
    for one in findings:
        one.refresh_from_db()
    return [one.verified_on for one in findings]


def test_the_action_asks_first_and_shows_the_sources(findings):
    make.make_citation(finding=findings[0], instrument=None, pinpoint="", source=make.make_source(
        title="The gazette", url="https://example.org/gazette"))  # fmt: skip
    shown = act(signed_in(editor()), findings).content.decode()
    assert "I opened the sources of" in shown
    assert 'href="https://example.org/gazette"' in shown
    assert days(findings) == [OLD] * 3


@pytest.mark.each_database
def test_the_number_of_statements_does_not_grow_with_what_is_chosen(findings):
    desk = signed_in(editor())
    for one in findings:
        make.make_citation(finding=one)
    act(desk, findings)
    counts = []
    for chosen in (findings[:1], findings):
        with CaptureQueriesContext(connection) as queries:
            act(desk, chosen)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nothing_is_recorded_without_a_tick(findings):
    answer = act(signed_in(editor()), findings, confirmed="1")
    assert "Tick those whose sources you opened." in answer.content.decode()
    assert days(findings) == [OLD] * 3


def test_only_what_is_ticked_is_recorded(findings):
    ed = editor()
    answer = act(signed_in(ed), findings, confirmed="1", opened=[findings[1].pk], reason="Re-read.")
    assert answer.status_code == 302
    assert days(findings) == [OLD, today(), OLD]
    newest = findings[1].history.first()
    assert (newest.history_user, newest.history_change_reason) == (
        ed,
        "Verified against its sources: Re-read.",
    )
    assert findings[0].history.count() == 1


def test_one_tick_may_stand_for_all(findings):
    act(signed_in(editor()), findings, confirmed="1", opened_all="1")
    assert days(findings) == [today()] * 3


def test_a_tick_of_what_was_not_chosen_is_ignored(findings):
    act(signed_in(editor()), findings[:1], confirmed="1", opened=[one.pk for one in findings])
    assert days(findings) == [today(), OLD, OLD]


def test_who_may_only_look_verifies_nothing(findings):
    guest = member("guest")
    guest.user_permissions.add(Permission.objects.get(codename="view_finding"))
    act(signed_in(guest), findings, confirmed="1", opened_all="1")
    assert days(findings) == [OLD] * 3


def test_a_date_that_has_passed_is_checked_with_a_word_on_what_came_of_it():
    place = make.make_jurisdiction(researched_until=date(2026, 10, 8))
    event = make.make_event(jurisdiction=place, date=date(2026, 11, 1))
    desk = signed_in(editor())
    silent = act(desk, [event], "checked_today", confirmed="1", opened_all="1")
    assert "Say what came of it" in silent.content.decode()
    assert models.Event.objects.unchecked(today()).get() == event
    act(desk, [event], "checked_today", confirmed="1", opened_all="1", reason="It took place.")
    assert not models.Event.objects.unchecked(today()).exists()
