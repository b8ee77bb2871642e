"""The calendar: what a program that subscribes to it reads."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from jurisdictions.days import today
from jurisdictions.models import Event

from .factories import make_event, make_instrument, make_jurisdiction, make_source, together
from .pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = date(2024, 12, 30)


def read(query: str = "") -> Calendar:
    response = Client().get(f"/timeline.ics{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def entries(query: str = "") -> list:
    return read(query).walk("VEVENT")


@pytest.fixture
def union():
    return make_jurisdiction(slug="union", short_name="EU")


@pytest.fixture
def applies(union):
    event = make_event(
        slug="mica-applies",
        date=DAY,
        kind="applies",
        title="MiCA applies, in full; finally",
        description="The *rest* of it & more applies. " * 10,
        instrument=make_instrument(slug="mica", jurisdiction=union),
        jurisdiction=union,
    )
    event.sources.add(make_source(title="Gazette", url="https://example.org/mica"))
    return event


def test_an_event_is_a_whole_day_that_ends_with_the_next(applies):
    (entry,) = entries()
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert entry.decoded("DTSTART") == DAY
    assert entry.decoded("DTEND") == date(2024, 12, 31)
    assert entry["TRANSP"] == "TRANSPARENT"


def test_an_event_says_where_what_and_of_which_kind(applies):
    (entry,) = entries()
    assert entry["SUMMARY"] == "EU: MiCA applies, in full; finally"
    assert entry["CATEGORIES"].cats == ["Applies"]
    assert entry["URL"] == "http://testserver/instruments/mica/#mica-applies"


def test_an_event_tells_its_story_in_plain_text_with_sources_and_address(applies):
    (entry,) = entries()
    told = entry["DESCRIPTION"]
    assert told.startswith("The rest of it & more applies.")
    assert "Source: Gazette, A publisher https://example.org/mica" in told
    assert told.endswith("http://testserver/instruments/mica/#mica-applies")


def test_a_text_has_none_of_the_characters_that_the_format_forbids():
    odd = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127]))
    place = make_jurisdiction(slug="place", short_name=f"The{odd}re")
    event = make_event(jurisdiction=place, title=f"It{odd} came", description=f"At{odd} last.")
    event.sources.add(make_source(title=f"Gaz{odd}ette"))
    content = Client().get("/timeline.ics?jurisdiction=place").content.decode()
    assert not set(odd) & set(content)
    (entry,) = entries("?jurisdiction=place")
    assert entry["SUMMARY"] == "There: It came"
    assert entry["DESCRIPTION"].startswith("At last.\n\nSource: Gazette")
    assert read("?jurisdiction=place")["NAME"].endswith("There")


def test_the_identity_of_an_event_depends_on_its_slug_alone(applies):
    def uid(host: str) -> str:
        content = Client(headers={"host": host}).get("/timeline.ics").content
        return str(Calendar.from_ical(content).walk("VEVENT")[0]["UID"])

    assert uid("localhost") == uid("127.0.0.1") == "event-mica-applies@regcompare"
    Event.objects.update(date=DAY + timedelta(days=1), title="Moved")
    assert uid("localhost") == "event-mica-applies@regcompare"


def test_the_number_of_an_event_rises_with_every_change_and_stays_otherwise(applies):
    (before,), (again,) = entries(), entries()
    assert before.to_ical() == again.to_ical()
    applies.date += timedelta(days=2)
    applies.save()
    (after,) = entries()
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTAMP") == after.decoded("LAST-MODIFIED")


def test_the_number_rises_on_when_a_deleted_event_is_entered_again(applies):
    (before,) = entries()
    applies.delete()
    assert not entries()
    make_event(slug="mica-applies", jurisdiction=applies.jurisdiction)
    (after,) = entries()
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_an_event_without_history_is_in_the_calendar_too(applies):
    Event.history.all().delete()
    (entry,) = entries()
    assert entry["SEQUENCE"] == 0
    # The same all day, as the kept calendar is.
    assert entry.decoded("DTSTAMP").date() == today()
    assert entry.decoded("DTSTAMP").time() == time()


def test_one_calendar_holds_several_jurisdictions_and_is_named_after_them(applies):
    other = make_event(jurisdiction=make_jurisdiction(slug="dubai", short_name="UAE/Dubai"))
    make_event()
    calendar = read("?jurisdiction=union&jurisdiction=dubai&kind=applies&kind=adopted")
    slugs = {str(e["UID"]).split("@")[0].removeprefix("event-") for e in calendar.walk("VEVENT")}
    assert slugs == {"mica-applies", other.slug}
    assert calendar["X-WR-CALNAME"] == "Crypto regulation: EU, UAE/Dubai, Applies, Adopted"
    assert read()["X-WR-CALNAME"] == "Crypto regulation: all dates"


def test_a_calendar_is_in_the_order_of_days_and_honours_the_period(union):
    for day in (3, 1, 2):
        make_event(jurisdiction=union, date=date(2025, 1, day))
    days = [entry.decoded("DTSTART").day for entry in entries("?from=2025-01-02")]
    assert days == [2, 3]


def test_a_selection_without_events_is_an_empty_calendar():
    assert not entries("?q=nothing")


def test_lines_are_folded_and_end_as_the_format_asks(applies):
    content = Client().get("/timeline.ics").content
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_it_asks_to_be_fetched_once_a_day_as_the_format_wants_it(applies):
    lines = Client().get("/timeline.ics").content.split(b"\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines


def test_a_number_of_a_page_is_refused():
    response = Client().get("/timeline.ics?page=1")
    assert response.status_code == 400
    assert "page" in parse(response).dt.text


def test_the_timeline_announces_the_calendar_of_what_it_shows(applies):
    shown = parse(Client().get("/timeline/?jurisdiction=union&page=1"))
    address = "/timeline.ics?jurisdiction=union"
    assert shown.head.find("link", rel="alternate", type="text/calendar")["href"] == address
    assert shown.main.find("a", string="Calendar of these dates")["href"] == address


def test_the_calendar_asks_as_many_queries_of_many_events(
    applies, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5) as few:
        entries()
    with together():
        for _ in range(50):
            make_event(jurisdiction=applies.jurisdiction).sources.add(make_source())
    with django_assert_num_queries(len(few)):
        assert len(entries()) == 51
