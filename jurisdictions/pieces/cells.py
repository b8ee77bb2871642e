"""The cells of a table as HTML.

The core of a cell follows from what its finding says and the language alone: stance, answer, first
day, detail, provisions with what their texts are on the day. It is what is made once and kept. What
depends on the page is put around it: the day that its links carry, whether it stands open, the
numbers of its sources, and what is due today.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .. import languages
from ..choices import Confidence
from ..comparison import Cell, State
from ..days import AsOf
from ..languages import data_lang, in_each_language
from ..law.caveats import Caveats, caveats
from ..texts.markup import to_html
from .marks import WORDS, due, mark
from .notes import sources
from .parts import DAY, KEPT, bracketed, dated, time, told


class Said(NamedTuple):
    """All that a core shows of a finding, as plain values."""

    slug: str
    stance: str
    answer: str
    valid_from: date
    detail: str = ""
    note: str = ""
    provisions: tuple[tuple[str, str, str, str], ...] = ()
    verified_on: date | None = None
    confidence: str = ""
    place: str = ""
    criterion: str = ""


def in_short(finding) -> Said:
    """What it says without its evidence, which need not be fetched then."""
    return Said(
        finding.slug,
        finding.stance,
        finding.answer,
        finding.valid_from,
        confidence=finding.confidence,
    )


def at_length(finding, known: Caveats) -> Said:
    """All of it, with what is known of the texts that it rests on."""
    return Said(
        finding.slug,
        finding.stance,
        finding.answer,
        finding.valid_from,
        finding.detail,
        finding.note,
        tuple(provision(citation, known) for citation in finding.provisions),
        finding.verified_on,
        finding.confidence,
        finding.jurisdiction.short_name,
        finding.criterion.title,
    )


def provision(citation, known: Caveats) -> tuple[str, str, str, str]:
    """The slug and name of an instrument, what it is where it is no law, and the place in it."""
    text = citation.instrument
    return text.slug, text.short_name, known.of(text), citation.pinpoint


def kept(read: Callable[..., Said]):
    """A decorator: the HTML of what is read of a finding, made once in each language."""

    def decorate(make: Callable[[Said], str]):
        @in_each_language(KEPT)
        def html(said: Said) -> SafeString:
            return mark_safe(make(said))

        @wraps(make)
        def of(*asked) -> SafeString:
            return html(read(*asked))

        of.made = html.made
        return of

    return decorate


def full(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """Stance, answer and since when; the evidence opens on demand, or stands open."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    shown = dated(core(cell.finding, caveats(as_of.day)), as_of)
    return disclosed(shown + sources(cell.notes, cell.anchor), cell, opened)


