"""The comparison of two days: what changed is said in words, with both answers."""

from datetime import date

import pytest

from jurisdictions.caching.held import forget
from jurisdictions.comparison import compare

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import page_at, refused, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

THEN, NOW = date(2024, 12, 31), date(2026, 10, 1)


@pytest.fixture
def place():
    return make_jurisdiction(slug="here")


@pytest.fixture
def rows():
    return {slug: make_criterion(slug=slug) for slug in ("changed", "stayed", "new", "unknown")}


@pytest.fixture
def findings(place, rows):
    """One cell that changed, one that stayed, one that is new, and one that nobody knows."""
    years = {"changed": (2020, 2025), "stayed": (2020,), "new": (2026,)}
    return {
        (slug, year): make_finding(
            jurisdiction=place,
            criterion=rows[slug],
            valid_from=date(year, 1, 1),
            answer=f"{slug} {year}",
            stance="regulated" if year == 2025 else "unclear",
        )
        for slug, begun in years.items()
        for year in begun
    }


def page(query: str = f"as_of={NOW}&against={THEN}"):
    return page_at(f"/compare/?jurisdiction=here&{query}")


def cells(query: str = f"as_of={NOW}&against={THEN}") -> list[str]:
    return [squeeze(td.select_one(".then") or "") if td.select_one(".then") else ""
            for td in page(query).select(".comparison td")]  # fmt: skip


def test_a_changed_cell_says_so_and_shows_both_answers(findings):
    changed, stayed, _, unknown = cells()
    assert changed == "Changed since 31 December 2024 Then: Unclear changed 2020"
    assert stayed == unknown == ""
    shown = page().select(".comparison td")[0]
    assert squeeze(shown.select_one(".answer")) == "changed 2025"
    assert squeeze(shown.select_one(".then del")) == "changed 2020"


def test_what_was_not_researched_then_is_said_to_be_new(findings):
    assert cells()[2] == "First recorded since 31 December 2024 Then: not researched."


def test_the_other_day_may_be_the_later_one(findings):
    changed, stayed, new, _ = cells(f"as_of={THEN}&against={NOW}")
    assert changed == "Changed by 1 October 2026 Then: Regulated changed 2025"
    assert stayed == ""
    assert new == "Recorded by 1 October 2026 Then: Unclear new 2026"


def test_the_page_counts_the_cells_that_changed(findings):
    lede = squeeze(page().select_one(".lede"))
    assert "1 cell changed since 31 December 2024 . 1 cell first recorded since." in lede
    back = squeeze(page(f"as_of={THEN}&against={NOW}").select_one(".lede"))
    assert "1 cell changed by 1 October 2026 . 1 cell recorded by then." in back
    assert "changed since" not in squeeze(page(f"as_of={NOW}").select_one(".lede"))


def test_another_version_with_the_same_answer_says_that_only_its_detail_differs(place, rows):
    cell = {"jurisdiction": place, "criterion": rows["changed"], "answer": "Same"}
    make_finding(**cell, valid_from=date(2020, 1, 1))
    make_finding(**cell, valid_from=date(2025, 1, 1), detail="Otherwise.")
    assert cells()[0] == (
        "Changed since 31 December 2024 Then: the same stance and answer, with another detail ."
    )


@pytest.mark.parametrize(
    ("against", "changed"), [("2024-12-31", True), ("2025-01-01", False), ("2019-12-31", True)]
)
def test_the_first_day_of_a_version_belongs_to_it(findings, against, changed):
    assert bool(cells(f"as_of={NOW}&against={against}")[0]) is changed


def test_a_cell_outside_the_filter_is_held_against_nothing(findings):
    assert cells(f"as_of={NOW}&against={THEN}&stance=prohibited") == ["", "", "", ""]


def test_a_draft_of_then_is_not_shown(place, rows):
    make_finding(jurisdiction=place, criterion=rows["changed"], publication="draft")
    make_finding(jurisdiction=place, criterion=rows["changed"], valid_from=date(2025, 1, 1))
    assert cells()[0].startswith("First recorded")


@pytest.mark.parametrize(
    "query",
    ["as_of=2024-12-31&against=2024-12-31", "against=2024-02-30", "against=",
     "against=2024-01-01&against=2024-01-02", "against=2101-01-01"],
)  # fmt: skip
def test_the_other_day_must_be_a_day_and_another_one(query):
    assert list(refused(f"/compare/?{query}")) == ["against"]


def test_the_form_keeps_the_other_day(findings):
    field = page().select_one("form.bar input[name=against]")
    assert field["value"] == THEN.isoformat()


def test_a_comparison_holds_both_days_as_plain_data(place, rows, findings):
    now, then = findings["changed", 2025], findings["changed", 2020]
    table = compare(
        [place], [rows["changed"]], [now], day=NOW, today=NOW, against=THEN, then=[then],
        numbered=False,
    )  # fmt: skip
    (cell,) = table.rows[0].cells
    assert (table.against, table.changed, table.looks_back) == (THEN, 1, True)
    assert (cell.finding, cell.before.finding, cell.changed) == (now, then, True)


def test_what_is_known_on_one_day_only_is_new_and_not_changed(place, rows, findings):
    new = findings["new", 2026]
    for found, then in (([new], []), ([], [new])):
        table = compare(
            [place], [rows["new"]], found, day=NOW, today=NOW, against=THEN, then=then,
            numbered=False,
        )  # fmt: skip
        assert (table.changed, table.new) == (0, 1)
        assert table.rows[0].changed


def test_without_another_day_nothing_is_held_against_anything(place, rows, findings):
    table = compare([place], list(rows.values()), [], day=NOW, today=NOW)
    assert (table.against, table.changed, table.looks_back) == (None, 0, False)
    assert all(cell.before is None for row in table.rows for cell in row.cells)


def test_two_days_ask_one_query_more_than_one(findings, django_assert_max_num_queries):
    def queries(query: str) -> int:
        forget()
        with django_assert_max_num_queries(40) as captured:
            page(query)
        return len(captured)

    assert queries(f"as_of={NOW}&against={THEN}") == queries(f"as_of={NOW}") + 1
