"""The comparison page: columns in the order asked, rows as chosen, cells of the day."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from jurisdictions.days import today
from jurisdictions.models import Finding

from .pages import page_at, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

THREE = "jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
DAY = "&as_of=2026-11-24"


def page(query: str):
    return page_at(f"/compare/?{query}")


def rows(query: str) -> list[str]:
    return [squeeze(th.a) for th in page(query).select(".comparison th[scope=row]")]


def cell(query: str, column: int = 0):
    return page(query).select(".comparison td")[column]


def test_three_jurisdictions_meet_four_pillars_and_fourteen_topics():
    shown = page(THREE + DAY)
    assert len(shown.select(".comparison th[scope=row]")) == 18
    assert len(shown.select(".comparison td")) == 54
    groups = [squeeze(th) for th in shown.select(".group th")]
    assert groups[0] == "Pillars of the proposed exemption"
    assert len(groups) == 5


def test_columns_stand_in_the_order_asked():
    shown = page("jurisdiction=dubai&jurisdiction=united-states")
    assert [squeeze(th.a) for th in shown.select("thead th") if th.a] == [
        "UAE/Dubai",
        "United States",
    ]


def test_rows_are_the_chosen_criteria_and_those_of_the_chosen_sections():
    assert rows(THREE + "&criterion=custody&criterion=iterative-development") == [
        "Iterative Development",
        "Custody",
    ]
    assert len(rows(THREE + "&section=pillars")) == 4
    assert rows(THREE + "&section=innovation-and-enforcement&criterion=custody") == [
        "Custody",
        "Sandbox, safe harbour and innovation regimes",
        "Enforcement posture and maximum penalties",
    ]


def test_a_cell_has_stance_answer_detail_provisions_sources_and_days():
    shown = cell("jurisdiction=dubai&criterion=non-custodial-architecture&as_of=2024-01-01")
    assert squeeze(shown.select_one(".stance")) == "Not recognised"
    answer = "No: licensing follows the activity, not who holds the assets"
    assert squeeze(shown.select_one(".answer")) == answer
    text = squeeze(shown.details)
    assert "VARA licenses activities" in text
    assert "VARA Regulations , Reg. III.A.1; Schedule 1" in text
    assert "VARA [1]" in text
    assert "Verified 22 November 2026" in text
    assert "since 7 February 2023" in squeeze(shown)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2023-02-06", "Not researched"),
        ("2023-02-07", "licensing follows the activity"),
        ("2025-09-15", "licensing follows the activity"),
        ("2025-09-16", "federal law also reaches facilitation"),
    ],
)
def test_a_cell_shows_the_finding_in_force_on_the_day(day, answer):
    query = f"jurisdiction=dubai&criterion=non-custodial-architecture&as_of={day}"
    assert answer in squeeze(cell(query))


def test_the_head_of_a_column_names_approach_and_instrument_of_the_day():
    head = page(THREE + "&as_of=2024-12-31").select("thead th")[1]
    assert "Enforcement-led · Existing Securities Laws" in squeeze(head)


def test_the_filter_marks_cells_outside_it_and_never_calls_them_unresearched():
    shown = page(f"{THREE}{DAY}&criterion=non-custodial-architecture&stance=not-recognised")
    words = [squeeze(td.select_one(".stance")) for td in shown.select(".comparison td")]
    assert words == ["Outside the filter", "Outside the filter", "Not recognised"]
    assert "2 cells outside the filter" in squeeze(shown.select_one(".lede"))


def test_words_filter_the_cells_too():
    shown = page(f"{THREE}{DAY}&criterion=non-custodial-architecture&q=recital")
    outside = [td.select_one(".stance")["data-stance"] for td in shown.select(".comparison td")]
    assert outside == ["outside-filter", "partly-recognised", "outside-filter"]


def test_a_verification_longer_ago_than_the_interval_is_due():
    interval = timedelta(days=settings.REVIEW_INTERVAL_DAYS)
    query = "jurisdiction=dubai&criterion=custody"
    for verified_on, due in (
        (today() - interval, False),
        (today() - interval - timedelta(1), True),
    ):
        Finding.objects.update(verified_on=verified_on)
        assert ("Verification due" in squeeze(cell(query))) is due


def test_an_unpublished_finding_is_not_shown():
    Finding.objects.filter(slug="dubai-non-custodial-2023").update(publication="draft")
    query = "jurisdiction=dubai&criterion=non-custodial-architecture&as_of=2024-01-01"
    assert "Not researched" in squeeze(cell(query))


def test_rows_that_do_not_differ_say_so_in_words():
    shown = page(THREE + DAY)
    same = len(shown.select(".same"))
    assert f"{18 - same} criteria differ" in squeeze(shown.select_one(".lede"))
    assert same > 0


def test_every_number_of_a_source_leads_to_its_line_below_the_table():
    shown = page(THREE + DAY)
    numbered = {a["href"][1:] for a in shown.select(".comparison td a[href^='#note-']")}
    assert numbered == {li["id"] for li in shown.select(".notes li")}


def test_without_a_choice_the_page_offers_all_of_them():
    shown = page("")
    assert not shown.select(".comparison")
    assert shown.select_one("details").has_attr("open")
    assert [box["value"] for box in shown.select("[name=jurisdiction]")] == [
        "united-states",
        "european-union",
        "dubai",
    ]


def test_a_column_can_be_taken_away_and_the_order_of_the_others_stays():
    links = page("jurisdiction=dubai&jurisdiction=united-states&as_of=2024-01-01").select(".chip a")
    assert links[0]["aria-label"] == "Remove UAE/Dubai"
    assert links[0]["href"] == "?as_of=2024-01-01&jurisdiction=united-states"


def test_the_ticks_of_the_form_say_what_is_shown_in_its_order():
    shown = page("jurisdiction=dubai&jurisdiction=united-states&criterion=custody&stance=regulated")
    ticked = [box["value"] for box in shown.select("[type=checkbox][checked]")]
    assert ticked == ["dubai", "united-states", "custody", "regulated"]


def test_a_day_in_the_future_shows_what_is_already_law_for_it(four_places):
    finding = Finding.objects.get(slug="dubai-non-custodial-2025")
    Finding.objects.filter(pk=finding.pk).update(valid_from=date(2090, 1, 1))
    query = "jurisdiction=dubai&criterion=non-custodial-architecture&as_of=2090-01-01"
    assert finding.answer in squeeze(cell(query))
