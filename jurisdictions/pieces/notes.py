"""The notes under a table, and the numbers that lead from its cells to them and back."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..comparison import Note
from ..languages import data_lang, in_each_language
from .parts import DAY, KEPT, told
from .source_lines import line, shown_of


def sources(notes: Sequence[Note], anchor: str = "") -> str:
    """Sources by their numbers, which lead to the notes; the notes lead back to the anchor."""
    if not notes:
        return ""
    place = f' id="{anchor}"' if anchor else ""
    before, after = around_sources()
    return f'<p class="note"{place}>{before}{", ".join(map(numbered, notes))}{after}</p>'


@in_each_language(16)
def around_sources() -> tuple[str, str]:
    """What stands before and after the sources of a cell."""
    before, after = f"{_('Sources:')} {told(mark_safe(DAY))}".split(DAY)
    return before, after


def numbered(note: Note) -> str:
    return numbered_in(note.number, note.source.publisher)


@lru_cache(maxsize=KEPT)
def numbered_in(number: int, publisher: str) -> str:
    return f'<a href="#note-{number}" target="_self">{conditional_escape(publisher)} [{number}]</a>'


def note_items(notes: Iterable[Note]) -> SafeString:
    """Numbered sources as items of a list, each with the way back to the cells that rest on it."""
    language = get_language()
    items = (
        f'<li id="note-{one.number}">{line.made(language, shown_of(one.source))}'
        f"{back(one, language)}</li>"
        for one in notes
    )
    return SafeString("\n".join(items))


def back(note: Note, language: str) -> str:
    """From a note back to the cells that rest on it."""
    if not note.cells:
        return ""
    links = "; ".join(
        back_to.made(language, cell.anchor, cell.jurisdiction.short_name, cell.criterion.title)
        for cell in note.cells
    )
    return f' <span class="back">↩ {links}</span>'


@in_each_language(KEPT)
def back_to(anchor: str, place: str, criterion: str) -> str:
    link = '<a href="#{}" target="_self"{}>{}, {}</a>'
    return format_html(link, anchor, data_lang(), place, criterion)
