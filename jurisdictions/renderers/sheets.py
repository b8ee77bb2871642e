"""The sheets of a workbook. Cells are typed: what begins like a formula is still text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ..files.content import File, Passage, Passages, TableRow, Value
from ..texts.portable import (
    BETWEEN,
    cut,
    leads_out,
    xml_text,
)

# What Excel holds: characters in a cell, characters in a link, links on a sheet, and from when on
# a day is a number.
TEXT_LIMIT = 32_767
LINK_LIMIT = 2_079
LINKS_LIMIT = 65_530
FIRST_DAY = date(1900, 1, 1)
# Excel reads _x0041_ in a text as the character of that number, unless its first sign is coded so.
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Widths of columns, in characters, from the first rows.
SAMPLE = 50
NARROWEST, WIDEST = 12, 44
A4 = "9"

FACE, SIZE, LINK_COLOUR = "Calibri", 11, "0563C1"
PLAIN = InlineFont(rFont=FACE, sz=SIZE)
STRONG = InlineFont(rFont=FACE, sz=SIZE, b=True)
LINK = InlineFont(rFont=FACE, sz=SIZE, color=LINK_COLOUR, u="single")
STRONG_LINK = InlineFont(rFont=FACE, sz=SIZE, color=LINK_COLOUR, u="single", b=True)
NOTE = InlineFont(rFont=FACE, sz=SIZE, vertAlign="superscript")

HEAD, GROUP, TEXT, TITLE = "Column head", "Group head", "Wrapped text", "Caption"
LINKED, DAY = "Web address", "Day"


def add_styles(book: Workbook) -> None:
    """The styles of cells by name, which is the quickest way to give many cells theirs."""
    wrapped = Alignment(wrap_text=True, vertical="top")
    bold = Font(name=FACE, size=SIZE, bold=True)
    linked = Font(name=FACE, size=SIZE, color=LINK_COLOUR, underline="single")
    line = Border(bottom=Side("thin", "999999"))
    shade, dark = (PatternFill("solid", fgColor=colour) for colour in ("EDEFF2", "D5DAE1"))
    for style in (
        NamedStyle(HEAD, font=bold, fill=dark, alignment=wrapped, border=line),
        NamedStyle(GROUP, font=bold, fill=shade, alignment=Alignment(vertical="top")),
        NamedStyle(TEXT, alignment=wrapped, border=line),
        NamedStyle(TITLE, font=Font(name=FACE, size=14, bold=True)),
        NamedStyle(LINKED, font=linked, alignment=Alignment(vertical="top")),
        NamedStyle(DAY, number_format="yyyy-mm-dd", alignment=Alignment(horizontal="left")),
    ):
        book.add_named_style(style)


def write_table(book: Workbook, file: File) -> None:
    """What the page shows, under its title and day; the head and the first column stay in sight."""
    sheet, table, document = (
        book.create_sheet(pgettext("sheet", "Table")),
        file.table,
        file.document,
    )
    sample, rows = looked_into(table.rows)
    entries = [[row.entries[n] for row in sample if not row.heads] for n in across(table.columns)]
    set_widths(sheet, table.columns, [map(longest, column) for column in entries])
    sheet.freeze_panes = "B4"
    set_print(sheet, head=3)
    sheet.append([text_cell(sheet, document.title, TITLE)])
    sheet.append([text_cell(sheet, document.day_note, LINKED, document.address)])
    sheet.append([text_cell(sheet, label, HEAD) for label in table.columns])
    for row in rows:
        sheet.append(list(table_row(sheet, row, len(table.columns))))


def across(columns: Sequence) -> range:
    return range(len(columns))


def table_row(sheet, row: TableRow, width: int) -> Iterator[Cell]:
    """The cells of a row; one that heads others is shaded from end to end."""
    style = GROUP if row.heads else TEXT
    yield from (entry_cell(sheet, entry, style) for entry in row.entries)
    yield from (text_cell(sheet, "", style) for _ in range(width - len(row.entries)))


def entry_cell(sheet, entry: Passages, style: str) -> Cell:
    """The passages below one another in one cell, which leads where the first link does."""
    passages = [passage for passage in entry if passage.text]
    text = "\n".join(map(whole, passages))
    href = next((passage.href for passage in passages if passage.href), "")
    cell = text_cell(sheet, text, style, href)
    if any(map(is_marked, passages)) and cut(text, TEXT_LIMIT) == text:
        cell.value = CellRichText(list(runs(passages)))
    return cell


def whole(passage: Passage) -> str:
    return "".join([passage.text, *map(marker, passage.notes)])


def marker(number: int) -> str:
    return f" [{number}]"


def is_marked(passage: Passage) -> bool:
    return bool(passage.strong or passage.href or passage.notes)


def runs(passages: Iterable[Passage]) -> Iterator[TextBlock]:
    """Each passage in its fonts, on a line of its own."""
    # A newline alone would be lost, so it begins the passage.
    before = ""
    for passage in passages:
        linked, plain = (STRONG_LINK, STRONG) if passage.strong else (LINK, PLAIN)
        text = before + excel_text(passage.text)
        yield TextBlock(linked if passage.href else plain, text)
        yield from (TextBlock(NOTE, marker(number)) for number in passage.notes)
        before = "\n"


def write_records(book: Workbook, file: File) -> None:
    """The records, with a filter on each column; days are days, yes and no are TRUE and FALSE."""
    sheet, columns = book.create_sheet(pgettext("sheet", "Records")), file.records.columns
    sample, rows = looked_into(file.records.rows)
    lengths = [[len(shown(row[n])) for row in sample] for n in across(columns)]
    set_widths(sheet, [str(column.label) for column in columns], lengths)
    sheet.freeze_panes = "A2"
    set_print(sheet, head=1)
    sheet.append([text_cell(sheet, str(column.label), HEAD) for column in columns])
    last = 1
    for row in rows:
        sheet.append([value_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


SOURCE_LABELS = (
    _("Number"),
    _("Title"),
    _("Publisher"),
    _("Address"),
    _("Day"),
    _("Kind"),
    _("How it was read"),
)


def write_sources(book: Workbook, file: File) -> None:
    """All sources, with the numbers that they have in the table."""
    sheet = book.create_sheet(pgettext("sheet", "Sources"))
    set_widths(sheet, SOURCE_LABELS, [[4], [44], [30], [44], [10], [12], [16]])
    sheet.freeze_panes = "A2"
    set_print(sheet, head=1)
    sheet.append([text_cell(sheet, str(label), HEAD) for label in SOURCE_LABELS])
    numbers = {note.source: note.number for note in file.table.notes}
    for source in file.sources:
        sheet.append(source_row(sheet, source, numbers.get(source)))


def source_row(sheet, source, number: int | None) -> list:
    names = [text_cell(sheet, text, TEXT) for text in (source.title, source.publisher)]
    address = text_cell(sheet, source.url, LINKED, source.url)
    kinds = [source.get_kind_display(), source.get_access_display()]
    day, *told = (value_cell(sheet, value) for value in (source.published_on, *kinds))
    return [number, *names, address, day, *told]


ABOUT_LABELS = (_("Column"), _("What it holds"), _("Name in CSV and JSON"))


def write_about(book: Workbook, file: File) -> None:
    """What was chosen and when, and what each column of the records holds."""
    sheet = book.create_sheet(pgettext("sheet", "About"))
    set_widths(sheet, ABOUT_LABELS, [[24], [80], [24]], widest=82)
    set_print(sheet)
    for label, text in file.document.facts:
        style = LINKED if leads_out(text) else TEXT
        sheet.append([text_cell(sheet, label, HEAD), text_cell(sheet, text, style, text)])
    sheet.append([])
    sheet.append([text_cell(sheet, str(text), HEAD) for text in ABOUT_LABELS])
    for one in file.records.columns:
        texts = (str(one.label), str(one.meaning), one.name)
        sheet.append([text_cell(sheet, text, TEXT) for text in texts])


def text_cell(sheet, text: str, style: str = "", href: str = "") -> Cell:
    """A cell of text, whatever it looks like, and where it leads."""
    cell = WriteOnlyCell(sheet, excel_text(text) or None)
    if cell.value:
        # What begins with = would become a formula otherwise.
        cell.data_type = "s"
    if style:
        cell.style = style
    if cell.value and can_link(sheet, href):
        cell.hyperlink = href
    return cell


def can_link(sheet, href: str) -> bool:
    return leads_out(href) and len(href) <= LINK_LIMIT and len(sheet._hyperlinks) < LINKS_LIMIT


def value_cell(sheet, value: Value) -> Cell | Value:
    """A value in the type that Excel has for it; days before Excel's first one are text."""
    match value:
        case None | bool() | int():
            return value
        case date() if value >= FIRST_DAY:
            cell = WriteOnlyCell(sheet, value)
            cell.style = DAY
            return cell
        case _:
            return text_cell(sheet, shown(value))


