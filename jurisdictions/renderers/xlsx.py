"""Excel: the table as the page has it, the records behind it, the sources, and what it all is.

Every row goes to the disk as it comes, so that long lists don't fill the memory.
"""

from collections.abc import Iterator
from datetime import datetime, time
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ..asking.limits import grouped
from ..files.content import File
from ..files.document import PUBLISHER, Document
from ..languages import tag
from ..texts.portable import cut, xml_text
from .archives import without_times
from .limits import PROPERTY_LIMIT, TooLong
from .sheets import add_styles, write_about, write_records, write_sources, write_table

PIECE = 64 * 1024
# More would take longer than anybody waits: nothing can be sent before all of it is made. A server
# in front has to wait for so many rows (deploy/nginx.conf.template, proxy_read_timeout).
ROWS = 25_000


def render(file: File) -> Iterator[bytes]:
    """The workbook, made at once: what fails then fails before anything is sent.

    Raises TooLong where it would have too many rows.
    """
    check_length(file)
    # pieces() closes it.
    stored = TemporaryFile()  # noqa: SIM115
    # Its own save() would say that it was changed just now.
    ExcelWriter(workbook(file), ZipFile(stored, "w", ZIP_DEFLATED)).save()
    without_times(stored)
    return pieces(stored)


def check_length(file: File) -> None:
    if file.length and file.length() > ROWS:
        told = _("An Excel file holds up to %(number)s rows. Narrow the choice, or take CSV.")
        raise TooLong(told % {"number": grouped(ROWS)})


def pieces(stored: IO[bytes]) -> Iterator[bytes]:
    with stored:
        stored.seek(0)
        while piece := stored.read(PIECE):
            yield piece


def workbook(file: File) -> Workbook:
    book = Workbook(write_only=True)
    describe(book, file.document)
    add_styles(book)
    # In this order: sources have their numbers once the table has been read.
    write_table(book, file)
    write_records(book, file)
    write_sources(book, file)
    write_about(book, file)
    return book


def describe(book: Workbook, document: Document) -> None:
    """The properties of the file."""
    about = book.properties
    about.title = cut(xml_text(document.title), PROPERTY_LIMIT)
    about.creator = PUBLISHER
    about.description = cut(xml_text(f"{document.day_note}: {document.address}"), PROPERTY_LIMIT)
    about.language = tag()
    about.created = about.modified = datetime.combine(document.retrieved, time())
