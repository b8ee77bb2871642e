"""Word: the table on A4, its sources at the end, with numbers in the cells that lead there."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

import docx
from django.utils.translation import gettext as _

from ..asking.limits import grouped
from ..comparison import Note
from ..days import in_words
from ..files.content import File, Passage, Passages, Table, TableRow
from ..files.document import Document
from ..pieces.source_lines import sort_of
from ..texts.portable import leads_out, xml_text
from .archives import without_times
from .limits import TooLong
from .word_layout import CELL, HEADING, SOURCE, TITLE, describe, set_page, set_styles
from .word_xml import Links, bookmarked, cell, element, paragraph, row, run

ROWS = 2_000
# Word's own limit.
COLUMNS = 63
HEAD_SHADE, GROUP_SHADE = "D5DAE1", "EDEFF2"


def render(file: File) -> Iterator[bytes]:
    """The document, made at once. Raises TooLong where it would be more than Word takes well."""
    rows = read(file.table)
    word = docx.Document()
    describe(word, file.document)
    set_styles(word, len(file.table.columns))
    set_page(word, file)
    for part in parts(word, file, rows):
        word.element.body.insert_element_before(part, "w:sectPr")
    stored = BytesIO()
    word.save(stored)
    without_times(stored)
    return iter([stored.getvalue()])


def read(table: Table) -> list[TableRow]:
    if len(table.columns) > COLUMNS:
        told = _("A Word table holds up to %(number)s columns. Choose fewer, or take CSV.")
        raise TooLong(told % {"number": COLUMNS})
    rows = list(islice(table.rows, ROWS + 1))
    if len(rows) > ROWS:
        told = _("A Word file holds up to %(number)s rows. Narrow the choice, or take CSV.")
        raise TooLong(told % {"number": grouped(ROWS)})
    return rows


def parts(word, file: File, rows: list[TableRow]) -> Iterator:
    """Paragraphs and table, from the title to what the file is."""
    links = Links(word.part)
    yield from opening(file.document, links)
    yield table(word, file.table, rows, links)
    yield from sources(file.table.notes, links)
    yield from closing(file.document, links)


def opening(document: Document, links: Links) -> Iterator:
    note = document.day_note
    yield paragraph([run(xml_text(document.title))], TITLE)
    yield paragraph([run(f"{note[:1].upper()}{note[1:]}. "), *linked(document.address, links)])


def table(word, shown: Table, rows: Iterable[TableRow], links: Links):
    """The table, with heads that return on every page and rows that stay on one."""
    width = len(shown.columns)
    # python-docx lays out an empty table; asking it for cells would take ever longer.
    made = word.add_table(0, width, "Table Grid")
    made.autofit = False
    made._tblPr.append(element("w:tblCaption", {"w:val": xml_text(shown.caption)}))
    made._tbl.append(row(map(head, shown.columns), repeated=True))
    made._tbl.extend(table_row(one, width, links) for one in rows)
    return made._tbl


def head(label: str):
    return cell([paragraph([run(xml_text(label), strong=True)], CELL)], HEAD_SHADE)


def table_row(one: TableRow, width: int, links: Links):
    if one.heads:
        (entry,) = one.entries
        return row([cell(entry_paragraphs(entry, links, leads=True), GROUP_SHADE, width)])
    return row([cell(entry_paragraphs(entry, links)) for entry in one.entries])


def entry_paragraphs(entry: Passages, links: Links, leads: bool = False) -> list:
    """A paragraph a passage; a cell must hold one, and a heading stays with what it heads."""
    passages = [passage for passage in entry if passage.text] or [Passage("")]
    return [paragraph(runs(passage, links), CELL, leads) for passage in passages]


def runs(passage: Passage, links: Links) -> Iterator:
    text = xml_text(passage.text)
    if leads_out(passage.href):
        yield links.to(passage.href, text, passage.strong)
    else:
        yield run(text, strong=passage.strong)
    for number in passage.notes:
        yield run(" ")
        yield links.to_note(place(number), f"[{number}]")


def place(number: int) -> str:
    """The bookmark of a source."""
    return f"source_{number}"


def sources(notes: Iterable[Note], links: Links) -> Iterator:
    notes = list(notes)
    if notes:
        yield paragraph([run(_("Sources"))], HEADING)
    for note in notes:
        number = bookmarked(place(note.number), note.number, run(f"{note.number}."))
        words = run(f"\t{told(note.source)} ")
        yield paragraph([*number, words, *linked(note.source.url, links)], SOURCE)


def told(source) -> str:
    """Title, publisher and day of a source, and how it was read."""
    day = in_words(source.published_on) if source.published_on else ""
    words = ", ".join(filter(None, [source.title, source.publisher, day]))
    return xml_text(" ".join(filter(None, [words, sort_of(source)]))) + "."


def closing(document: Document, links: Links) -> Iterator:
    yield paragraph([run(_("About this file"))], HEADING)
    for label, text in document.facts:
        yield paragraph([run(f"{xml_text(label)}: ", strong=True), *linked(text, links)])


def linked(text: str, links: Links) -> Iterator:
    """A text; an address leads where it says."""
    shown = xml_text(text)
    yield links.to(text, shown) if leads_out(text) else run(shown)
