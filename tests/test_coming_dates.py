"""Dates to come, how far off they are, and dates that passed since somebody looked."""

from datetime import date, timedelta

import pytest
from django.test import Client

from jurisdictions.days import today
from jurisdictions.models import Event, Revision
from jurisdictions.texts.ahead import ahead

from .factories import make_editor, make_event, make_instrument, make_jurisdiction, make_source
from .pages import parse, squeeze

pytestmark = pytest.mark.any_database

ONE_DAY = timedelta(days=1)
RESEARCHED = date(2024, 7, 1)
UNCHECKED = "was to come when researched; outcome not checked"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "tomorrow"),
        (2, "in 2 days"),
        (60, "in 60 days"),
        (61, "in about 2 months"),
        (365, "in about 12 months"),
        (730, "in about 24 months"),
        (766, "in about 2 years"),
        (1826, "in about 5 years"),
    ],
)
def test_how_far_a_day_lies_ahead_is_told_in_words(days, words):
    assert ahead(RESEARCHED + days * ONE_DAY, RESEARCHED) == words


def aside(day: date):
    return parse(Client().get(f"/?as_of={day}")).select_one("aside[aria-label=Events]")


@pytest.mark.django_db
def test_the_first_page_tells_what_comes_how_soon_and_by_which_primary_source():
    event = make_event(title="Duties start", date=RESEARCHED + 9 * ONE_DAY, description="They do.")
    for kind, name in (("press", "A paper"), ("official", "The gazette")):
        event.sources.add(make_source(kind=kind, title=name))
    line = squeeze(aside(RESEARCHED).select_one(".list li"))
    assert "10 July 2024 Duties start" in line
    assert "in 9 days" in line
    assert "The gazette" in line
    assert "A paper" not in line


@pytest.mark.django_db
def test_a_date_is_to_come_until_its_eve_and_has_happened_on_its_day():
    make_event(title="Duties start", date=RESEARCHED, description="They do.")
    assert squeeze(aside(RESEARCHED - ONE_DAY).h2) == "Coming dates"
    assert squeeze(aside(RESEARCHED).h2) == "What happened"


@pytest.mark.django_db
def test_all_coming_dates_are_one_link_away_and_nothing_else_is_there():
    for days in (-1, 0, 1, 400):
        make_event(title=f"{days} days", date=RESEARCHED + days * ONE_DAY, description="It.")
    link = aside(RESEARCHED).find("a", string="All coming dates")
    assert link["href"] == f"/timeline/?from=2024-07-02&as_of={RESEARCHED}"
    listed = parse(Client().get(link["href"])).select("#list th[scope=row] a")
    assert [squeeze(a) for a in listed] == ["1 days", "400 days"]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, False)])
def test_a_first_day_of_application_is_to_come_even_where_nothing_more_is_said_of_it(days, shown):
    text = make_instrument(jurisdiction=make_jurisdiction(slug="here"))
    make_event(
        title="Act: applies", kind="applies", is_milestone=True, date=RESEARCHED + days * ONE_DAY,
        instrument=text, jurisdiction=text.jurisdiction,
    )  # fmt: skip
    make_event(title="Something else", date=RESEARCHED + 9 * ONE_DAY)
    assert ("Act: applies" in squeeze(aside(RESEARCHED))) is shown
    profile = parse(Client().get(f"/jurisdictions/here/?as_of={RESEARCHED}"))
    listed = squeeze(profile.select_one("section[aria-labelledby=events] ol"))
    assert ("Act: applies" in listed) is shown


@pytest.mark.django_db
def test_the_link_to_coming_dates_is_understood_on_the_last_day():
    make_event(description="It.")
    link = aside(date(2100, 12, 31)).find("a", string="All coming dates")
    assert Client().get(link["href"]).status_code == 200


@pytest.fixture
def place(db):
    return make_jurisdiction(slug="here", researched_until=RESEARCHED)


@pytest.mark.parametrize(
    ("happens", "asked", "flagged"),
    [
        (RESEARCHED, RESEARCHED + ONE_DAY, False),
        (RESEARCHED + ONE_DAY, RESEARCHED, False),
        (RESEARCHED + ONE_DAY, RESEARCHED + ONE_DAY, True),
        (RESEARCHED + ONE_DAY, RESEARCHED + 90 * ONE_DAY, True),
    ],
)
def test_a_date_that_passed_since_the_research_says_that_nobody_checked(
    place, happens, asked, flagged
):
    make_event(jurisdiction=place, date=happens, description="It was to come.")
    for address in ("/timeline/", "/", "/jurisdictions/here/"):
        shown = parse(Client().get(f"{address}?as_of={asked}"))
        assert (UNCHECKED in squeeze(shown)) == flagged, address


def test_a_place_of_which_nobody_said_how_far_it_was_researched_flags_nothing(db):
    make_event(date=RESEARCHED)
    assert not Event.objects.unchecked(RESEARCHED).exists()


def test_a_save_by_staff_on_its_day_or_later_is_a_check_and_one_before_is_none(place):
    event, staff = make_event(jurisdiction=place, date=today()), make_editor()
    assert list(Event.objects.unchecked(today())) == [event]
    event._history_user = staff
    event.save()
    assert not Event.objects.unchecked(today()).exists()
    event.date += ONE_DAY
    event.save()
    assert list(Event.objects.unchecked(today() + ONE_DAY)) == [event]


def test_staff_find_what_to_check_among_the_events_and_are_told_of_it(place, client):
    make_event(jurisdiction=place, date=RESEARCHED + ONE_DAY, title="To check")
    make_event(jurisdiction=place, date=RESEARCHED, title="Known")
    client.force_login(make_editor())
    told = parse(client.get("/admin/coverage/")).find("a", href=lambda h: "time=unchecked" in h)
    assert squeeze(told) == "1 date has passed since the research: check what happened"
    listed = squeeze(parse(client.get(told["href"])).select_one("#result_list"))
    assert "To check" in listed
    assert "Known" not in listed


def test_readers_of_coverage_are_not_sent_to_the_events_of_staff(place):
    make_event(jurisdiction=place, date=RESEARCHED + ONE_DAY)
    assert "time=unchecked" not in Client().get("/coverage/").text


def test_at_an_earlier_revision_a_later_check_is_not_known(client, db):
    place = make_jurisdiction(researched_until=RESEARCHED)
    event = make_event(jurisdiction=place, date=RESEARCHED + ONE_DAY)
    before = Revision.current().number
    event._history_user = make_editor()
    event.save()
    query = f"as_of={RESEARCHED + ONE_DAY}"
    assert "not checked" not in squeeze(parse(client.get(f"/timeline/?{query}")).main)
    assert "not checked" in squeeze(parse(client.get(f"/timeline/?{query}&rev={before}")).main)
