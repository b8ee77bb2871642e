"""The cells of a table as HTML.

The core of a cell follows from its finding and the language alone: stance, answer, first day,
detail, provisions. It can be kept as long as the finding stays as it is. What depends on the page
is put around it: the day that its links carry, whether it stands open, the numbers of its
sources, and what is due today.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import languages
from .choices import Confidence
from .comparison import Cell, Note, State
from .days import AsOf, in_words
from .markup import to_html

# Stands in a core where a link takes the day along. No text holds it: no database stores it.
DAY = "\0"


def full(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """Stance, answer and since when; the evidence opens on demand, or stands open."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    numbered = sources(cell.notes, cell.anchor)
    return disclosed(dated(core(cell.finding), as_of) + numbered, cell, opened)


def dense(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """The stance; the answer opens on demand, and leads to its evidence."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    return disclosed(dated(dense_core(cell.finding), as_of), cell, opened)


def short(cell: Cell, as_of: AsOf, opened: bool = False) -> SafeString:
    """Stance and answer, which leads to its evidence; nothing opens."""
    if cell.state is not State.STANCE:
        return unanswered(cell, as_of)
    finding = cell.finding
    head = mark(finding.stance, finding.get_stance_display())
    return mark_safe(dated(head + linked_answer(finding), as_of) + due(cell))


def evidence(cell: Cell, as_of: AsOf) -> SafeString:
    """Why a finding says what it says, on a page that is about it."""
    return mark_safe(dated(reasons(cell.finding), as_of) + sources(cell.notes))


def disclosed(content: str, cell: Cell, opened: bool) -> SafeString:
    return mark_safe(f"<details{' open' if opened else ''}>{content}</details>{due(cell)}")


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


def core(finding) -> SafeString:
    """What a cell says by itself, at full length; DAY stands in its links."""
    return mark_safe(
        f"<summary>{mark(finding.stance, finding.get_stance_display())} "
        f"{answer(finding)} {since(finding)}</summary>{reasons(finding)}{onward(finding)}"
    )


def dense_core(finding) -> SafeString:
    """The same in short."""
    return mark_safe(
        f"<summary>{mark(finding.stance, finding.get_stance_display())}</summary>"
        f"{linked_answer(finding)}{since(finding)}"
    )


@lru_cache(maxsize=256)
def mark(code: str, word: str) -> SafeString:
    """A stance or state three times: its shape, its colour, its word."""
    return format_html(
        '<span class="stance" data-stance="{}"><svg aria-hidden="true"><use href="{}#{}"/></svg>'
        "{}</span>",
        code,
        static("stances.svg"),
        code,
        word,
    )


def data_lang() -> SafeString:
    return format_html(' lang="{}"', languages.DATA) if languages.differs() else SafeString("")


def answer(finding) -> SafeString:
    return format_html('<span class="answer"{}>{}</span>', data_lang(), finding.answer)


def linked_answer(finding) -> SafeString:
    address = finding.get_absolute_url() + DAY
    words = '<p class="answer"{}><a href="{}">{}</a></p>'
    return format_html(words, data_lang(), address, finding.answer)


def since(finding) -> SafeString:
    sentence = format_html(_("since {day}"), day=time(finding.valid_from))
    return format_html('<span class="since">{}</span>', sentence)


def time(day) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), in_words(day))


def reasons(finding) -> SafeString:
    """Detail, note, provisions, and how well it is known."""
    return mark_safe(detail(finding) + note(finding) + provisions(finding) + verified(finding))


def told(text: str) -> SafeString:
    """A text of the data inside a sentence of the page."""
    return format_html("<span{}>{}</span>", data_lang(), text) if languages.differs() else text


def detail(finding) -> str:
    html = to_html(finding.detail)
    return f"<div{data_lang()}>{html}</div>" if languages.differs() else html


def note(finding) -> str:
    words = '<p class="note">{} {}</p>'
    return format_html(words, _("Note:"), told(finding.note)) if finding.note else ""


def provisions(finding) -> SafeString:
    cited = format_html_join("; ", '<a href="{}">{}</a>{}', map(provision, finding.provisions))
    named = told(cited) if cited else _("no provision")
    return format_html('<p class="note">{} {}</p>', _("Provisions:"), named)


def provision(citation) -> tuple[str, str, str]:
    instrument = citation.instrument
    pinpoint = f", {citation.pinpoint}" if citation.pinpoint else ""
    return instrument.get_absolute_url() + DAY, instrument.short_name, pinpoint


def verified(finding) -> str:
    on = finding.verified_on
    known = [
        *([format_html(_("Verified {day}"), day=time(on))] if on else []),
        *([_("background knowledge")] if finding.confidence == Confidence.BACKGROUND else []),
    ]
    joined = format_html_join(" · ", "{}", ((one,) for one in known))
    return format_html('<p class="note">{}</p>', joined) if known else ""


def onward(finding) -> SafeString:
    """To the page of the finding, and to the form for a problem with it."""
    place = f"{finding.jurisdiction.short_name}, {finding.criterion.title}"
    return format_html(
        '<p class="note onward"><a href="{}{}">{}</a> · <a href="{}{}" rel="nofollow">{}'
        '<span class="visually-hidden">: {}</span></a></p>',
        finding.get_absolute_url(),
        DAY,
        _("This finding and its versions"),
        reverse("report", args=[finding.slug]),
        DAY,
        _("Report a problem"),
        place,
    )


def sources(notes: Sequence[Note], anchor: str = "") -> str:
    """Sources by their numbers, which lead to the notes; the notes lead back to the anchor."""
    if not notes:
        return ""
    numbered = [(note.number, note.source.publisher, note.number) for note in notes]
    links = format_html_join(", ", '<a href="#note-{}" target="_self">{} [{}]</a>', numbered)
    place = format_html(' id="{}"', anchor) if anchor else ""
    return format_html('<p class="note"{}>{} {}</p>', place, _("Sources:"), told(links))


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