def shown(value: Value) -> str:
    """A value as text."""
    match value:
        case None:
            return ""
        case str():
            return value
        case date() | int():
            return str(value)
        case _:
            return BETWEEN.join(value)


def excel_text(text: str) -> str:
    """A text as a cell can hold it; a longer one ends with a sign."""
    return cut(CODED.sub("_x005F_", xml_text(text)), TEXT_LIMIT)


def looked_into(rows: Iterable) -> tuple[list, Iterator]:
    """The first rows, and all of them."""
    rest = iter(rows)
    sample = list(islice(rest, SAMPLE))
    return sample, chain(sample, rest)


def longest(entry: Passages) -> int:
    """The length of the longest passage."""
    return max((len(passage.text) for passage in entry), default=0)


def set_widths(sheet, labels: Sequence[str], lengths: Sequence, widest: int = WIDEST) -> None:
    """Each column as wide as its longest text needs, within bounds; before any row."""
    for number, (label, found) in enumerate(zip(labels, lengths, strict=True), 1):
        width = min(max(NARROWEST, len(label), *found) + 2, widest)
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_print(sheet, head: int = 0) -> None:
    """A4, across, as many pages down as it takes; the row of heads stands on each of them."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = gettext("Page &P of &N")
    if head:
        sheet.print_title_rows = f"{head}:{head}"
