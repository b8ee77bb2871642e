"""Records as a file for a spreadsheet, which can be read back without a difference."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ..plain import FIELDS, Values, stored
from ..renderers.limits import TooLong
from ..renderers.sheets import (
    CODED,
    DAY,
    FIRST_DAY,
    HEAD,
    SAMPLE,
    TEXT,
    TEXT_LIMIT,
    add_styles,
    set_print,
    set_widths,
)
from .cells import written
from .reading import RECORDS
from .shield import shielded, shielded_twice_only

# Without it, Excel takes UTF-8 for something older.
BOM = "\ufeff"
AS_TEXT = "@"


def rows_of(model: type[Model], keys: Iterable[int]) -> list[Values]:
    """The records with these primary keys, in this order, without drafts beside published ones."""
    records = stored(model)
    return [records[key] for key in keys if key in records]


def as_csv(model: type[Model], rows: list[Values]) -> bytes:
    """A line of names, then a line a record, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = FIELDS[model]
    writer.writerow(names)
    writer.writerows([shielded(written(row[name])) for name in names] for row in rows)
    return (BOM + text.getvalue()).encode()


def as_xlsx(model: type[Model], rows: list[Values]) -> bytes:
    """One sheet, whose cells are typed. Raises TooLong for a text that no cell can hold."""
    book = Workbook(write_only=True)
    add_styles(book)
    sheet, names = book.create_sheet(RECORDS), FIELDS[model]
    lengths = [[len(written(row[name])) for row in rows[:SAMPLE]] for name in names]
    set_widths(sheet, names, lengths)
    sheet.freeze_panes = "B2"
    set_print(sheet, head=1)
    # All cells before the first is written: a sheet that is begun has to be finished.
    lines = [[cell(sheet, row[name]) for name in names] for row in rows]
    for line in [[text_cell(sheet, name, HEAD) for name in names], *lines]:
        sheet.append(line)
    stored_in = io.BytesIO()
    book.save(stored_in)
    return stored_in.getvalue()


FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def cell(sheet, value) -> Cell | bool | int | None:
    """A value in the type that Excel has for it; days before its first one are text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date) and value >= FIRST_DAY:
        found = WriteOnlyCell(sheet, value)
        found.style = DAY
        return found
    return text_cell(sheet, shielded_twice_only(written(value)))


def text_cell(sheet, text: str, style: str = TEXT) -> Cell:
    """A cell that stays text when somebody types 1.10 into it."""
    coded = CODED.sub("_x005F_", text)
    if len(coded.encode("utf-16-le")) > 2 * TEXT_LIMIT or ILLEGAL_CHARACTERS_RE.search(coded):
        sentence = _("Excel can't hold this text: “%(text)s…”. Export CSV instead.")
        raise TooLong(sentence % {"text": text[:60]})
    found = WriteOnlyCell(sheet, coded or None)
    if coded:
        # What begins with = would become a formula otherwise.
        found.data_type = "s"
    found.style = style
    found.number_format = AS_TEXT
    return found
