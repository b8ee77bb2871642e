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
LISTS = ["/", "/findings/", "/instruments/", "/timeline/", "/sources/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_a_list_of_long_words_is_no_wider_than_the_page(visit, path, width):
    page = visit(path, width=width)
    assert page.evaluate(LENGTHEN) > 3
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
