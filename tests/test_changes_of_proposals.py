"""Where only a proposal stands behind a new finding, nobody says that the law changed."""

import csv
import io
from datetime import date, timedelta
from random import Random

import pytest
from django.http import QueryDict
from django.test import Client

from jurisdictions.filtersets import ChangeFilters
from jurisdictions.law.caveats import Caveat
from jurisdictions.law.proposed import changes_of_proposals, is_of_proposals
from jurisdictions.models import Citation, Finding
from jurisdictions.views.changed import Entries, selected

from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    together,
)
from .pages import parse, squeeze
from .test_feeds import entries, text

pytestmark = pytest.mark.any_database

FIRST, LATER = date(2020, 1, 1), date(2024, 6, 1)
DAY = timedelta(days=1)
WINDOW = "from=2024-01-01&to=2025-01-01"
LAW, BILL, ASKED = (None, None), (Caveat.BILL, Caveat.BILL), (Caveat.PROPOSED, Caveat.PROPOSED)
GIVEN_UP = (Caveat.PROPOSED, Caveat.WITHDRAWN)


@pytest.mark.parametrize(
    ("after", "before", "is_so"),
    [
        ({1: LAW, 2: BILL}, {1: LAW}, True),
        ({1: LAW, 2: ASKED, 3: (Caveat.CONSULTATION,) * 2}, {1: LAW}, True),
        ({2: ASKED}, {}, True),
        # What came up on the day itself was of a later day up to then.
        ({1: LAW, 2: (Caveat.LATER_DAY, Caveat.PROPOSED)}, {1: LAW}, True),
        # Law came beside it, or out of it.
        ({1: LAW, 2: BILL}, {}, False),
        ({1: (Caveat.PROPOSED, None)}, {1: (Caveat.PROPOSED, None)}, False),
        ({1: LAW, 2: (Caveat.PROPOSED, Caveat.NOT_YET)}, {1: LAW}, False),
        ({2: (Caveat.NOT_YET,) * 2}, {}, False),
        # It was given up; but what ended may have been law.
        ({1: LAW, 2: GIVEN_UP}, {1: LAW, 2: GIVEN_UP}, True),
        ({1: LAW}, {1: LAW, 2: GIVEN_UP}, True),
        ({1: LAW, 2: (Caveat.WITHDRAWN,) * 2}, {1: LAW}, False),
        ({2: ASKED}, {1: (None, Caveat.REPEALED)}, False),
        ({2: ASKED}, {1: (None, Caveat.WITHDRAWN), 2: ASKED}, False),
        # Nothing moved that is on record: nobody can say what did.
        ({1: LAW, 2: ASKED}, {1: LAW, 2: ASKED}, False),
        ({}, {}, False),
    ],
)
def test_only_proposals_moved_if_all_that_came_or_turned_is_only_asked_for(after, before, is_so):
    assert is_of_proposals(after, before, same_stance=True) is is_so


def test_where_the_stance_moved_too_what_may_be_law_must_still_be_cited():
    assert is_of_proposals({1: LAW, 2: BILL}, {1: LAW}, same_stance=False)
    assert is_of_proposals({2: BILL}, {1: LAW}, same_stance=True)
    assert not is_of_proposals({2: BILL}, {1: LAW}, same_stance=False)
    assert is_of_proposals({2: BILL}, {1: ASKED}, same_stance=False)


@pytest.fixture
def rule(db):
    """Proposed on the day on which the later version of a finding begins, which cites it beside
    an act."""
    here = make_jurisdiction(short_name="Here", slug="here")
    cell = {"jurisdiction": here, "criterion": make_criterion(title="Custody")}
    act, rule = (
        make_instrument(jurisdiction=here, short_name=name) for name in ("Old Act", "New Rule")
    )
    for slug, day, texts in (("before", FIRST, [act]), ("after", LATER, [act, rule])):
        finding = make_finding(slug=slug, valid_from=day, answer=f"What held {slug}", **cell)
        for place, instrument in enumerate(texts):
            Citation.objects.create(finding=finding, instrument=instrument, position=place)
    step(rule, "proposed", LATER)
    return rule


def step(instrument, kind: str, day: date):
    place = {"jurisdiction": instrument.jurisdiction, "instrument": instrument}
    make_event(kind=kind, date=day, is_milestone=True, **place)


def shown(address: str):
    return parse(Client().get(address))


def word() -> str:
    (entry,) = shown(f"/changes/?{WINDOW}").select("article.entry")
    return squeeze(entry.select_one(".tag"))


def test_the_list_calls_it_a_change_of_proposals_and_counts_it_apart(rule):
    assert word() == "Change of proposals"
    lede = squeeze(shown(f"/changes/?{WINDOW}").select_one(".lede"))
    assert "0 changes of law, 1 change of proposals, 0 first records" in lede


