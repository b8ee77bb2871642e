"""What holds on a day is told from findings read once, as the querysets tell it."""

from datetime import date, timedelta
from random import Random

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.bits import places
from jurisdictions.caching.held import forget
from jurisdictions.choices import Publication
from jurisdictions.days import FIRST_DAY
from jurisdictions.facets.lists import finding_pool
from jurisdictions.filtersets import FindingFilters
from jurisdictions.law import in_force, statuses
from jurisdictions.law.changes import Version, beginnings
from jurisdictions.law.in_force import COLUMNS, unchanged_since
from jurisdictions.models import Event, Finding, Instrument, Jurisdiction

from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    together,
)
from .pages import forget_pages

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
DAY = timedelta(days=1)
DAYS = st.dates(FIRST - 3 * DAY, LAST + 3 * DAY)
reading = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
@together()
def law():
    """Twenty cells with up to five versions each, some of which are drafts, begun at random."""
    chance = Random(7)
    rows = [make_criterion() for _ in range(5)]
    for _ in range(4):
        place = make_jurisdiction(compared=chance.random() < 0.8)
        for row in rows:
            for number in sorted(chance.sample(range(365), chance.randrange(6))):
                make_finding(
                    jurisdiction=place,
                    criterion=row,
                    valid_from=FIRST + number * DAY,
                    stance=chance.choice(["regulated", "prohibited"]),
                    publication=chance.choice([Publication.PUBLISHED] * 4 + [Publication.DRAFT]),
                )


@pytest.fixture
def versions(law):
    return in_force.findings()


def keys(versions, rows: int) -> list[int]:
    return [versions.table.keys[place] for place in places(rows)]


def boundaries() -> set[date]:
    begun = Finding.objects.values_list("valid_from", flat=True)
    return {day + step for day in begun for step in (-DAY, 0 * DAY, DAY)}


def read_anew(day: date) -> list[int]:
    return list(Finding.objects.as_of(day).values_list("pk", flat=True))


def test_around_each_day_of_change_the_findings_in_force_are_those_of_the_querysets(versions):
    for day in boundaries():
        assert keys(versions, versions.on(day)) == read_anew(day), day


@reading
@given(day=DAYS)
def test_on_any_day_what_days_share_is_what_is_read_anew(versions, day):
    assert keys(versions, versions.on(day)) == read_anew(day)
    assert versions.on(day) == versions.on(versions.unchanged_since(day))


@reading
@given(day=DAYS)
def test_what_is_to_come_in_a_place_is_what_is_read_anew(versions, day):
    for place in Jurisdiction.objects.all():
        later = Finding.objects.upcoming(day).filter(jurisdiction=place)
        assert versions.upcoming(day, place) == list(later.values_list("pk", flat=True))


@pytest.mark.any_database
@reading
@given(day=DAYS, number=st.integers(0, 8))
def test_the_latest_changes_are_the_newest_that_replaced_another(versions, day, number):
    by_cell = Finding._meta.ordering[:-1]
    expected = []
    for one in Finding.objects.begun(day).order_by("-valid_from", *by_cell):
        same_cell = {"jurisdiction": one.jurisdiction, "criterion": one.criterion}
        earlier = Finding.objects.published().filter(**same_cell, valid_from__lt=one.valid_from)
        expected += [(one.pk, before.pk) for before in earlier.order_by("-valid_from")[:1]]
    assert versions.latest_changes(day, number) == expected[:number]


@reading
@given(after=DAYS, to=DAYS, chosen=st.sampled_from(["jurisdiction", "criterion", "section", None]))
def test_what_begins_between_two_days_is_that_of_versions_read_anew(versions, after, to, chosen):
    rows = Finding.objects.published().select_related("jurisdiction", "criterion__section")
    one = rows.first()
    values = {
        "jurisdiction": one.jurisdiction.slug,
        "criterion": one.criterion.slug,
        "section": one.criterion.section.slug,
    }
    read = [
        Version(row.pk, (row.jurisdiction.position, row.criterion_id), row.valid_from)
        for row in (rows.filter(**{COLUMNS[chosen]: values[chosen]}) if chosen else rows)
    ]
    asked = {chosen: [values[chosen]]} if chosen else {}
    assert versions.beginnings(after, to, asked) == beginnings(read, after, to)


