"""The rows of lists and the places of the map are made once, and never stale."""

from datetime import date

import pytest

from jurisdictions.models import (
    Approach,
    ApproachPeriod,
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
)
from jurisdictions.pieces import parts, rows

from .factories import (
    make_approach,
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
)
from .pages import forget_pages, page_at, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def law():
    """A place that changed its approach, with one finding and one instrument."""
    place = make_jurisdiction(slug="atlantis", short_name="Atlantis", territories=["FR"])
    one, two = make_approach(slug="one", name="One-led"), make_approach(slug="two", name="Two-led")
    make_period(jurisdiction=place, approach=one, valid_from=date(2020, 1, 1), slug="first")
    given = {"slug": "second", "key_instrument_label": "Key Act"}
    make_period(jurisdiction=place, approach=two, valid_from=date(2022, 1, 1), **given)
    row = make_criterion(slug="row", title="Row")
    make_finding(slug="finding", jurisdiction=place, criterion=row, answer="As it was")
    text = make_instrument(slug="act", jurisdiction=place, short_name="Act", name="The Act")
    make_event(
        slug="step", instrument=text, jurisdiction=place, kind="adopted", date=date(2023, 1, 1),
        is_milestone=True,
    )  # fmt: skip


def shown(address: str, part: str) -> str:
    """The texts and labels of a part of a page."""
    found = page_at(address).select_one(part)
    labels = [tag["aria-label"] for tag in found.select("[aria-label]")]
    return squeeze(found) + " ".join(labels) + squeeze(found.title if found.title else found)


def change(model, slug: str, **values):
    return lambda: model.objects.filter(slug=slug).update(**values)


LINE, MAP, TABLE = ".list-table tbody", "svg[role=group]", ".map-table"
# What is written, where it is shown, and what is read there then.
WRITTEN = {
    "an answer": (change(Finding, "finding", answer="As it is"), "/findings/", LINE, "As it is"),
    "a stance": (change(Finding, "finding", stance="unclear"), "/findings/", LINE, "Unclear"),
    "a first day": (
        change(Finding, "finding", valid_from=date(2021, 2, 3)),
        "/findings/",
        LINE,
        "3 February 2021",
    ),
    "a criterion": (change(Criterion, "row", title="Line"), "/findings/", LINE, "Line"),
    "a place of findings": (
        change(Jurisdiction, "atlantis", short_name="Isle"),
        "/findings/",
        LINE,
        "Isle",
    ),
    "a text": (change(Instrument, "act", name="The Code"), "/instruments/", LINE, "The Code"),
    "a kind": (change(Instrument, "act", kind="guidance"), "/instruments/", LINE, "Guidance"),
    "a milestone": (change(Event, "step", kind="repealed"), "/instruments/", LINE, "Repealed"),
    "a place of texts": (
        change(Jurisdiction, "atlantis", short_name="Isle"),
        "/instruments/",
        LINE,
        "Isle",
    ),
    "a place": (change(Jurisdiction, "atlantis", short_name="Isle"), "/", LINE, "Compare Isle"),
    "an approach": (change(Approach, "two", name="Three-led"), "/", LINE, "Three-led"),
    "an earlier approach": (change(Approach, "one", name="Zero-led"), "/", LINE, "zero-led"),
    "a key instrument": (
        change(ApproachPeriod, "second", key_instrument_label="Code"),
        "/",
        LINE,
        "Code",
    ),
    "a day of approach": (
        change(ApproachPeriod, "second", valid_from=date(2021, 2, 3)),
        "/",
        LINE,
        "since 3 February 2021",
    ),
    "a place of the map": (change(Jurisdiction, "atlantis", short_name="Isle"), "/", MAP, "Isle:"),
    "an approach of the map": (change(Approach, "two", name="Three-led"), "/", MAP, "three-led"),
    "an approach of its table": (change(Approach, "two", name="Three-led"), "/", TABLE, "Three"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_row_shows_each_thing_as_it_was_written_last(what):
    write, address, part, expected = WRITTEN[what]
    assert expected not in shown(address, part)
    write()
    assert expected in shown(address, part)


def test_a_place_is_drawn_by_the_codes_that_it_has_now():
    before = page_at("/").select_one(f"{MAP} a path")["d"]
    Jurisdiction.objects.filter(slug="atlantis").update(territories=["JP"])
    assert page_at("/").select_one(f"{MAP} a path")["d"] != before


KINDS = (
    rows.finding_rows,
    rows.instrument_rows,
    rows.line_rows,
    rows.read_rows,
    rows.map_links,
    rows.map_chips,
    rows.map_rows,
)


def made() -> list[int]:
    return [kind.core.made.cache_info().misses for kind in KINDS]


@pytest.mark.parametrize("address", ["/", "/findings/", "/instruments/"])
def test_a_page_of_another_day_makes_no_row_anew_and_its_links_carry_its_own_day(address):
    page_at(f"{address}?as_of=2025-01-01")
    before = made()
    links = page_at(f"{address}?as_of=2025-01-02").select(f"{LINE} th a, {MAP} a")
    assert made() == before
    assert links
    assert all(link["href"].endswith("/?as_of=2025-01-02") for link in links)


def test_a_hit_is_made_anew_only_where_it_holds_no_more_and_carries_the_day():
    def hits(day: str):
        return page_at(f"/search/?q=it+was&kind=finding&versions=all&as_of={day}").select(
            ".hits li"
        )

    hits("2025-01-01")
    before = made()
    [hit] = hits("2025-01-02")
    assert made() == before
    assert hit.a["href"] == "/findings/finding/?as_of=2025-01-02"
    assert "since 1 January 2024" in squeeze(hit)
    assert "from 1 January 2024" in squeeze(*hits("2023-12-31"))


@pytest.mark.parametrize("address", ["/", "/findings/", "/instruments/"])
def test_a_page_of_today_has_no_day_in_the_links_of_its_rows(address):
    links = page_at(address).select(f"{LINE} th a, {MAP} a")
    assert links
    assert all(link["href"].endswith("/") for link in links)


def test_each_language_has_rows_of_its_own():
    english = shown("/findings/", LINE)
    forget_pages()
    assert "Reguliert" in shown("/de/findings/", LINE)
    assert shown("/findings/", LINE) == english


def test_what_is_written_in_a_row_is_text():
    Finding.objects.filter(slug="finding").update(answer="<b>&amp;")
    assert "<b>&amp;" in squeeze(page_at("/findings/").select_one(f"{LINE} th a"))


def test_rows_are_kept_in_bounds():
    assert {kind.core.made.cache_info().maxsize for kind in KINDS} == {parts.KEPT}
