"""The heads of the rows and columns of a comparison as HTML."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..choices import Move
from ..comparison import Row
from ..days import AsOf
from ..languages import data_lang, in_each_language
from ..law.caveats import caveats
from ..lines import Line
from .parts import DAY, KEPT, bracketed, dated

# What a move is called and its sign, across and down.
MOVES = {
    (Move.LEFT, False): (gettext_noop("Move %(name)s left"), "←"),
    (Move.LEFT, True): (gettext_noop("Move %(name)s up"), "↑"),
    (Move.RIGHT, False): (gettext_noop("Move %(name)s right"), "→"),
    (Move.RIGHT, True): (gettext_noop("Move %(name)s down"), "↓"),
    (Move.OUT, False): (gettext_noop("Remove %(name)s"), "×"),
    (Move.OUT, True): (gettext_noop("Remove %(name)s"), "×"),
}


class Asked(NamedTuple):
    """All that the head of a criterion shows, as plain values."""

    slug: str
    is_pillar: bool
    title: str
    question: str
    # In short, how its answers stand to each other: "same", "differs" or nothing; and who is alone.
    answers: str
    apart: str
    movable: bool


def criterion_head(row: Row, as_of: AsOf, movable: bool) -> SafeString:
    """A criterion: its question, and in words whether the answers differ."""
    one, apart = row.criterion, row.apart
    answers = "" if len(row.cells) < 2 else "same" if row.agrees else row.differs and "differs"
    name = apart.short_name if apart else ""
    asked = Asked(one.slug, one.is_pillar, one.title, one.question, answers, name, movable)
    return mark_safe(dated(criterion_core(asked), as_of))


@in_each_language(KEPT)
def criterion_core(asked: Asked) -> SafeString:
    return format_html(
        '<a href="{}"{}>{}</a> <span class="note question"{}>{}</span>{}{}',
        reverse("pillar" if asked.is_pillar else "topic", args=[asked.slug]) + DAY,
        data_lang(),
        asked.title,
        data_lang(),
        asked.question,
        difference(asked),
        buttons(row_out(asked)) if asked.movable else "",
    )


def difference(asked: Asked) -> str:
    words = {"same": _("Same stance in all"), "differs": _("Differs")}.get(asked.answers)
    if asked.answers == "differs" and asked.apart:
        words = _("Differs: %(name)s stands apart") % {"name": asked.apart}
    note = ' <span class="note {}">{}</span>'
    return format_html(note, asked.answers, words) if words else ""


def row_out(asked: Asked) -> SafeString:
    return button(f"row-out:{asked.slug}", _("Remove %(title)s") % {"title": asked.title}, "×")


class Headed(NamedTuple):
    """All that the head of a jurisdiction shows; `moves` are those that can be made with it."""

    slug: str
    name: str
    # None where the approach isn't researched.
    approach: str | None
    instrument: str
    # What the instrument is where it is no law.
    caveat: str
    down: bool
    moves: tuple[Move, ...]


def jurisdiction_head(
    line: Line,
    as_of: AsOf,
    *,
    down: bool = False,
    brief: bool = False,
    moves: Iterable[Move] = (),
) -> SafeString:
    """A jurisdiction with its approach; `brief` leaves out its key instrument.

    `down` says whether it is the head of a row.
    """
    place, current = line.jurisdiction, line.current
    approach = current.value.name if current else None
    key = current.last if current and not brief else None
    instrument = key.key_instrument_label if key else ""
    caveat = caveats(as_of.day).of_key(key) if key else ""
    headed = Headed(place.slug, place.short_name, approach, instrument, caveat, down, tuple(moves))
    return mark_safe(dated(jurisdiction_core(headed), as_of))


@in_each_language(KEPT)
def jurisdiction_core(headed: Headed) -> SafeString:
    return format_html(
        '<a href="{}"{}>{}</a> <span class="note"{}>{}{}</span>{}',
        reverse("jurisdiction", args=[headed.slug]) + DAY,
        data_lang(),
        headed.name,
        "" if headed.approach is None else data_lang(),
        approach_of(headed),
        bracketed(headed.caveat),
        buttons(*(move_button(headed, one) for one in headed.moves)) if headed.moves else "",
    )


def approach_of(headed: Headed) -> str:
    if headed.approach is None:
        return _("Approach not researched")
    return f"{headed.approach} · {headed.instrument}" if headed.instrument else headed.approach


def moves(controls: str, first: bool, last: bool) -> Iterator[Move]:
    """What can be done to a column or row: `controls` are "all", "out" or nothing, and it may be
    the first or the last."""
    if controls == "all" and not first:
        yield Move.LEFT
    if controls == "all" and not last:
        yield Move.RIGHT
    if controls:
        yield Move.OUT


def move_button(headed: Headed, move: Move) -> SafeString:
    words, sign = MOVES[move, headed.down]
    return button(f"{move.value}:{headed.slug}", _(words) % {"name": headed.name}, sign)


def buttons(*made: SafeString) -> SafeString:
    return format_html('<span class="moves">{}</span>', mark_safe("\n".join(made)))


def button(value: str, name: str, sign: str) -> SafeString:
    html = '<button form="arrange" name="move" value="{}" aria-label="{}">{}</button>'
    return format_html(html, value, name, sign)