@reading
@given(after=DAYS, to=DAYS)
def test_whether_a_finding_begins_between_two_days_is_told(versions, after, to):
    begun = Finding.objects.begun(to).filter(valid_from__gt=after)
    assert versions.begin_between(after, to) == begun.exists()


@pytest.mark.parametrize("day", [FIRST_DAY, date(2024, 6, 30), date(2100, 12, 31)])
@pytest.mark.parametrize("query", ["", "stance=regulated", "q=answer", "stance=prohibited&q=7"])
def test_the_list_holds_what_the_filters_find_in_the_same_order(versions, query, day):
    filters = FindingFilters(QueryDict(query), today=day)
    assert filters.form.is_valid()
    pool = finding_pool(filters, versions)
    assert keys(versions, pool.left()) == [one.pk for one in filters.qs]


def test_nothing_is_in_force_where_there_are_no_findings():
    versions = in_force.findings()
    assert versions.on(FIRST) == 0
    assert versions.latest_changes(LAST, 5) == []
    assert versions.unchanged_since(LAST) == FIRST_DAY


@given(days=st.lists(DAYS, unique=True).map(sorted), day=DAYS)
def test_no_day_of_change_lies_between_a_day_and_that_since_which_nothing_changed(days, day):
    since = unchanged_since(days, day)
    assert since <= day
    assert since in {*days, FIRST_DAY}
    assert not [one for one in days if since < one <= day]


@pytest.fixture
def texts():
    """Two texts, of which one is proposed and then comes into force, and one has no milestone."""
    law, other = make_instrument(), make_instrument()
    for kind, day in (("proposed", FIRST), ("in-force", LAST)):
        given = {"instrument": law, "jurisdiction": law.jurisdiction, "kind": kind}
        make_event(**given, date=day, is_milestone=True)
        make_event(**given, date=day + 9 * DAY)
    make_event(instrument=other, jurisdiction=other.jurisdiction, kind="in-force", date=FIRST)
    return law, other


@reading
@given(day=DAYS)
def test_on_any_day_instruments_have_the_status_that_their_milestones_give(texts, day):
    rows = statuses.listed(day).rows
    assert rows == [(text, text.status(day)) for text in Instrument.objects.all()]
    assert rows == [(text, statuses.status_of(text, day)) for text, _ in rows]


def test_around_each_milestone_the_status_is_that_of_the_day(texts):
    days = {event.date + step for event in Event.objects.all() for step in (-DAY, 0 * DAY, DAY)}
    for day in days:
        assert statuses.listed(day).rows == [
            (text, text.status(day)) for text in Instrument.objects.all()
        ]


@pytest.mark.parametrize("address", ["/", "/findings/?stance=regulated", "/instruments/"])
def test_a_day_like_one_that_was_asked_for_costs_the_statement_for_the_stamp_alone(
    law, address, django_assert_num_queries
):
    sign = "&" if "?" in address else "?"
    Client().get(f"{address}{sign}as_of=2026-01-01")
    forget_pages()
    with django_assert_num_queries(1):
        Client().get(f"{address}{sign}as_of=2026-01-02")


@pytest.mark.any_database
@pytest.mark.parametrize("address", ["/", "/findings/", "/instruments/"])
def test_a_page_made_of_what_other_days_left_is_the_same_as_one_made_anew(law, texts, address):
    asked = [f"{address}?as_of={day}" for day in sorted(boundaries())[::9]]
    pages = [Client().get(one).content for one in asked]
    forget_pages()
    for one, page in zip(asked, pages, strict=True):
        forget()
        assert Client().get(one).content == page
