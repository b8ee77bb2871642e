"""An upload as rows of raw cells, with the number that each row has in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..texts.portable import cut
from . import archive
from .problems import Problem, Unreadable

SIZE_LIMIT = 5 * archive.MB
# About ten seconds of saving; our largest table has half as many.
ROWS_LIMIT = 3_000
# Rows that say nothing count here, and no table of ours is nearly so wide.
LAST_ROW, LAST_COLUMN, COLUMNS_LIMIT = 10_000, 1_000, 60
# A title and a remark above the head are no more.
TOP = 10
# The sheet that exports write; of other workbooks the only one that holds something is read.
RECORDS = "Records"
# Excel allows no longer titles of sheets; a crafted file may have them.
NAMED_AT_MOST, TITLE_LIMIT = 5, 31
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENDINGS = (".csv", ".xlsx")
DELIMITERS = (",", ";", "\t")
TOO_MANY_ROWS = format_lazy(
    _(
        "There are more than {rows} rows, or empty ones beyond row {last}. Split the file, or "
        "delete the empty rows."
    ),
    rows=ROWS_LIMIT,
    last=LAST_ROW,
)
# Of merged cells only the first has a value: the others would empty what is stored.
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z0-9:]+)["']""")
# Excel's way to write a text such as _x0041_, which openpyxl undoes in some cells only.
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula instead of a value, by its name: C7."""

    cell: str


@dataclass(frozen=True)
class Failed:
    """A cell that shows an error such as #REF!, by its name."""

    cell: str


Raw = str | int | float | bool | date | Formula | Failed | None


@dataclass(frozen=True)
class Row:
    """The cells of a row by column; its number counts as spreadsheets do, the head being 1."""

    number: int
    cells: dict[str, Raw]


@dataclass(frozen=True)
class Sheet:
    """The columns that a file names and its rows, and what is wrong with the form of it.

    name      what the sheet of a workbook is called that was read
    unread    the other sheets of it that hold something
    heads     what the first rows say, by their numbers: a title may stand above the head
    """

    columns: list[str]
    rows: list[Row]
    problems: list[Problem]
    name: str = ""
    unread: list[str] = field(default_factory=list)
    heads: dict[int, list[str]] = field(default_factory=dict)


