"""Markdown: a table to paste into a memo, its sources numbered below it."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.utils.translation import gettext as _

from ..comparison import Note
from ..days import in_words
from ..files.content import File, Passage, Table, TableRow
from ..files.document import Document
from ..pieces.source_lines import sort_of
from ..texts.portable import NEWLINES, composed, leads_out, on_one_line

# Entities where the dialects differ on what a backslash does; all of them read these.
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;"}
MEANT = str.maketrans(ENTITIES | {sign: f"\\{sign}" for sign in r"\`*_[]|"})
# What makes a heading, a list or a rule of a line, or a formula of a cell, where it stands first.
LEADING = re.compile(r"[#+=-]|\d+(?=[.)])")
# Kept as they stand in an address; the others are percent-encoded.
IN_ADDRESSES = "/:?#@!$&+,;=%-._~"
BREAK = "<br>"


def render(file: File) -> Iterator[str]:
    """The lines, as a stream."""
    yield from opening(file.document)
    yield from table(file.table)
    yield from sources(file.table.notes)
    yield from closing(file.document)


def opening(document: Document) -> Iterator[str]:
    note = document.day_note
    day = escape(note[:1].upper() + note[1:])
    yield f"# {line(document.title)}\n\n{day}. {link(document.address)}\n\n"


def table(shown: Table) -> Iterator[str]:
    yield joined(map(line, shown.columns))
    yield joined("---" for _ in shown.columns)
    for row in shown.rows:
        yield joined(cells(row, len(shown.columns)))


def joined(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |\n"


def cells(row: TableRow, width: int) -> list[str]:
    """The texts of a row; one that heads others leaves the rest of its cells empty."""
    texts = [BREAK.join(filter(None, map(passage, entry))) for entry in row.entries]
    return texts + [""] * (width - len(texts))


def passage(one: Passage) -> str:
    text = escape(one.text)
    if text and leads_out(one.href):
        text = f"[{text}]({address(one.href)})"
    if text and one.strong:
        text = f"**{text}**"
    return " ".join(filter(None, [text, *(f"[{number}]" for number in one.notes)]))


def sources(notes: Iterable[Note]) -> Iterator[str]:
    before = f"\n## {_('Sources')}\n\n"
    for note in notes:
        yield f"{before}{note.number}. {told(note.source)}\n"
        before = ""


def told(source) -> str:
    """A source in a line: title, publisher, day, how it was read, address."""
    day = in_words(source.published_on) if source.published_on else ""
    words = ", ".join(filter(None, [line(source.title), line(source.publisher), day]))
    told = " ".join(filter(None, [words, line(sort_of(source))]))
    return f"{told}. {link(source.url)}".strip()


def closing(document: Document) -> Iterator[str]:
    yield f"\n## {_('About this file')}\n\n"
    for label, text in document.facts:
        yield f"- {line(label)}: {link(text) if leads_out(text) else line(text)}\n"


def link(target: str) -> str:
    """An address that shows itself; nothing where there is none."""
    return f"<{address(target)}>" if leads_out(target) else line(target)


def address(target: str) -> str:
    """An address that neither ends early in Markdown nor breaks a table."""
    return quote(target, safe=IN_ADDRESSES)


def line(text: str) -> str:
    """A text that stays on one line."""
    return escape(on_one_line(text))


def escape(text: str) -> str:
    """A text that reads as it is: no HTML, list, formula or hidden link comes of it.

    Some readers of Markdown make links of bare addresses, which show where they lead.
    """
    lines = NEWLINES.sub("\n", composed(text)).strip().split("\n")
    return BREAK.join(map(escape_line, lines))


def escape_line(text: str) -> str:
    first = LEADING.match(text)
    if first is None:
        return text.translate(MEANT)
    return leading(first.group()) + text[first.end() :].translate(MEANT)


def leading(sign: str) -> str:
    """What stands first; of a number, its point or bracket loses its meaning."""
    if sign == "=":
        return "&#61;"
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
