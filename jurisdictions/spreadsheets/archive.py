"""An Excel file is a zip of XML: is it small and plain enough to be given to a parser?"""

import io
import re
import zipfile

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .problems import Unreadable

MB = 1024 * 1024
# Text of 5 MB packed is rarely more than this; a bomb of that size is a thousand times as much.
UNPACKED_LIMIT = 40 * MB
FILES_LIMIT = 500
PIECE = 64 * 1024
WORKBOOK = "xl/workbook.xml"
NOT_A_WORKBOOK = _("This is not an Excel workbook. Save it as “Excel workbook (.xlsx)” or as CSV.")
TOO_LARGE = format_lazy(
    _(
        "Unpacked, the workbook has more than {size} MB. Keep only the sheet with the records, "
        "without pictures, or save that as CSV."
    ),
    size=UNPACKED_LIMIT // MB,
)
NOT_PLAIN = _(
    "The workbook holds XML with declarations of its own, which no spreadsheet writes. Open it, "
    "copy the sheet to a new workbook, and save that."
)
# A document type is where entities are declared; expat knows these encodings by themselves.
DOCUMENT_TYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
BOM = b"\xef\xbb\xbf"


# What zipfile raises of archives that are broken, encrypted, or packed as it can't unpack them.
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


def check(content: bytes) -> None:
    """Raise Unreadable unless a workbook can be unpacked and parsed without harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_members(archive)
    except DAMAGED as error:
        raise Unreadable(NOT_A_WORKBOOK) from error


def check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if WORKBOOK not in names or len(set(names)) < len(names):
        raise Unreadable(NOT_A_WORKBOOK)
    declared = sum(member.file_size for member in members)
    if declared > UNPACKED_LIMIT or len(members) > FILES_LIMIT:
        raise Unreadable(TOO_LARGE)
    left = UNPACKED_LIMIT
    for member in members:
        unpacked = unpack(archive, member, left)
        left -= len(unpacked)
        if is_xml(member.filename, unpacked):
            check_xml(unpacked)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """What a member really holds, whatever size the zip declares."""
    pieces, size = [], 0
    with archive.open(member) as packed:
        while piece := packed.read(PIECE):
            size += len(piece)
            if size > limit:
                raise Unreadable(TOO_LARGE)
            pieces.append(piece)
    return b"".join(pieces)


def is_xml(name: str, content: bytes) -> bool:
    """By its name or by its beginning: what is parsed says the workbook, whatever it is called."""
    begins = content[:PIECE].translate(None, b"\0\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
    return begins or name.lower().endswith((".xml", ".rels", ".vml"))


def check_xml(text: bytes) -> None:
    """Entities could swell when parsed, and another encoding could hide them."""
    text = text.removeprefix(BOM)
    declared = ENCODING.match(text)
    known = declared is None or declared[1].lower() in ENCODINGS
    if not text.lstrip().startswith(b"<") or b"\0" in text or not known:
        raise Unreadable(NOT_PLAIN)
    if DOCUMENT_TYPE.search(text):
        raise Unreadable(NOT_PLAIN)
