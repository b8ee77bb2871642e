"""An upload as rows of raw cells, with the number that each row has in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import archive
from .problems import Problem, Unreadable

SIZE_LIMIT = 5 * archive.MB
# About ten seconds of saving; our largest table has half as many.
ROWS_LIMIT = 3_000
# Rows that say nothing count here, and no table of ours is nearly so wide.
LAST_ROW, LAST_COLUMN, COLUMNS_LIMIT = 10_000, 1_000, 60
# The sheet that exports write; of other workbooks the first sheet is read.
RECORDS = "Records"
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
    """The columns that a file names and its rows, and what is wrong with the form of it."""

    columns: list[str]
    rows: list[Row]
    problems: list[Problem]


def read(name: str, content: bytes) -> Sheet:
    """What an uploaded file holds. Raises Unreadable."""
    if not name.lower().endswith(ENDINGS):
        raise Unreadable(gettext("Upload a file whose name ends in .csv or .xlsx."))
    if len(content) > SIZE_LIMIT:
        sentence = gettext(
            "The file has more than %(size)s MB. Split it, and upload the parts one after another."
        )
        raise Unreadable(sentence % {"size": SIZE_LIMIT // archive.MB})
    lines = of_workbook(content) if content.startswith(ZIP) else of_csv(content)
    return sheet_of(lines)


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
    columns = [str("" if cell is None else cell).strip() for cell in head]
    rows, problems = [], []
    for number, cells in numbered:
        if len(rows) == ROWS_LIMIT or number > LAST_ROW:
            raise Unreadable(TOO_MANY_ROWS)
        if len(cells) > len(columns):
            problems.append(Problem(too_wide(len(cells), len(columns)), number))
        elif cells:
            cells = cells + [None] * (len(columns) - len(cells))
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return Sheet(columns, rows, problems)


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


def of_workbook(content: bytes) -> Iterator[list[Raw]]:
    # Not at the start of the site, which would wait for it.
    from openpyxl import load_workbook

    archive.check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        names = [sheet.title for sheet in book.worksheets]
        if not names:
            raise Unreadable(archive.NOT_A_WORKBOOK)
        sheet = book[RECORDS if RECORDS in names else names[0]]
        # A sheet may say that it is one cell large, or a million rows.
        sheet.reset_dimensions()
        yield from map(raw_row, sheet.iter_rows())
    except Unreadable:
        raise
    except Exception as error:  # a workbook can be broken in more ways than openpyxl names
        raise Unreadable(archive.NOT_A_WORKBOOK) from error


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
