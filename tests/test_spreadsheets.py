"""What is read of an uploaded file, and which files are refused, with a sentence that helps."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from jurisdictions import models
from jurisdictions.plain import fields_of
from jurisdictions.spreadsheets import archive, reading
from jurisdictions.spreadsheets.cells import value_of
from jurisdictions.spreadsheets.problems import CellError, Unreadable
from jurisdictions.spreadsheets.reading import Failed, Formula, read
from jurisdictions.spreadsheets.shield import shielded, shielded_twice_only, unshielded

pytestmark = pytest.mark.any_database

HEAD = "slug,title,position\n"
XML = b'<?xml version="1.0" encoding="UTF-8"?>'


def cells(name: str, content: bytes) -> list[dict]:
    return [row.cells for row in read(name, content).rows]


def csv_of(text: str, encoding: str = "utf-8") -> list[dict]:
    return cells("a.csv", text.encode(encoding))


def workbook(*rows, title: str = "Records", extra=None) -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if extra:
        extra(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx_of(*rows, **given) -> list[dict]:
    return cells("a.xlsx", workbook(*rows, **given))


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(name, content)
    return str(refusal.value)


def repacked(members: dict[str, bytes]) -> bytes:
    """A workbook with some of its members replaced or added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["slug"], ["a"]))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *members]):
            new.writestr(name, members[name] if name in members else old.read(name))
    return content.getvalue()


# --- CSV ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_a_mark(encoding):
    [row] = csv_of("slug,title\nä,Žluťoučký\n", encoding)
    assert row == {"slug": "ä", "title": "Žluťoučký"}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_divide_columns(sign):
    [row] = csv_of(f'slug{sign}title\na{sign}"x, y; z"\n')
    assert row == {"slug": "a", "title": "x, y; z"}


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    sheet = read("a.csv", b'slug,title\na,"two\nlines"\n,\n\nb,x\n')
    assert [(row.number, row.cells["slug"]) for row in sheet.rows] == [(2, "a"), (5, "b")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_another_encoding_is_refused_with_the_cure(encoding):
    sentence = refused("a.csv", "slug,title\na,Café €\n".encode(encoding, "replace"))
    assert "CSV UTF-8" in sentence or "not a text file" in sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'slug,title\na,"open\n', "Line 2 is not CSV"),
        (b'slug,title\na,"x"y\n', "Line 2 is not CSV"),
        (b"slug\n" + b"x" * 200_000, "not CSV"),
        (b"\n\n", "first row is empty"),
        (b"slug\0\n", "not a text file"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old or a locked Excel file"),
        (b"a," * 70 + b"a\n", "more columns"),
        (b"slug\n" + b"a\n" * 3_001, "more than 3000 rows"),
        (b"slug\n" + b"\n" * 10_001 + b"a\n", "beyond row 10000"),
        (b"x" * (reading.SIZE_LIMIT + 1), "more than 5 MB"),
        (b"PK\x03\x04 nothing else", "not an Excel workbook"),
    ],
)
def test_what_is_no_csv_is_refused_with_a_sentence(content, said):
    assert said in refused("a.csv", content)


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsm", "a.json", "a", "a.csv.exe"])
def test_other_files_are_refused_by_their_names(name):
    assert "ends in .csv or .xlsx" in refused(name, HEAD.encode())


def test_a_row_with_more_cells_than_columns_is_named():
    sheet = read("a.csv", b"slug,title\na,x,y\n")
    assert str(sheet.problems[0]).startswith("Row 2: It has 3 cells, and row 1 names 2 columns.")


def test_what_is_in_the_file_counts_whatever_its_name_says():
    assert cells("a.csv", workbook(["slug"], ["a"])) == [{"slug": "a"}]


# --- Excel ---


def test_cells_keep_their_types():
    [row] = xlsx_of(["a", "b", "c", "d"], [date(2026, 1, 2), 7, True, "007"])
    assert row == {"a": date(2026, 1, 2), "b": 7, "c": True, "d": "007"}


def test_a_formula_is_no_value_and_says_where_it_is():
    [row] = xlsx_of(["slug", "title"], ["a", "=1+1"])
    assert row["title"] == Formula("B2")
    with pytest.raises(CellError, match="Cell B2 holds a formula"):
        value_of(fields_of(models.Section)["title"], row["title"])


def test_an_error_in_a_cell_is_no_value():
    [row] = xlsx_of(["slug"], ["#REF!"])
    assert row["slug"] == Failed("A2")


def bomb(size: int) -> bytes:
    return XML + b"<a>" + b" " * size + b"</a>"


def test_a_zip_bomb_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr("openpyxl.load_workbook", None)
    content = repacked({"xl/styles.xml": bomb(archive.UNPACKED_LIMIT)})
    assert len(content) < 100_000
    assert "Unpacked" in refused("a.xlsx", content)


