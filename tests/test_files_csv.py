"""CSV: the cells of the page as records."""

import csv
import io

import pytest

from jurisdictions.renderers import csv as renderer

from .files import HOSTILE, QUERIES, Shown, fetched, made_file, on_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

BETWEEN = " | "


def rows(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(query: str) -> list[Shown]:
    return [shown(row) for row in rows(fetched("csv", query).decode())]


def shown(row: dict) -> Shown:
    place = row["criterion_title"], row["jurisdiction_name"], row["stance_label"]
    titles = row["source_titles"].split(BETWEEN) if row["source_titles"] else ()
    return Shown(*place, row["answer"], tuple(titles))


@pytest.mark.few(3)
@pytest.mark.parametrize("query", QUERIES)
def test_the_file_holds_the_cells_of_the_page(query):
    assert cells(query) == on_page(query)


def test_the_choices_show_every_state_of_a_cell():
    words = {cell.word for query in QUERIES for cell in cells(query)}
    assert {"Outside the filter", "Not researched", "Regulated"} <= words


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_composed_and_behind_an_apostrophe_where_it_could_run(text):
    [row] = rows("".join(renderer.render(made_file([[text, ["a", text]]]))))
    shield = "'" if text.startswith(("=", "+", "-", "@")) else ""
    assert row["c0"] == shield + text.replace("e\u0301", "é")
    assert row["c1"] == BETWEEN.join(["a", text.replace("e\u0301", "é")])


def test_each_row_comes_as_soon_as_it_is_known():
    def endless():
        while True:
            yield ["x"]

    lines = renderer.render(made_file(endless(), width=1))
    assert [next(lines) for _ in range(3)][1:] == ["x,2026-11-24,,MIT,2026-11-24\r\n"] * 2
