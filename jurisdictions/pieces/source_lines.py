"""A source in a line, as HTML: what it is, who published it, and whether its address opens."""

from datetime import date
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..choices import Access, SourceKind
from ..languages import data_lang, in_each_language, inline
from .parts import KEPT, time, told

KINDS, ACCESSES = dict(SourceKind.choices), dict(Access.choices)


class Health(NamedTuple):
    """When an address was last found broken, where a copy of it is, and of what."""

    broken_on: date | None
    archive_address: str
    name: str


class Shown(NamedTuple):
    """All that a line shows of a source, as plain values."""

    title: str
    publisher: str
    url: str
    published_on: date | None
    kind: str
    access: str
    health: Health | None


def source_line(source) -> SafeString:
    return line(shown_of(source))


def shown_of(source) -> Shown:
    return Shown(
        source.title,
        source.publisher,
        source.url,
        source.published_on,
        source.kind,
        source.access,
        health(source),
    )


def health(record) -> Health | None:
    """What is wrong with the address of a record; None of one that opens."""
    at = getattr(record, "broken_at", None)
    return Health(at.date(), record.archive_address, str(record)) if at else None


@in_each_language(KEPT)
def line(shown: Shown) -> SafeString:
    published = format_html(", {}", time(shown.published_on)) if shown.published_on else ""
    return format_html(
        '{}, {}{}\n<span class="note">({})</span>{}',
        named(shown),
        told(shown.publisher),
        published,
        sort(shown),
        mark_broken(shown.health),
    )


def named(shown: Shown) -> SafeString:
    if not shown.url:
        return format_html("<cite{}>{}</cite>", data_lang(), shown.title)
    link = '<a href="{}" rel="noreferrer"{}>{}</a>'
    return format_html(link, shown.url, data_lang(), shown.title)


def sort(shown: Shown) -> str:
    """What kind of source it is, and how it was read."""
    kind, access = KINDS.get(shown.kind, shown.kind), ACCESSES.get(shown.access, shown.access)
    words = [inline(kind), inline(access), "" if shown.url else _("no address")]
    return "; ".join(filter(None, words))


def sort_of(source) -> str:
    """The same of a source, in brackets, for plain text; nothing where nothing is known."""
    words = sort(shown_of(source))
    return f"({words})" if words else ""


def broken(record) -> SafeString:
    """The mark of an address that no longer opens; nothing of one that does."""
    return mark_broken(health(record))


def mark_broken(found: Health | None) -> SafeString:
    if found is None:
        return SafeString("")
    told_of = _("not reachable when last checked, %(day)s") % {"day": time(found.broken_on)}
    words = ' <span class="note">({}{})</span>'
    return format_html(words, mark_safe(told_of), copy_of(found))


def copy_of(found: Health) -> SafeString:
    if not found.archive_address:
        return SafeString("")
    name = _("archived copy of %(record)s") % {"record": found.name}
    link = '; <a href="{}" rel="noreferrer" aria-label="{}">{}</a>'
    return format_html(link, found.archive_address, name, _("archived copy"))
