"""Excel: the table as the page has it, and the records in their types."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from jurisdictions.comparison import Note
from jurisdictions.files.content import Passage
from jurisdictions.models import Source
from jurisdictions.renderers import xlsx as renderer
from jurisdictions.renderers.limits import TooLong

from .files import DAY, HOSTILE, QUERIES, THREE, Shown, fetched, in_table, made_file, on_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

BETWEEN = " | "


def book(content: bytes, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def made(*args, **changes):
    return book(b"".join(renderer.render(made_file(*args, **changes))))


def texts(sheet, first: int = 1) -> list[list]:
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=first)]


def cells(query: str) -> list[Shown]:
    """The cells of the sheet of the table; those of the records say the same."""
    read = book(fetched("xlsx", query))
    titles = {number: title for number, title, *_ in texts(read["Sources"], 2)}
    shown = in_table(texts(read["Table"], 3), titles)
    assert shown == [in_record(row) for row in records(read)]
    return shown


def records(read) -> list[dict]:
    heads, *rows = read["Records"].values
    return [dict(zip(heads, row, strict=True)) for row in rows]


def in_record(row: dict) -> Shown:
    # "Sources" are their titles; the slugs stand in a column of their own.
    titles = tuple(row["Sources"].split(BETWEEN)) if row["Sources"] else ()
    place = row["Criterion"], row["Jurisdiction"], row["Stance"]
    return Shown(*place, row["Answer"] or "", titles)


@pytest.mark.few(3)
@pytest.mark.parametrize("query", QUERIES)
def test_the_file_holds_the_cells_of_the_page(query):
    assert cells(query) == on_page(query)


def as_excel(text: str) -> str:
    """What Excel makes of a coded sign."""
    return re.sub("_x005F_", "_", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_and_unaltered_on_every_sheet(text):
    source = Source(pk=1, slug="a", title=text, publisher=text)
    entries = [[[Passage(text)], [Passage(text, strong=True)]]]
    read = made([[text, [text]]], entries, [Note(1, source)], [source], title=text)
    wanted = text.replace("e\u0301", "é")
    places = [("Table", "A1"), ("Table", "A4"), ("Table", "B4"), ("Records", "A2")]
    places += [("Records", "B2"), ("Sources", "B2"), ("Sources", "C2"), ("About", "B1")]
    found = [read[sheet][place] for sheet, place in places]
    assert {as_excel(cell.value) for cell in found} == {wanted}
    assert {cell.data_type for cell in found} == {"s"}


def test_values_keep_their_types():
    row = ["text", 3, True, False, None, date(2024, 2, 29), ["one", "two"], [], ""]
    [read] = list(made([row])["Records"].iter_rows(min_row=2, max_col=9))
    values = ["text", 3, True, False, None, datetime(2024, 2, 29), "one | two", None, None]
    assert [cell.value for cell in read] == values
    assert [read[n].data_type for n in (2, 5)] == ["b", "d"]
    assert read[5].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 3, 1), date(2100, 12, 31)])
def test_days_are_days(day):
    assert made([[day]])["Records"]["A2"].value == datetime(day.year, day.month, day.day)


def test_a_day_before_the_first_of_excel_is_text():
    cell = made([[date(1215, 6, 15)]])["Records"]["A2"]
    assert (cell.value, cell.data_type) == ("1215-06-15", "s")


@pytest.mark.parametrize("letter", ["x", "🙂"])
def test_a_text_longer_than_a_cell_ends_with_a_sign(letter):
    limit = 32_767
    long = letter * (limit + 1)
    read = made([[long]], [[[Passage(long, "https://example.org/", strong=True)]]])
    for text in (read["Records"]["A2"].value, read["Table"]["A4"].value):
        assert text.endswith(f"{letter}…")
        assert limit - 1 <= len(text.encode("utf-16-le")) // 2 <= limit


def test_what_xml_cannot_hold_is_left_out():
    read = made([["a\x00b\x0bc\ufffed\r\ne"]], [[[Passage("a\x1fb", strong=True)]]], title="\x07t")
    assert read["Records"]["A2"].value == "abcd\ne"
    assert read["Table"]["A4"].value == "ab"
    assert read["Table"]["A1"].value == "t"


def test_the_table_looks_like_the_page():
    read = book(fetched("xlsx", QUERIES[0]), rich_text=True)
    sheet = read["Table"]
    assert read.sheetnames == ["Table", "Records", "Sources", "About"]
    assert sheet["A1"].value == "United States, European Union and UAE/Dubai compared"
    assert sheet["A2"].value == "as of 24 November 2026 (evidence to 8 October 2026)"
    assert sheet["A2"].hyperlink.target.startswith("http://testserver/compare/?")
    assert [cell.value for cell in sheet[3]][1:] == [
        "United States",
        "European Union",
        "UAE/Dubai",
    ]
    assert str(sheet["A4"].value) == "Pillars of the proposed exemption"
    assert {cell.fill.fgColor.rgb for cell in sheet[4]} == {"00EDEFF2"}


def test_stances_are_bold_and_answers_lead_to_their_findings():
    cell = book(fetched("xlsx", QUERIES[0]), rich_text=True)["Table"]["B5"]
    word, answer = cell.value[:2]
    assert (word.text, word.font.b) == ("Partly recognised", True)
    assert not answer.font.b
    assert re.fullmatch(rf"http://\S+/findings/us-\S+\?as_of={DAY}&rev=\d+", cell.hyperlink.target)
    assert cell.alignment.wrap_text


def test_heads_stay_in_sight_on_the_screen_and_on_paper():
    read = book(fetched("xlsx", QUERIES[0]))
    table, records = read["Table"], read["Records"]
    assert (table.freeze_panes, table.print_title_rows) == ("B4", "$3:$3")
    assert (records.freeze_panes, records.print_title_rows) == ("A2", "$1:$1")
    assert records.auto_filter.ref == records.dimensions
    for sheet in (table, records):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(None, 0), (1, 0)}
    widths = [dimension.width for dimension in table.column_dimensions.values()]
    assert widths
    assert all(12 <= width <= 46 for width in widths)


def test_sources_have_number_day_and_a_link():
    given = {"slug": "act", "title": "Act", "publisher": "State", "kind": "official"}
    given |= {"access": "excerpt", "url": "https://example.org/"}
    source = Source(pk=1, **given, published_on=date(2024, 1, 2))
    unnumbered = Source(pk=2, **given | {"url": "javascript:x"})
    sheet = made([], [], [Note(4, source)], [source, unnumbered])["Sources"]
    heads = ["Number", "Title", "Publisher", "Address", "Day", "Kind", "How it was read"]
    assert [cell.value for cell in sheet[1]] == heads
    values = [4, "Act", "State", "https://example.org/", datetime(2024, 1, 2)]
    assert [cell.value for cell in sheet[2]][:5] == values
    assert sheet["D2"].hyperlink.target == "https://example.org/"
    assert sheet["D3"].hyperlink is None


def test_it_says_what_it_is_and_what_each_column_holds():
    sheet = book(fetched("xlsx", f"{THREE}as_of={DAY}&stance=regulated"))["About"]
    told = {row[0]: row[1] for row in sheet.values if row[0]}
    assert told["Licence"] == "MIT"
    assert told["Stance"] == "The stance, or the state, in words."
    assert ("Stance", "Regulated", None) in list(sheet.values)
    assert told["Holds from"].startswith("First day")


def test_a_link_longer_than_excel_takes_is_left_out():
    long = f"https://example.org/{'x' * 2100}"
    cell = made([], [[[Passage("text", long)]]])["Table"]["A4"]
    assert (cell.value, cell.hyperlink) == ("text", None)


@pytest.mark.parametrize("count", [25_000, 25_001])
def test_it_holds_twenty_five_thousand_rows_and_not_one_more(count):
    file = replace(made_file([["x"]], [["x"]]), length=lambda: count)
    if count == 25_000:
        assert renderer.render(file)
        return
    with pytest.raises(TooLong, match=r"An Excel file holds up to 25,000 rows\. Narrow the choice"):
        renderer.render(file)
