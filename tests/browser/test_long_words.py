"""A word that no line has room for breaks: no list gets wider than the page for it."""

import pytest

from .looking import look

# As if the first records were called so; the names that the site itself gives stay as they are.
LENGTHEN = """() => {
  const rows = [...document.querySelectorAll('.list-table tbody tr')].slice(0, 3);
  const cells = rows.flatMap(row => [...row.querySelectorAll('th, td:not(.brief, .tick)')]);
  for (const cell of cells) {
    const named = cell.querySelector('a, strong') ?? cell;
    named.textContent = 'W'.repeat(40);
  }
  return cells.length;
}"""
# The same of all names and texts of the data, which pages in German mark as English.
LENGTHEN_DATA = """() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (data.trim() && parentElement.closest('[lang=en]:not(option, caption)')) {
      texts.push(walker.currentNode);
    }
  }
  for (const text of texts) text.data = 'W'.repeat(40);
  return texts.length;
}"""
PLACES = "&".join(f"jurisdiction={place}" for place in ("united-states", "european-union", "dubai"))
# One criterion of each section.
SECTIONS = "&".join(
    f"criterion={criterion}"
    for criterion in (
        *("iterative-development", "asset-definition", "market-abuse", "custody"),
        "enforcement",
    )
)
TURNED = f"/compare/?{PLACES}&{SECTIONS}&rows=jurisdictions"
LISTS = ["/", "/findings/", "/instruments/", "/timeline/", "/sources/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_a_list_of_long_words_is_no_wider_than_the_page(visit, path, width):
    page = visit(path, width=width)
    assert page.evaluate(LENGTHEN) > 3
    assert look(page, "overhang") <= 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/compare/",
        f"/compare/?{PLACES}",
        "/search/?q=custody",
        "/proposals/innovation-exemption/",
        "/jurisdictions/united-states/",
        "/findings/us-custody-2022/",
        "/changes/",
        "/glossary/",
        "/pillars/non-custodial-architecture/",
    ],
)
@pytest.mark.parametrize("width", [375, 1280])
def test_a_page_of_long_words_is_no_wider_than_its_window(visit, path, width):
    page = visit(f"/de{path}", width=width, snapshots=False)
    assert page.evaluate(LENGTHEN_DATA) > 3
    assert look(page, "overhang") <= 0


@pytest.mark.parametrize("path", LISTS)
def test_words_of_a_usual_length_stay_whole_on_a_desk(visit, path):
    page = visit(path, width=1280)
    assert look(page, "broken") == []


@pytest.mark.parametrize("language", ["", "/de"])
def test_in_a_narrow_column_the_day_of_a_change_is_read_to_its_end(visit, language):
    places = "united-states", "european-union", "dubai", "adgm", "japan", "singapore"
    columns = "&".join(f"jurisdiction={place}" for place in places)
    page = visit(f"{language}/compare/?{columns}&criterion=stablecoins&against=2022-01-01")
    assert page.locator("td .tag").count() == len(places)
    assert look(page, "cut") == []


@pytest.mark.parametrize("language", ["", "/de"])
@pytest.mark.parametrize("path", [TURNED, f"/compare/?{PLACES}&group=approach", "/topics/"])
def test_a_heading_over_columns_is_read_to_its_end(visit, language, path):
    page = visit(f"{language}{path}")
    assert page.locator(".bands th span").count() > 1
    assert look(page, "cut") == []


@pytest.mark.parametrize("columns", [3, 6, 11])
@pytest.mark.parametrize("rows", ["", "&rows=jurisdictions"])
def test_a_long_name_stays_clear_of_the_controls_in_its_corner(visit, columns, rows):
    places = (
        *("united-states", "european-union", "dubai", "adgm", "japan", "singapore"),
        *("australia", "bahrain", "bermuda", "brazil", "canada"),
    )
    chosen = "&".join(f"jurisdiction={place}" for place in places[:columns])
    page = visit(f"/compare/?{chosen}{rows}")
    names = page.locator(".comparison tbody th[scope=row] > a")
    names.evaluate_all("all => all.forEach(one => one.textContent = 'I am long '.repeat(8))")
    assert page.locator("tbody th .moves button").count() >= columns
    assert look(page, "crowded") == []
