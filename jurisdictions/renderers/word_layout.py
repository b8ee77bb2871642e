"""The page of a Word document, its styles and properties."""

import re
from datetime import datetime, time

from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ..files.content import File
from ..files.document import PUBLISHER, Document
from ..languages import tag
from ..texts.portable import cut, xml_text
from .limits import PROPERTY_LIMIT
from .word_xml import LINK, field, run

TITLE, HEADING, CELL, SOURCE = "Title", "Heading1", "TableText", "SourceLine"
# Above so many columns the page lies across, and above so many its type is small.
UPRIGHT, ROOMY = 3, 6
A4 = (Mm(210), Mm(297))
MARGIN = Mm(18)
INDENT = Mm(10)
# What Word counts, by the signs that Excel has for it.
COUNTED = {"&P": "PAGE", "&N": "NUMPAGES"}


def describe(word, document: Document) -> None:
    """The properties of the file."""
    about = word.core_properties
    about.title = cut(xml_text(document.title), PROPERTY_LIMIT)
    about.author = about.last_modified_by = PUBLISHER
    about.comments = cut(f"{document.day_note}: {document.address}", PROPERTY_LIMIT)
    about.language = tag()
    about.created = about.modified = datetime.combine(document.retrieved, time())


def set_styles(word, columns: int) -> None:
    set_language(word.styles)
    word.styles[TITLE].font.size = Pt(20)
    link = word.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor(0x05, 0x63, 0xC1), True
    text = word.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    text.font.size = Pt(9 if columns <= ROOMY else 7)
    text.paragraph_format.space_after = Pt(2)
    source = word.styles.add_style(SOURCE, WD_STYLE_TYPE.PARAGRAPH)
    source.paragraph_format.left_indent, source.paragraph_format.first_line_indent = INDENT, -INDENT
    source.paragraph_format.tab_stops.add_tab_stop(INDENT)


def set_language(styles) -> None:
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag())


def set_page(word, file: File) -> None:
    """A4, upright or across; the day at the top and the number of the page at the bottom."""
    section = word.sections[0]
    short, long = A4
    across = len(file.table.columns) > UPRIGHT
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.header.paragraphs[0].add_run(f"{PUBLISHER}, {file.document.day_note}")
    numbered(section.footer.paragraphs[0]._p)


def numbered(paragraph) -> None:
    """The number of the page among all, said as Excel has it; Word fills in two fields."""
    parts = re.split("(&[PN])", _("Page &P of &N"))
    paragraph.extend(
        field(COUNTED[part]) if part in COUNTED else run(part) for part in parts if part
    )
