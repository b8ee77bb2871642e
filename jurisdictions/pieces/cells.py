"""The cells of a table as HTML.

The core of a cell follows from what its finding says and the language alone: stance, answer, first
day, detail, provisions with what their texts are on the day. It is what is made once and kept. What
depends on the page is put around it: the day that its links carry, whether it stands open, the
numbers of its sources, and what is due today.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, wraps
from typing import NamedTuple

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import languages
from ..choices import Confidence, Stance
from ..comparison import STATE_LABELS, Cell, Note, State
from ..days import AsOf, in_words
from ..languages import data_lang, in_each_language
from ..law.caveats import Caveats, caveats
from ..texts.markup import to_html

# Stands in a core where a link takes the day along. No text holds it: no database stores it.
DAY = "\0"
# What the codes of cells are called.
WORDS = {**dict(Stance.choices), **STATE_LABELS}
# How many cores of a kind are kept in a process, some 3 kB each at full length.
KEPT = 4096


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


def dated(html: str, as_of: AsOf) -> str:
    """A core with the day in its links."""
    return html.replace(DAY, as_of.query.replace("&", "&amp;"))


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


@in_each_language(KEPT)
def time(day: date) -> SafeString:
    """A day as readers write it, in a time element."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), in_words(day))


def reasons(said: Said, *also: str) -> SafeString:
    """Detail, note, provisions, and when it was verified."""
    return mark_safe(detail(said) + note(said) + provisions(said) + verified(said, *also))


def told(text: str) -> SafeString:
    """A text of the data inside a sentence of the page."""
    return format_html("<span{}>{}</span>", data_lang(), text) if languages.differs() else text


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


def bracketed(caveat: str) -> SafeString:
    """What a text is where it is no law, behind its name, in the language of the page."""
    lang = format_html(' lang="{}"', get_language()) if languages.differs() else ""
    return format_html(" <strong{}>({})</strong>", lang, caveat) if caveat else SafeString()


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


def marks(row: Sequence[Cell], as_of: AsOf) -> SafeString:
    """The stances of some cells as items of a list, which lead to the findings."""
    return mark_safe(dated("".join(map(mark_item, row)), as_of))


def mark_item(cell: Cell) -> SafeString:
    slug = cell.finding and cell.finding.slug
    return item(cell.code, cell.criterion.title, slug)


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