def read(name: str, content: bytes) -> Sheet:
    """What an uploaded file holds. Raises Unreadable."""
    if not name.lower().endswith(ENDINGS):
        raise Unreadable(gettext("Upload a file whose name ends in .csv or .xlsx."))
    if len(content) > SIZE_LIMIT:
        sentence = gettext(
            "The file has more than %(size)s MB. Split it, and upload the parts one after another."
        )
        raise Unreadable(sentence % {"size": SIZE_LIMIT // archive.MB})
    return of_workbook(content) if content.startswith(ZIP) else sheet_of(of_csv(content))


def sheet_of(lines: Iterable[list[Raw]]) -> Sheet:
    """The first line names the columns; empty lines count, but say nothing."""
    numbered = enumerate(map(trimmed, lines), start=1)
    _first, head = next(numbered, (1, []))
    if not any(head):
        raise Unreadable(
            gettext("The first row is empty. It names the columns: export once to see how.")
        )
    if len(head) > COLUMNS_LIMIT:
        raise Unreadable(gettext("The first row names more columns than any of our tables has."))
    columns = names(head)
    rows, problems, heads = [], [], {}
    for number, cells in numbered:
        if number <= TOP:
            heads[number] = names(cells)
        if len(rows) == ROWS_LIMIT or number > LAST_ROW:
            raise Unreadable(TOO_MANY_ROWS)
        if len(cells) > len(columns):
            problems.append(Problem(too_wide(len(cells), len(columns)), number))
        elif cells:
            cells = cells + [None] * (len(columns) - len(cells))
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return Sheet(columns, rows, problems, heads=heads)


def names(head: list[Raw]) -> list[str]:
    return [str("" if cell is None else cell).strip() for cell in head]


def too_wide(cells: int, columns: int) -> str:
    sentence = gettext(
        "It has %(cells)s cells, and row 1 names %(columns)s columns. Empty the cells beyond them; "
        "in CSV, text with a comma stands in quotes."
    )
    return sentence % {"cells": cells, "columns": columns}


def trimmed(cells: list[Raw]) -> list[Raw]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return cells[:end]


# --- CSV ---


def of_csv(content: bytes) -> Iterator[list[str]]:
    text = decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        sentence = gettext(
            "Line %(line)s is not CSV (%(error)s). A quote within quoted text is doubled, and each "
            "quote that opens has one that closes."
        )
        raise Unreadable(sentence % {"line": reader.line_num, "error": error}) from error


def decoded(content: bytes) -> str:
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            gettext("This is an old or a locked Excel file. Save it as “.xlsx” or as CSV.")
        )
    if content.startswith(UTF_16):
        raise Unreadable(
            gettext(
                "The file is UTF-16, not UTF-8: save it as “CSV UTF-8” or as an Excel workbook "
                "(.xlsx), and upload that."
            )
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = content[: error.start].count(b"\n") + 1
        sentence = gettext(
            "The file is not UTF-8, in line %(line)s: save it as “CSV UTF-8” or as an Excel "
            "workbook (.xlsx), and upload that."
        )
        raise Unreadable(sentence % {"line": place}) from error
    if "\0" in text:
        raise Unreadable(
            gettext("This is not a text file. Upload CSV in UTF-8, or an Excel workbook.")
        )
    return text


def delimiter(text: str) -> str:
    """What stands most often between the names of columns; where Excel writes “;”, it is that."""
    head = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=head.count)


# --- Excel ---


def of_workbook(content: bytes) -> Sheet:
    # Not at the start of the site, which would wait for it.
    from openpyxl import load_workbook

    archive.check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet, unread = chosen(book.worksheets)
        found = sheet_of(map(raw_row, sheet.iter_rows()))
        merged = merged_cells(sheet)
    except Unreadable:
        raise
    except Exception as error:  # a workbook can be broken in more ways than openpyxl names
        raise Unreadable(archive.NOT_A_WORKBOOK) from error
    problems = [*problems_of_merged(merged), *found.problems]
    return replace(found, problems=problems, name=sheet.title, unread=unread)


def chosen(sheets: list) -> tuple:
    """The sheet that holds the records, and the names of others that hold something."""
    if not sheets:
        raise Unreadable(archive.NOT_A_WORKBOOK)
    filled = [sheet for sheet in sheets if is_filled(sheet)]
    called_so = [sheet for sheet in sheets if sheet.title == RECORDS]
    found = (called_so or filled or sheets)[0]
    unread = [sheet.title for sheet in filled if sheet is not found]
    if unread and not called_so:
        raise Unreadable(several([sheet.title for sheet in filled]))
    return found, unread


def is_filled(sheet) -> bool:
    """Does one of its cells hold something? Nobody looks beyond the rows that are read."""
    # A sheet may say that it is one cell large, or a million rows.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=LAST_ROW, values_only=True)
    return any(cell not in (None, "") for row in rows for cell in row)


def merged_cells(sheet) -> list[str]:
    """The ranges of merged cells, of which openpyxl says nothing while it only reads: B2:B5."""
    with sheet._get_source() as part:
        return [cells.decode() for cells in MERGED.findall(part.read())]


def problems_of_merged(ranges: list[str]) -> list[Problem]:
    if not ranges:
        return []
    sentence = gettext(
        "Cells are merged, of which only the first holds a value: %(cells)s. Unmerge them, and "
        "write into each what it says."
    )
    return [Problem(sentence % {"cells": listed(ranges)})]


def several(names: list[str]) -> str:
    sentence = gettext(
        "More than one sheet of the workbook holds something: %(sheets)s. Only one is read: name "
        "it %(records)s, or delete the others."
    )
    return sentence % {"sheets": listed(names), "records": f"“{RECORDS}”"}


def listed(names: list[str]) -> str:
    """Names in a sentence: the first few, and how many more there are."""
    named = ", ".join(f"“{cut(name, TITLE_LIMIT)}”" for name in names[:NAMED_AT_MOST])
    if len(names) <= NAMED_AT_MOST:
        return named
    more = len(names) - NAMED_AT_MOST
    return gettext("%(named)s and %(more)s more") % {"named": named, "more": more}


def raw_row(row: tuple) -> list[Raw]:
    if len(row) > LAST_COLUMN:
        raise Unreadable(
            gettext("The sheet is wider than any of our tables. Delete the columns beyond.")
        )
    return [raw(cell) for cell in row]


def raw(cell) -> Raw:
    """The value of a cell; a day is a date, and what is no value says so."""
    if cell.value is None:
        return None
    name = cell.coordinate
    if cell.data_type == "f":
        return Formula(name)
    if cell.data_type == "e":
        return Failed(name)
    value = cell.value
    if isinstance(value, str):
        return ESCAPED.sub("_", value)
    if isinstance(value, datetime):
        return value.date() if value.time() == value.time().min else value
    return value if isinstance(value, int | float | bool | date) else str(value)
