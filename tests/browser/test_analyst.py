"""An analyst comes for a comparison that can be defended, and leaves with it."""

import csv
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

CHOSEN = ["European Union", "Singapore", "Japan"]
SLUGS = {"European Union": "european-union", "Singapore": "singapore", "Japan": "japan"}
EARLIER = "2024-06-30"


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def scripts(request) -> bool:
    return request.param


def table_of(page):
    return page.get_by_role("region", name=re.compile("compared")).get_by_role("table")


def columns_of(page) -> list[str]:
    heads = table_of(page).get_by_role("columnheader").get_by_role("link")
    return [name for name in heads.all_inner_texts() if name in CHOSEN]


def rows_of(page) -> list[str]:
    return table_of(page).get_by_role("rowheader").all_inner_texts()


def said_by(page) -> list[str]:
    """What the table says, cell by cell, in the words that are seen."""
    cells = table_of(page).get_by_role("cell").all_inner_texts()
    return [" ".join(text.split()) for text in cells]


def show(control) -> None:
    """Press the button of the form that a control stands in."""
    form = control.locator("xpath=ancestor::form")
    form.get_by_role("button", name="Show").first.click()


def compared(visit, *, scripts: bool):
    """From the first page to the comparison of three, as anybody would get there."""
    page = visit("/", scripts=scripts)
    approach = page.get_by_role("combobox", name="Approach", exact=True)
    approach.select_option("legislative-led")
    show(approach)
    expect(page).to_have_url(re.compile("approach=legislative-led"))
    expect(page.get_by_label("Compare UAE/Dubai")).to_have_count(0)
    visit.picture(page, "filtered")
    for name in CHOSEN:
        page.get_by_label(f"Compare {name}").check()
    page.get_by_role("button", name=re.compile("^Compare")).first.click()
    expect(page).to_have_url(re.compile(r"/compare/\?"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Japan")
    return page


def asked_as_of(page, day: str) -> None:
    field = page.get_by_label("As of").first
    field.fill(day)
    show(field)
    expect(page).to_have_url(re.compile(f"as_of={day}"))


def downloaded(page, label: str, folder):
    """A file from under the table, as the browser saves it."""
    with page.expect_download() as saving:
        page.get_by_role("link", name=label, exact=True).click()
    file = folder / saving.value.suggested_filename
    saving.value.save_as(file)
    return file


def test_three_ticked_jurisdictions_stand_side_by_side(visit, scripts):
    page = compared(visit, scripts=scripts)
    visit.picture(page, "compared")
    assert sorted(columns_of(page)) == sorted(CHOSEN)
    assert len(rows_of(page)) > 10


def test_only_differences_leaves_out_the_rows_that_agree(visit, scripts):
    page = compared(visit, scripts=scripts)
    before = rows_of(page)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile("only=differences"))
    expect(page.get_by_text(re.compile(r"without a known difference hidden"))).to_be_visible()
    visit.picture(page, "differences")
    assert 0 < len(rows_of(page)) < len(before)


def test_a_cell_opens_on_its_provisions_and_sources(visit, scripts):
    page = compared(visit, scripts=scripts)
    cell = table_of(page).get_by_role("cell").filter(has=page.locator("summary")).first
    evidence = cell.get_by_role("link").last
    expect(evidence).to_be_hidden()
    cell.locator("summary").click()
    expect(evidence).to_be_visible()
    visit.picture(page, "opened")
    assert cell.get_by_role("link", name=re.compile("versions|finding")).count()


def test_an_earlier_day_shows_the_law_of_then(visit, scripts):
    page = compared(visit, scripts=scripts)
    now = said_by(page)
    asked_as_of(page, EARLIER)
    expect(page.locator("main")).to_contain_text("30 June 2024")
    visit.picture(page, "earlier")
    assert said_by(page) != now
    assert sorted(columns_of(page)) == sorted(CHOSEN)


def test_a_copied_link_shows_the_same_to_somebody_else(visit, scripts):
    page = compared(visit, scripts=scripts)
    asked_as_of(page, EARLIER)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile("only=differences"))
    expect(page.get_by_text(re.compile(r"without a known difference hidden"))).to_be_visible()
    elsewhere = visit(page.url, scripts=not scripts)
    assert said_by(elsewhere) == said_by(page)
    assert rows_of(elsewhere) == rows_of(page)


def test_the_files_say_what_the_page_says(visit, scripts, tmp_path):
    page = compared(visit, scripts=scripts)
    asked_as_of(page, EARLIER)
    cells = " ".join(said_by(page))
    with downloaded(page, "CSV", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["jurisdiction"] for row in rows} == set(SLUGS.values())
    assert {row["as_of"] for row in rows} == {EARLIER}
    answers = [row["answer"] for row in rows if row["answer"]]
    assert len(answers) > 20
    assert all(answer in cells for answer in answers)
    book = load_workbook(downloaded(page, "Excel", tmp_path), read_only=True)
    records = list(book["Records"].iter_rows(values_only=True))
    assert set(SLUGS.values()) <= {value for row in records for value in row}
    assert len(records) == len(rows) + 1


def test_what_is_refused_is_said_by_name(visit, scripts):
    page = visit(scripts=scripts)
    visit.expect_status(400)
    page.goto("/compare/?jurisdiction=atlantis")
    visit.picture(page, "refused")
    expect(page.locator("main")).to_contain_text("jurisdiction")
    expect(page.locator("main")).to_contain_text("atlantis")
