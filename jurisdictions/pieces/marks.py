"""The marks of stances and states, and of a verification that is due."""

from collections.abc import Sequence
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..choices import Stance
from ..comparison import STATE_LABELS, Cell
from ..days import AsOf
from ..languages import in_each_language
from .parts import DAY, KEPT, dated, told

# What the codes of cells are called.
WORDS = {**dict(Stance.choices), **STATE_LABELS}


def mark(code: str, word) -> SafeString:
    """A stance or state three times: its shape, its colour, its word."""
    return mark_in(code, str(word))


@lru_cache(maxsize=256)
def mark_in(code: str, word: str) -> SafeString:
    return format_html(
        '<span class="stance" data-stance="{}"><svg aria-hidden="true"><use href="{}#{}"/></svg>'
        "{}</span>",
        code,
        static("stances.svg"),
        code,
        word,
    )


def marks(row: Sequence[Cell], as_of: AsOf) -> SafeString:
    """The stances of some cells as items of a list, which lead to the findings."""
    language = get_language()
    items = (
        item.made(language, one.code, one.criterion.title, one.finding and one.finding.slug)
        for one in row
    )
    return mark_safe(dated("".join(items), as_of))


@in_each_language(KEPT)
def item(code: str, criterion: str, slug: str | None) -> SafeString:
    word = WORDS[code]
    shape = format_html(
        '<svg aria-hidden="true"><use href="{}#{}"/></svg><span class="visually-hidden">{}: {}'
        "</span>",
        static("stances.svg"),
        code,
        told(criterion),
        word,
    )
    html = '<li class="stance" data-stance="{}" title="{}: {}">{}</li>'
    return format_html(html, code, criterion, word, to_finding(slug, shape) if slug else shape)


def to_finding(slug: str, content: str) -> SafeString:
    address = reverse("finding", args=[slug]) + DAY
    return format_html('<a href="{}">{}</a>', address, content)


def due(cell: Cell) -> str:
    """The mark of a verification that is due on the day that the page is judged."""
    return due_mark(_("Verification due")) if cell.verification_due else ""


@lru_cache(maxsize=16)
def due_mark(word: str) -> SafeString:
    return format_html(
        '<span class="due"><svg aria-hidden="true"><use href="{}#due"/></svg>{}</span>',
        static("stances.svg"),
        word,
    )
