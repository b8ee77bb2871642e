"""When findings were last verified, month by month: plot, table and file."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.conf import settings

from jurisdictions.charts.verified import by_month, slot
from jurisdictions.choices import Publication, TileState
from jurisdictions.coverage import Tile
from jurisdictions.days import today

from .factories import make_finding, make_jurisdiction
from .pages import parse, squeeze

DAY = date(2026, 11, 24)
OVERDUE = timedelta(days=settings.REVIEW_INTERVAL_DAYS + 1)


class Verified:
    """A finding as far as the plot looks at it."""

    def __init__(self, verified_on: date | None):
        self.verified_on = verified_on


def tile(verified_on: date | None, state: TileState = TileState.CURRENT) -> Tile:
    return Tile(None, None, state, Verified(verified_on), is_filled=True)


def read(client, address: str) -> list[dict]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def table(page) -> list[list[str]]:
    return [[squeeze(cell) for cell in row(["th", "td"])] for row in page.select(".bars tr")]


@pytest.mark.parametrize(
    ("verified_on", "key"),
    [
        (None, "never"),
        (date(2024, 11, 30), "before"),
        (date(2024, 12, 1), "2024-12"),
        (date(2026, 10, 31), "2026-10"),
        (date(2026, 11, 1), "2026-11"),
        (DAY, "2026-11"),
        (date(2026, 11, 25), "later"),
    ],
)
def test_a_verification_belongs_to_its_month_up_to_the_day_shown(verified_on, key):
    assert slot(verified_on, DAY) == key


@pytest.mark.parametrize("day", [DAY, date(2026, 1, 1), date(2026, 12, 31), date(1900, 1, 1)])
def test_there_are_24_months_and_before_them_what_is_older_and_what_never_was(day):
    keys = [entry.key for entry in by_month([tile(None)], day).entries]
    assert keys[:2] == ["never", "before"]
    assert len(keys[2:]) == 24
    assert keys[-1] == f"{day:%Y-%m}"
    assert keys[2:] == sorted(keys[2:])


@pytest.mark.parametrize(
    ("oldest", "first", "bars"),
    [
        (date(2024, 11, 30), "before", 25),
        (date(2024, 12, 1), "2024-12", 24),
        (date(2026, 9, 1), "2026-09", 3),
        (DAY, "2026-11", 1),
    ],
)
def test_the_first_bar_is_of_the_first_time_that_holds_a_finding(oldest, first, bars):
    entries = by_month([tile(oldest), tile(DAY)], DAY).entries
    assert (entries[0].key, len(entries)) == (first, bars)


def test_what_was_verified_after_the_day_shown_has_a_bar_if_there_is_any():
    plot = by_month([tile(date(2026, 11, 25)), tile(DAY)], DAY)
    assert [(entry.key, entry.counts) for entry in plot.entries[-2:]] == [
        ("2026-11", (1, 0)),
        ("later", (1, 0)),
    ]


def test_current_and_due_are_told_apart_and_every_finding_counts_once():
    tiles = [tile(DAY), tile(DAY, TileState.DUE), tile(None, TileState.DUE)]
    plot = by_month([*tiles, Tile(None, None, TileState.MISSING)], DAY)
    counted = {entry.key: entry.counts for entry in plot.entries}
    assert (counted["2026-11"], counted["never"]) == ((1, 1), (0, 1))
    assert sum(entry.total for entry in plot.entries) == 3


def test_a_single_finding_among_hundreds_is_still_to_be_seen():
    plot = by_month([*[tile(DAY)] * 900, tile(None)], DAY)
    [piece] = plot.bars[0].pieces
    assert piece.width >= 2
    assert piece.number is None


def test_without_findings_there_is_no_plot():
    assert not by_month([Tile(None, None, TileState.MISSING)], DAY)


@pytest.fixture
def cells(db):
    """One jurisdiction with findings verified today, long ago and never, and a draft."""
    place = make_jurisdiction(slug="here")
    for verified_on in (today(), today() - OVERDUE, None):
        make_finding(jurisdiction=place, verified_on=verified_on)
    make_finding(jurisdiction=place, publication=Publication.DRAFT)
    return place


def test_the_page_counts_the_findings_in_force_and_never_drafts(client, admin_client, cells):
    for reader, address in ((client, "/coverage/"), (admin_client, "/admin/coverage/")):
        _, *rows = table(parse(reader.get(address)))
        assert sum(int(number) for _, *numbers in rows for number in numbers) == 3
        assert rows[0] == ["Never", "0", "1"]
        assert rows[-1][1:] == ["1", "0"]


def test_a_draft_of_a_new_version_does_not_hide_what_is_in_force(admin_client):
    finding = make_finding(verified_on=today())
    cell = {"jurisdiction": finding.jurisdiction, "criterion": finding.criterion}
    make_finding(**cell, valid_from=today(), publication=Publication.DRAFT)
    *_, last = table(parse(admin_client.get("/admin/coverage/")))
    assert last[1:] == ["1", "0"]


def test_the_filters_and_the_day_of_the_page_hold_for_the_plot(client, cells):
    make_finding(jurisdiction=make_jurisdiction(slug="there"), verified_on=today())
    rows = read(client, "/coverage/verified.csv?jurisdiction=there")
    assert sum(int(row["findings"]) for row in rows) == 1
    assert read(client, "/coverage/verified.csv?as_of=1999-01-01") == []
    assert not parse(client.get("/coverage/?as_of=1999-01-01")).select(".bars")


@pytest.mark.parametrize("query", ["", "?as_of=2025-12-31", "?jurisdiction=here&group=region"])
def test_the_file_says_the_same_as_the_table(client, cells, query):
    (_, *words), *rows = table(parse(client.get(f"/coverage/{query}")))
    on_page = [(n, w, c) for n, *cs in rows for w, c in zip(words, cs, strict=True)]
    in_file = read(client, f"/coverage/verified.csv{query}")
    assert on_page == [(r["month_label"], r["state_label"], r["findings"]) for r in in_file]


def test_the_links_beside_the_plot_lead_to_files_of_the_same_choice(client, cells):
    page = parse(client.get("/coverage/?jurisdiction=here"))
    links = [a["href"] for a in page.select(".bars .files a")]
    assert links == [
        f"/coverage/verified.{suffix}?jurisdiction=here" for suffix in ("csv", "xlsx", "json")
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "md", "docx"])
def test_the_file_comes_in_every_format_under_a_name_of_its_own(client, cells, suffix):
    response = client.get(f"/coverage/verified.{suffix}?as_of=2026-11-24")
    name = f"regcompare-coverage-verified-2026-11-24.{suffix}"
    assert name in response["Content-Disposition"]
    assert response.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["criterion=odd", "as_of=2023-02-29", "page=2", "stance=unclear"])
def test_bad_input_is_refused_by_name(client, query):
    response = client.get(f"/coverage/verified.csv?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in squeeze(parse(response).main)