def test_a_zip_that_lies_about_its_size_is_counted_as_it_unpacks(monkeypatch):
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 60_000)
    content = bytearray(repacked({"xl/a.bin": b" " * 100_000}))
    # The declared size in both headers: 100,000 becomes 1,000.
    lie = bytes(content).replace((100_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != bytes(content)
    assert refused("a.xlsx", lie) in (archive.TOO_LARGE, archive.NOT_A_WORKBOOK)


def test_many_small_members_are_refused():
    members = {f"xl/{n}.bin": b"" for n in range(archive.FILES_LIMIT)}
    assert "Unpacked" in refused("a.xlsx", repacked(members))


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize(
    "text",
    [
        XML + LAUGHS,
        XML + OUTSIDE,
        (XML.replace(b"UTF-8", b"UTF-16") + LAUGHS).decode().encode("utf-16"),
        XML.replace(b"UTF-8", b"cp037") + b"<a/>",
        (XML.replace(b"UTF-8", b"cp037") + LAUGHS).decode().encode("cp037"),
    ],
)
def test_xml_that_declares_entities_or_hides_them_is_refused_unparsed(monkeypatch, member, text):
    monkeypatch.setattr("openpyxl.load_workbook", None)
    assert "XML with declarations" in refused("a.xlsx", repacked({member: text}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_such_xml_is_refused_under_any_name(monkeypatch, encoding):
    monkeypatch.setattr("openpyxl.load_workbook", None)
    text = LAUGHS.decode().encode(encoding)
    assert "XML with declarations" in refused("a.xlsx", repacked({"xl/media/sheet1.png": text}))


@pytest.mark.parametrize(
    "members",
    [
        {"xl/workbook.xml": XML + b"<a/>"},
        {"xl/worksheets/sheet1.xml": XML + b"<a>"},
        {"xl/_rels/workbook.xml.rels": XML + b"<a/>"},
        {"[Content_Types].xml": XML + b"<a/>"},
    ],
)
def test_a_broken_workbook_is_refused_with_a_sentence(members):
    assert "not an Excel workbook" in refused("a.xlsx", repacked(members))


def test_another_zip_is_no_workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in refused("a.xlsx", content.getvalue())


def sheet_with(cell: str) -> bytes:
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    row = cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    body = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    return repacked({"xl/worksheets/sheet1.xml": XML + start + body.encode()})


@pytest.mark.parametrize("cell", ["XFD1", "A1048576"])
def test_a_cell_far_away_is_refused_quickly(cell):
    sentence = refused("a.xlsx", sheet_with(cell))
    assert any(said in sentence for said in ("wider", "more columns", "first row is empty"))


# --- Several sheets ---


def sheets(**rows_by_title) -> bytes:
    """A workbook with these sheets in this order, and nothing else."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in rows_by_title.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ONE, TWO = [["slug"], ["one"]], [["slug"], ["two"]]


def test_the_sheet_of_the_records_is_read_and_the_others_are_named():
    sheet = read("a.xlsx", sheets(Table=TWO, Records=ONE, Empty=[], Notes=[[None], ["x"]]))
    assert [row.cells["slug"] for row in sheet.rows] == ["one"]
    assert (sheet.name, sheet.unread) == ("Records", ["Table", "Notes"])


def test_of_several_sheets_without_one_of_that_name_none_is_guessed():
    sentence = refused("a.xlsx", sheets(First=ONE, Second=TWO))
    assert "“First”, “Second”" in sentence
    assert "Records" in sentence


def test_a_sheet_that_is_hidden_counts_as_one():
    def hidden(book):
        book.create_sheet("Away").append(["x"])
        book["Away"].sheet_state = "hidden"

    assert "“Away”" in refused("a.xlsx", workbook(["slug"], ["a"], title="Mine", extra=hidden))


@pytest.mark.parametrize("title", ["Mine", "Records"])
def test_sheets_that_hold_nothing_are_no_question(title):
    sheet = read("a.xlsx", sheets(Sheet1=[], **{title: ONE}, Sheet3=[["", None]]))
    assert [row.cells["slug"] for row in sheet.rows] == ["one"]
    assert (sheet.name, sheet.unread) == (title, [])


def test_a_workbook_that_holds_nothing_says_that_its_first_row_is_empty():
    assert "first row is empty" in refused("a.xlsx", sheets(Sheet1=[], Sheet2=[]))


def test_of_many_sheets_a_few_are_named():
    many = {f"Sheet {number}": ONE for number in range(40)}
    sentence = refused("a.xlsx", sheets(**many))
    assert "“Sheet 4” and 35 more" in sentence
    assert "“Sheet 5”" not in sentence


def test_csv_has_no_sheets():
    sheet = read("a.csv", b"slug\na\n")
    assert (sheet.name, sheet.unread) == ("", [])


def merged(*ranges: str):
    """A change to a workbook that merges cells of its first sheet."""

    def merge(book):
        for cells in ranges:
            book.active.merge_cells(cells)

    return merge


ROWS = [["slug", "note"], ["a", "For both"], ["b", None]]


def test_merged_cells_are_named_and_none_is_taken_for_empty():
    sheet = read("a.xlsx", workbook(*ROWS, extra=merged("B2:B3")))
    [problem] = sheet.problems
    assert "“B2:B3”" in str(problem)
    assert "Unmerge" in str(problem)


def test_of_many_merged_cells_a_few_are_named():
    many = merged(*(f"B{row}:B{row + 1}" for row in range(2, 62, 2)))
    [problem] = read("a.xlsx", workbook(*ROWS, extra=many)).problems
    assert "” and 25 more" in str(problem)
    assert str(problem).count("“") == 5


def test_merged_cells_of_a_sheet_that_is_not_read_are_no_question():
    def beside(book):
        book.create_sheet("Notes").append(["x"])
        book["Notes"].merge_cells("A1:B2")

    assert read("a.xlsx", workbook(*ROWS, extra=beside)).problems == []


def test_a_text_about_merged_cells_merges_none():
    told = [["slug", "note"], ["a", '<mergeCell ref="B2:B3"/>']]
    assert read("a.xlsx", workbook(*told)).problems == []


# --- Values ---


def value(model, name: str, raw):
    return value_of(fields_of(model)[name], raw)


@pytest.mark.parametrize(
    ("model", "name", "raw", "expected"),
    [
        (models.Finding, "valid_from", "2026-10-08", date(2026, 10, 8)),
        (models.Finding, "valid_from", date(2026, 10, 8), date(2026, 10, 8)),
        (models.Finding, "verified_on", "", None),
        (models.Finding, "verified_on", None, None),
        (models.Finding, "jurisdiction", " dubai ", "dubai"),
        (models.Finding, "stance", "regulated ", "regulated"),
        (models.Finding, "note", None, ""),
        (models.Finding, "note", "  ", ""),
        (models.Finding, "note", " a\r\nb ", " a\nb "),
        (models.Finding, "note", "'=1", "=1"),
        (models.Finding, "note", "'quoted'", "'quoted'"),
        (models.Finding, "note", 2024, "2024"),
        (models.Event, "sources", "b|a", ["a", "b"]),
        (models.Event, "sources", "b | a | ", ["a", "b"]),
        (models.Event, "sources", None, []),
        (models.Event, "is_milestone", "TRUE", True),
        (models.Event, "is_milestone", "no", False),
        (models.Event, "is_milestone", True, True),
        (models.Event, "is_milestone", 0, False),
        (models.Event, "instrument", "", None),
        (models.Jurisdiction, "territories", "AE-DU|AT", ["AE-DU", "AT"]),
        (models.Section, "position", "10", 10),
        (models.Section, "position", 10.0, 10),
    ],
)
def test_a_cell_gives_a_value(model, name, raw, expected):
    assert value(model, name, raw) == expected


@pytest.mark.parametrize(
    ("model", "name", "raw", "said"),
    [
        (models.Finding, "valid_from", "08/10/2026", "Write it as year-month-day: 2026-10-08."),
        (models.Finding, "valid_from", "2026-02-30", "is not a day"),
        (models.Finding, "valid_from", 45000, "is not a day"),
        (models.Finding, "valid_from", "08/10/2026", "upload an Excel workbook instead"),
        (models.Finding, "valid_from", "8.10.26", "upload an Excel workbook instead"),
        (models.Finding, "valid_from", datetime(2026, 1, 1, 12), "is not a day"),
        (models.Finding, "valid_from", "", "It may not be empty."),
        (models.Finding, "stance", "regulatd", "“regulatd” is not known. Use one of recognised, "),
        (models.Finding, "publication", "", "It may not be empty. Use one of draft, in-review, "),
        (models.Finding, "answer", "x" * 71, "at most 70 characters"),
        (models.Finding, "detail", "x" * 6001, "at most 6000 characters"),
        (models.Finding, "note", 1.1, "Format the cell as text"),
        (models.Finding, "note", True, "Format the cell as text"),
        (models.Finding, "note", date(2026, 1, 2), "made a day of this text"),
        (models.Finding, "slug", "Not A Slug", "lower case letters"),
        (models.Finding, "jurisdiction", "a|b", "One slug stands here"),
        (models.Event, "is_milestone", "perhaps", "Write true or false."),
        (models.Event, "is_milestone", "", "It may not be empty."),
        (models.Jurisdiction, "territories", "Austria", "not an ISO 3166 code"),
        (models.Section, "position", "-1", "Write digits only."),
        (models.Section, "position", "1.5", "Write digits only."),
        (models.Section, "position", "٣", "Write digits only."),
        (models.Section, "position", "9" * 5000, "is too large"),
        (models.Source, "url", "javascript:alert(1)", "valid URL"),
        (models.Finding, "stance", "x" * 10_000, "…” is not known"),
    ],
)
@pytest.mark.django_db
def test_a_cell_that_fits_no_value_says_what_to_write(model, name, raw, said):
    with pytest.raises(CellError) as error:
        value(model, name, raw)
    assert said in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("write", [shielded, shielded_twice_only])
@pytest.mark.parametrize("text", ["", "a", "=1", "'=1", "''=1", "'a", "-", "'", "\n", "'\n", "a'"])
def test_the_apostrophe_goes_as_it_came(write, text):
    assert unshielded(write(text)) == text