def test_it_is_chosen_apart_from_changes_of_law(rule):
    of_law, of_proposals = (f"/changes/?{WINDOW}&kind={kind}" for kind in ("law", "proposals"))
    assert not shown(of_law).select("article.entry")
    assert len(shown(of_proposals).select("article.entry")) == 1
    step(rule, "in-force", LATER)
    assert len(shown(of_law).select("article.entry")) == 1
    assert not shown(of_proposals).select("article.entry")


def test_it_is_a_change_of_law_once_the_proposal_is_law_on_that_day(rule):
    step(rule, "in-force", LATER + DAY)
    assert word() == "Change of proposals"
    rule.events.filter(kind="in-force").update(date=LATER)
    assert word() == "Change of law"
    lede = squeeze(shown(f"/changes/?{WINDOW}").select_one(".lede"))
    assert "1 change of law, 0 first records" in lede


def test_its_page_says_so_and_names_what_it_rests_on_with_what_that_is(rule):
    page = squeeze(shown("/changes/after/").main).replace(" ;", ";").replace(" ,", ",")
    assert "Change of proposals, from 1 June 2024" in page
    assert "Provisions: Old Act; New Rule (proposed)" in page
    assert "Change of law" not in page
    assert "Change of proposals" in squeeze(shown("/findings/after/").main)


def test_the_first_page_does_not_let_it_pass_for_a_change_of_law(rule):
    news = squeeze(shown(f"/?as_of={LATER}").select_one("aside"))
    assert "1 June 2024 What held after Here, Custody · Change of proposals" in news
    assert "Änderung der Vorschläge" in squeeze(shown(f"/de/?as_of={LATER}").select_one("aside"))
    step(rule, "in-force", LATER)
    news = squeeze(shown(f"/?as_of={LATER}").select_one("aside"))
    assert "1 June 2024 What held after Here, Custody" in news
    assert "Change of proposals" not in news


def test_what_a_provision_is_is_told_of_the_day_of_the_change(rule):
    step(rule, "in-force", LATER + DAY)
    page = squeeze(shown(f"/changes/after/?as_of={LATER + DAY}").main)
    assert "New Rule (proposed)" in page


def test_german_readers_are_told_the_same(rule):
    page = squeeze(shown("/de/changes/after/").main)
    assert "Änderung der Vorschläge" in page
    assert "New Rule (vorgeschlagen)" in page


def test_the_feed_tells_it_apart(rule):
    (entry,) = entries(f"/changes.atom?{WINDOW}")
    assert text(entry, "title").startswith("Change of proposals: Here, Custody")
    assert "New Rule <strong>(proposed)</strong>" in text(entry, "summary")


def test_the_file_has_a_code_for_it_and_what_it_rests_on(rule):
    content = Client().get(f"/changes.csv?{WINDOW}").getvalue().decode()
    [row] = csv.DictReader(io.StringIO(content))
    assert (row["kind"], row["kind_label"]) == ("proposals", "Change of proposals")
    assert row["provisions"] == "Old Act | New Rule (proposed)"
    assert row["provision_caveats"] == " | proposed"


def test_a_first_record_stays_one(rule):
    Finding.objects.get(slug="before").delete()
    assert word() == "First record"
    assert not changes_of_proposals()


@pytest.mark.usefixtures("four_places")
def test_the_law_on_custody_in_the_united_states_did_not_change_with_a_proposal():
    assert "Change of proposals" in squeeze(shown("/changes/us-custody-2026/").main)
    assert "Change of law" in squeeze(shown("/changes/us-custody-2025-01/").main)


@together()
def make_many(chance: Random):
    here, steps = make_jurisdiction(), ("proposed", "in-force", "withdrawn", "repealed")
    texts = []
    for _ in range(12):
        kind = chance.choice(["bill", "statute", "consultation"])
        texts.append(make_instrument(jurisdiction=here, kind=kind))
        for name in chance.sample(steps, chance.randrange(3)):
            step(texts[-1], name, FIRST + chance.randrange(9) * DAY)
    for _ in range(12):
        cell = {"jurisdiction": here, "criterion": make_criterion()}
        for day in sorted(chance.sample(range(9), 5)):
            stance = chance.choice(["regulated", "unclear"])
            finding = make_finding(valid_from=FIRST + day * DAY, stance=stance, **cell)
            for instrument in chance.sample(texts, chance.randrange(4)):
                Citation.objects.create(finding=finding, instrument=instrument)


@pytest.mark.django_db
def test_as_many_are_counted_as_are_shown():
    """They are counted from keys alone, and told apart one by one when they are shown."""
    make_many(Random(7))
    changes = list_of("from=2019-12-31&to=2020-02-01")
    told = {one.after.pk for one in changes if one.is_of_proposals}
    assert changes_of_proposals() == told
    assert 5 < len(told) < 40
    chosen = list_of("from=2019-12-31&to=2020-02-01&kind=proposals")
    assert {one.after.pk for one in chosen} == told


def list_of(query: str) -> list:
    filters = ChangeFilters(QueryDict(query), today=date(2026, 11, 24))
    assert filters.form.is_valid()
    return list(Entries(selected(filters)))
