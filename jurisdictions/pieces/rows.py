"""The rows of long lists, and the places of the map, as HTML: each made by its template once.

The day that links carry is put in afterwards.
"""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..choices import InstrumentKind, Stance
from ..days import AsOf
from ..languages import in_each_language
from ..law.caveats import Caveats, caveats
from ..law.runs import Run
from ..law.status import Status
from ..lines import Line
from ..models import Finding, Instrument
from ..search.found import Hit
from ..search.kinds import Kind
from .cells import kept
from .marks import WORDS, marks
from .parts import DAY, KEPT, dated


def rows(template: str, read: Callable[[Any], NamedTuple]):
    """What makes the HTML of records for a day; `read` takes from one all that its row says."""

    @kept(read)
    def core(said: NamedTuple) -> str:
        return render_to_string(template, {"row": said, "day": DAY})

    def shown(records: Iterable, as_of: AsOf) -> SafeString:
        language = get_language()
        html = "".join([core.made(language, read(record)) for record in records])
        return mark_safe(dated(html, as_of))

    shown.core = core
    return shown


def itself(said: Any) -> Any:
    """Plain values already."""
    return said


# --- Lists ---


class FindingRow(NamedTuple):
    slug: str
    answer: str
    place: str
    criterion: str
    stance: str
    since: date

    @classmethod
    def read(cls, one: Finding) -> "FindingRow":
        place, criterion = one.jurisdiction.short_name, one.criterion.title
        return cls(one.slug, one.answer, place, criterion, one.stance, one.valid_from)

    @property
    def address(self) -> str:
        return reverse("finding", args=[self.slug])

    @property
    def word(self) -> str:
        return WORDS[self.stance]


class InstrumentRow(NamedTuple):
    slug: str
    name: str
    short_name: str
    reference: str
    place: str
    regulator: str
    kind: InstrumentKind
    status: Status

    @classmethod
    def read(cls, row: tuple[Instrument, Status]) -> "InstrumentRow":
        text, status = row
        return cls(
            text.slug,
            text.name,
            text.short_name,
            text.reference,
            text.jurisdiction.short_name,
            text.regulator.label if text.regulator else "",
            InstrumentKind(text.kind),
            status,
        )

    @property
    def address(self) -> str:
        return reverse("instrument", args=[self.slug])


class HitRow(NamedTuple):
    """What a search found; `when` says how the day shown lies to the days on which it holds."""

    address: str
    language: str
    kind: Kind
    title: SafeString
    context: SafeString
    passage: SafeString
    stance: Stance | None
    begins: date | None
    last: date | None
    when: str

    @classmethod
    def read(cls, hit: Hit, as_of: AsOf) -> "HitRow":
        return cls(
            linked(hit.get_absolute_url(), as_of),
            hit.language,
            hit.kind,
            hit.title,
            hit.context,
            hit.passage,
            hit.stance,
            hit.begins,
            hit.last,
            hit.when(as_of.day),
        )


def linked(address: str, as_of: AsOf) -> str:
    """An address with what stands for the day, or with the day where it has a query already."""
    if "?" in address:
        return as_of.carry(address)
    page, sign, fragment = address.partition("#")
    return f"{page}{DAY}{sign}{fragment}"


finding_rows = rows("_finding_row.html", FindingRow.read)
instrument_rows = rows("_instrument_row.html", InstrumentRow.read)
read_rows = rows("_hit.html", itself)


def hit_rows(hits: Iterable[Hit], as_of: AsOf) -> SafeString:
    return read_rows([HitRow.read(hit, as_of) for hit in hits], as_of)


# --- The first page ---


class Spell(NamedTuple):
    """A run of periods with one approach, the key instrument of the last of them, and since when it
    is `named`; `caveat` is what it is where that is no law, told of the run that holds."""

    approach: str
    start: date
    last_day: date | None
    instrument: str
    named: date
    caveat: str

    @classmethod
    def read(cls, run: Run, known: Caveats | None = None) -> "Spell":
        last = run.last
        instrument, caveat = last.key_instrument_label, known.of_key(last) if known else ""
        named = run.since(attrgetter("key_instrument_label"))
        return cls(run.value.name, run.start, run.last_day, instrument, named, caveat)


class LineRow(NamedTuple):
    """One jurisdiction in the table of approaches."""

    slug: str
    place: str
    current: Spell | None
    earlier: Spell | None

    @classmethod
    def read(cls, line: Line, known: Caveats) -> "LineRow":
        place = line.jurisdiction
        current = line.current and Spell.read(line.current, known)
        earlier = line.earlier and Spell.read(line.earlier)
        return cls(place.slug, place.short_name, current, earlier)

    @property
    def address(self) -> str:
        return reverse("jurisdiction", args=[self.slug])


def line_rows(lines: Iterable[Line], as_of: AsOf, shows_pillars: bool) -> SafeString:
    """The rows of a table of approaches, each with its cells of the pillars if these are shown."""
    end = pillars if shows_pillars else lambda _line, _as_of: ""
    known = caveats(as_of.day)
    html = (
        f"<tr>\n{dated(line_rows.core(LineRow.read(one, known)), as_of)}{end(one, as_of)}</tr>\n"
        for one in lines
    )
    return mark_safe("".join(html))


line_rows.core = rows("_line.html", itself).core


def pillars(line: Line, as_of: AsOf) -> str:
    numbers = line.recognised, line.partly_recognised, line.not_researched
    counted = counted_in_words(*numbers)
    return (
        f'<td data-label="{escape(_("Pillars"))}"><ul class="marks">{marks(line.cells, as_of)}</ul>'
        f'\n<span class="note">{counted}</span></td>\n'
    )


@in_each_language(KEPT)
def counted_in_words(recognised: int, partly: int, unknown: int) -> str:
    """How many pillars are recognised; what nobody researched is counted apart: it isn't “no”."""
    told = {"recognised": recognised, "partly": partly, "unknown": unknown}
    words = _("%(recognised)s recognised, %(partly)s partly")
    if unknown:
        words = _("%(recognised)s recognised, %(partly)s partly, %(unknown)s not researched")
    return escape(words % told)


map_links = rows("_map_link.html", itself)
map_chips = rows("_map_chip.html", itself)
map_rows = rows("_map_row.html", itself)