def dense(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """The stance; the answer opens on demand, and leads to its evidence."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    return disclosed(dated(dense_core(cell.finding), as_of), cell, opened)


def short(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """Stance and answer, which leads to its evidence; nothing opens."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    return mark_safe(dated(short_core(cell.finding), as_of) + due(cell))


def evidence(cell: Cell, as_of: AsOf) -> SafeString:
    """Why a finding says what it says, on a page that is about it."""
    shown = evidence_core(cell.finding, caveats(as_of.day))
    return mark_safe(dated(shown, as_of) + sources(cell.notes))


def gap(cell: Cell, as_of: AsOf) -> str:
    """How far the law is from what a pillar asks for: the nearest rule, and what the stance
    means."""
    nearest = dated(nearest_core(cell.finding, caveats(as_of.day)), as_of)
    return f'<div class="gap">{nearest}<p>{conditional_escape(cell.meaning)}</p></div>'


def disclosed(content: str, cell: Cell, opened: bool) -> SafeString:
    return SafeString(f"<details{' open' if opened else ''}>{content}</details>{due(cell)}")


def unanswered(cell: Cell, as_of: AsOf) -> SafeString:
    """Not researched, or outside the filter, where it can be read all the same."""
    shown = mark(cell.code, cell.word)
    if cell.finding is None:
        return shown
    address = as_of.carry(cell.finding.get_absolute_url())
    words = _("Read it all the same")
    return format_html('{} <p class="note"><a href="{}">{}</a></p>', shown, address, words)


@kept(at_length)
def core(said: Said) -> str:
    """What a cell says by itself, at full length; DAY stands in its links."""
    return (
        f"<summary>{stance(said)} {answer(said)} {since(said, *known(said))}</summary>"
        f"{reasons(said)}{onward(said)}"
    )


@kept(in_short)
def dense_core(said: Said) -> str:
    """The same in short."""
    return (
        f"<summary>{stance(said)} {small(*known(said))}</summary>{linked_answer(said)}{since(said)}"
    )


@kept(in_short)
def short_core(said: Said) -> str:
    """The same where nothing opens."""
    return stance(said) + linked_answer(said) + small(*known(said))


@kept(at_length)
def evidence_core(said: Said) -> str:
    """What a cell says beside its answer."""
    return reasons(said, *known(said))


@kept(at_length)
def nearest_core(said: Said) -> str:
    """What a cell rests on, as the rule that is nearest to what is asked for."""
    return format_html("<p>{} {}</p>", _("Nearest rule:"), cited(said))


def stance(said: Said) -> SafeString:
    return mark(said.stance, WORDS[said.stance])


def answer(said: Said) -> SafeString:
    return format_html('<span class="answer"{}>{}</span>', data_lang(), said.answer)


def linked_answer(said: Said) -> SafeString:
    address = address_of(said)
    words = '<p class="answer"{}><a href="{}">{}</a></p>'
    return format_html(words, data_lang(), address, said.answer)


def address_of(said: Said) -> str:
    return reverse("finding", args=[said.slug]) + DAY


def since(said: Said, *also: str) -> SafeString:
    return small(format_html(_("since {day}"), day=time(said.valid_from)), *also)


def known(said: Said) -> list[str]:
    """How well the answer is known, where nothing was read for it."""
    return [_("background knowledge")] if said.confidence == Confidence.BACKGROUND else []


def small(*parts: str) -> SafeString:
    """What stands small under an answer; nothing where there is none."""
    return format_html('<span class="since">{}</span>', joined(parts)) if parts else SafeString()


def joined(parts: Iterable[str]) -> SafeString:
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def reasons(said: Said, *also: str) -> SafeString:
    """Detail, note, provisions, and when it was verified."""
    return mark_safe(detail(said) + note(said) + provisions(said) + verified(said, *also))


def detail(said: Said) -> str:
    html = to_html(said.detail)
    return f"<div{data_lang()}>{html}</div>" if languages.differs() else html


def note(said: Said) -> str:
    words = '<p class="note">{} {}</p>'
    return format_html(words, _("Note:"), told(said.note)) if said.note else ""


def provisions(said: Said) -> SafeString:
    return format_html('<p class="note">{} {}</p>', _("Provisions:"), cited(said))


def cited(said: Said) -> str:
    """The provisions that it rests on, each with what its text is where that is no law."""
    found = format_html_join("; ", '<a href="{}">{}</a>{}{}', map(linked, said.provisions))
    return told(found) if found else _("no provision")


def linked(provision: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    slug, name, caveat, pinpoint = provision
    address = reverse("instrument", args=[slug]) + DAY
    return address, name, bracketed(caveat), f", {pinpoint}" if pinpoint else ""


def verified(said: Said, *also: str) -> str:
    on = said.verified_on
    parts = [*([format_html(_("Verified {day}"), day=time(on))] if on else []), *also]
    return format_html('<p class="note">{}</p>', joined(parts)) if parts else ""


def onward(said: Said) -> SafeString:
    """To the page of the finding, and to the form for a problem with it."""
    return format_html(
        '<p class="note onward"><a href="{}">{}</a> · <a href="{}{}" rel="nofollow">{}'
        '<span class="visually-hidden">: {}</span></a></p>',
        address_of(said),
        _("This finding and its versions"),
        reverse("report", args=[said.slug]),
        DAY,
        _("Report a problem"),
        f"{said.place}, {said.criterion}",
    )
