"""The timeline: what is selected, in which order, and that picture and list say the same."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from jurisdictions.choices import EventKind
from jurisdictions.models import Event

from .factories import (
    make_approach,
    make_event,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_source,
)
from .pages import page_at, parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ONE_DAY = timedelta(days=1)
DAY = date(2024, 7, 1)
AS_OF = f"as_of={DAY}"


def page(query: str = AS_OF):
    return page_at(f"/timeline/?{query}")


def test_what_is_told_of_one_event_is_told_of_all():
    text = make_instrument()
    of_text = {"instrument": text, "jurisdiction": text.jurisdiction}
    bare = make_event(**of_text)
    told = {
        make_event(),
        make_event(description="It came."),
        make_event(**of_text, description="S"),
    }
    assert set(Event.objects.told()) == told
    assert {event for event in Event.objects.all() if event.is_told} == told
    assert not bare.is_told


def titles(shown) -> list[str]:
    return [squeeze(th.a) for th in shown.select("#list tbody th[scope=row]")]


def marks(shown) -> list[str]:
    return [squeeze(title) for title in shown.select(".timeline svg a title")]


def headings(shown) -> list[str]:
    return [squeeze(th) for th in shown.select("#list .group")]


@pytest.fixture
def events():
    """Events of two places around a day."""
    here, there = make_jurisdiction(slug="here", short_name="Here"), make_jurisdiction(slug="there")
    act = make_instrument(slug="act", jurisdiction=here, name="Act of markets", short_name="Act")
    source = make_source(title="Gazette")
    adopted = make_event(
        title="Act passed", date=DAY - 40 * ONE_DAY, instrument=act, jurisdiction=here
    )
    make_event(
        title="Act applies",
        date=DAY + ONE_DAY,
        kind="applies",
        instrument=act,
        is_milestone=True,
        jurisdiction=here,
    )
    make_event(title="Judgment", date=DAY, kind="court", jurisdiction=there, description="Found.")
    make_event(title="Comments due", date=date(2025, 3, 1), kind="deadline", jurisdiction=there)
    adopted.sources.add(source)


def test_coming_dates_stand_first_nearest_first_and_then_the_newest_past(events):
    shown = page()
    assert titles(shown) == ["Act applies", "Comments due", "Judgment", "Act passed"]
    assert headings(shown) == ["After 1 July 2024 : coming", "Up to 1 July 2024"]


def test_an_event_of_the_day_shown_has_happened_and_one_of_the_next_day_is_to_come(events):
    coming, past = page().select("#list tbody")
    assert "Judgment" in squeeze(past)
    assert "Act applies" in squeeze(coming)
    assert "tomorrow" in squeeze(coming)
    (eve_coming, _) = page(f"as_of={DAY - ONE_DAY}").select("#list tbody")
    assert "Judgment" in squeeze(eve_coming)


def test_a_row_names_place_kind_instrument_and_sources(events):
    row = squeeze(page().select("#list tbody tr")[-1])
    for told in ("22 May 2024", "Here", "Adopted", "Act", "Gazette"):
        assert told in row


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jurisdiction=here", ["Act applies", "Act passed"]),
        (
            "jurisdiction=there&jurisdiction=here",
            ["Act applies", "Comments due", "Judgment", "Act passed"],
        ),
        ("kind=court", ["Judgment"]),
        ("kind=court&kind=deadline", ["Comments due", "Judgment"]),
        ("instrument=act", ["Act applies", "Act passed"]),
        ("q=judg", ["Judgment"]),
        ("q=found", ["Judgment"]),
        ("q=markets", ["Act applies", "Act passed"]),
        ("from=2024-07-01", ["Act applies", "Comments due", "Judgment"]),
        ("from=2024-07-02", ["Act applies", "Comments due"]),
        ("to=2024-07-01", ["Judgment", "Act passed"]),
        ("to=2024-06-30", ["Act passed"]),
        ("from=2024-07-01&to=2024-07-01", ["Judgment"]),
        ("from=2025-01-01&jurisdiction=here", []),
    ],
)
def test_a_filter_keeps_the_events_that_have_all_of_it(events, query, expected):
    assert titles(page(f"{AS_OF}&{query}")) == expected


@pytest.mark.parametrize("address", ["/timeline/", "/timeline.ics"])
def test_a_period_that_ends_before_it_begins_is_refused_by_name(address):
    response = Client().get(f"{address}?from=2025-01-02&to=2025-01-01")
    assert response.status_code == 400
    (entry,) = parse(response).select(".terms > div")
    assert squeeze(entry.dt) == "from"
    assert "later than the last day asked for, 2025-01-01" in squeeze(entry.dd)


def test_the_picture_has_a_mark_with_a_name_and_a_link_for_each_event_of_the_list(events):
    shown = page()
    assert sorted(marks(shown)) == [
        "1 July 2024: Judgment (court)",
        "1 March 2025: Comments due (deadline)",
        "2 July 2024: Act applies (applies)",
        "22 May 2024: Act passed (adopted)",
    ]
    links = {a["href"] for a in shown.select(".timeline svg a")}
    listed = {th.a["href"] for th in shown.select("#list th[scope=row]")}
    assert links == listed


def test_a_lane_is_named_after_its_place_and_its_strip_after_the_approach(events):
    make_period(
        jurisdiction=Event.objects.filter(jurisdiction__slug="here")[0].jurisdiction,
        approach=make_approach(name="Guidance-led"),
        valid_from=date(2023, 1, 1),
    )
    lane = page().select_one(".timeline .lane")
    assert lane["aria-label"] == "Here"
    assert lane.select_one(".strip")["aria-label"] == "Guidance-led, from 1 January 2023"
    assert squeeze(lane.select_one(".strip text")) == "Guidance-led"


def test_a_draft_of_an_approach_is_not_in_the_picture(events):
    place = Event.objects.filter(jurisdiction__slug="here")[0].jurisdiction
    make_period(jurisdiction=place, publication="draft", valid_from=date(2023, 1, 1))
    assert not page().select(".timeline .strip")


def test_every_kind_has_a_shape():
    drawing = (settings.BASE_DIR / "static/events.svg").read_text()
    assert set(re.findall(r'<symbol id="([^"]+)"', drawing)) == {kind.value for kind in EventKind}


def test_the_picture_is_reachable_by_keyboard_and_can_be_skipped(events):
    shown = page()
    region = shown.select_one(".timeline [role=region]")
    assert region["tabindex"] == "0"
    assert region["aria-label"]
    assert shown.find("a", href="#list")


def test_unasked_the_picture_shows_the_years_around_the_day_and_counts_the_others(events):
    make_event(title="Old act", date=date(1933, 5, 27), jurisdiction=make_jurisdiction())
    shown = page()
    assert "27 May 1933: Old act (adopted)" not in marks(shown)
    assert "Old act" in titles(shown)
    caption = shown.select_one(".timeline figcaption")
    assert "1 January 2019 to 31 December 2026" in squeeze(caption)
    assert "1 earlier event outside of the picture" in squeeze(caption)
    everything = page(caption.a["href"].removeprefix("?"))
    assert "27 May 1933: Old act (adopted)" in marks(everything)
    assert titles(everything) == titles(shown)


def current(shown) -> list[str]:
    """The ready-made periods that are marked as shown."""
    return [squeeze(a) for a in shown.select(".zooms [aria-current]")]


def test_all_years_are_marked_where_the_picture_shows_them(events):
    assert current(page()) == ["All years"]
    make_event(title="Old act", date=date(1933, 5, 27), jurisdiction=make_jurisdiction())
    shown = page()
    assert current(shown) == []
    everything = page(shown.select_one(".zooms a")["href"].removeprefix("?"))
    assert current(everything) == ["All years"]
    assert "27 May 1933: Old act (adopted)" in marks(everything)
    assert current(page(f"{AS_OF}&jurisdiction=here")) == ["All years"]


def test_years_are_ready_made_and_keep_the_other_choices(events):
    shown = page(f"{AS_OF}&jurisdiction=here&page=1")
    zooms = {squeeze(a): a["href"] for a in shown.select(".zooms a")}
    years = [str(year) for year in range(2019, 2027)]
    assert list(zooms) == ["All years", "Until 2018", *years, "From 2027"]
    query = parse_qs(urlsplit(zooms["2024"]).query)
    assert query == {
        "as_of": ["2024-07-01"],
        "jurisdiction": ["here"],
        "from": ["2024-01-01"],
        "to": ["2024-12-31"],
    }
    chosen = page(zooms["2024"].removeprefix("?")).select(".zooms [aria-current]")
    assert [squeeze(a) for a in chosen] == ["2024"]


@pytest.mark.parametrize("day", ["1900-01-01", "1904-12-31", "2098-01-01", "2100-12-31"])
def test_every_ready_made_period_is_accepted_at_the_ends_of_time(day):
    for a in page(f"as_of={day}").select(".zooms a"):
        page(a["href"].removeprefix("?"))


def test_a_long_list_is_cut_and_the_picture_is_whole():
    place = make_jurisdiction()
    for number in range(60):
        make_event(jurisdiction=place, date=DAY - number * ONE_DAY)
    first, second = page(), page(f"{AS_OF}&page=2")
    assert (len(titles(first)), len(titles(second))) == (50, 10)
    assert len(marks(first)) == len(marks(second)) == 60
    assert headings(second) == ["Up to 1 July 2024"]


def test_without_events_the_page_says_so_and_shows_no_picture():
    shown = page("q=nothing")
    assert "No event is like this" in squeeze(shown.select_one("#list"))
    assert not shown.select(".timeline")


def test_the_page_of_a_jurisdiction_shows_its_events_as_a_picture_with_bare_milestones(events):
    shown = parse(Client().get(f"/jurisdictions/here/?{AS_OF}"))
    assert marks(shown) == [
        "22 May 2024: Act passed (adopted)",
        "2 July 2024: Act applies (applies)",
    ]
    assert shown.find("a", href=f"/timeline/?jurisdiction=here&{AS_OF}")


def test_the_page_of_an_instrument_shows_its_milestones_as_a_picture(events):
    shown = parse(Client().get(f"/instruments/act/?{AS_OF}"))
    assert marks(shown) == [
        "22 May 2024: Act passed (adopted)",
        "2 July 2024: Act applies (applies)",
    ]
    places = [a["href"].partition("#")[2] for a in shown.select(".timeline svg a")]
    assert len(places) == 2
    assert all(shown.find(id=place) for place in places)


def test_a_single_day_makes_no_picture_of_an_instrument():
    text = make_instrument(slug="bare")
    make_event(instrument=text, jurisdiction=text.jurisdiction)
    assert not parse(Client().get("/instruments/bare/")).select(".timeline")


def test_an_event_without_story_and_instrument_stands_on_the_page_of_its_place():
    event = make_event(title="Bare", date=DAY)
    shown = parse(Client().get(f"{event.jurisdiction.get_absolute_url()}?{AS_OF}"))
    assert shown.find(id=event.slug)


def test_the_navigation_leads_to_the_timeline_and_marks_it():
    assert squeeze(page().select_one("nav[aria-label=Main] [aria-current=page]")) == "Timeline"


def test_the_names_of_the_lanes_stand_over_the_picture_where_there_is_more_than_one(events):
    shown = page()
    assert "Here" in [text.text for text in shown.select(".timeline .places text")]
    assert not page(f"{AS_OF}&jurisdiction=here").select(".timeline .places")


def test_on_a_phone_the_picture_opens_at_the_day_if_it_holds_it(events):
    (until,) = page().select(".timeline .until svg")
    line = page().select_one(".timeline path.now")["d"]
    across = 100 * int(line.partition(" ")[0].removeprefix("M")) / 1200
    assert until["width"] == f"{round(across)}%"
    assert not page(f"{AS_OF}&to=2024-06-30").select(".timeline .until")
