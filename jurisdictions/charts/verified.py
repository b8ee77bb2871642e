"""When the findings of some cells were last verified, month by month, as plain data."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import dropwhile

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..choices import TileState
from ..coverage import Tile
from ..days import in_words
from .bars import BarEntry, PieceKind, Plot

MONTHS = 24
NEVER, BEFORE, LATER = "never", "before", "later"
STATES = (TileState.CURRENT, TileState.DUE)
# How months are written out and in short, in the letters of Django's date filter.
MONTH, SHORT_MONTH = "F Y", "M Y"


def by_month(tiles: Iterable[Tile], day: date) -> Plot:
    """A bar for never, for earlier months together, and for each of the last 24 up to `day`.

    The first bar is of the first of these that holds a finding: before it nothing is to be seen.
    What was verified after `day` has a bar only if there is any. Tiles without a finding and those
    in draft don't count.
    """
    slots = [*slots_before(day), *months_up_to(day)]
    counts = Counter(
        (slot(tile.finding.verified_on, day), tile.state.value)
        for tile in tiles
        if tile.state in STATES
    )
    if any(key == LATER for key, _ in counts):
        slots.append(
            (LATER, pgettext("verified", "later"), _("After %(day)s") % {"day": in_words(day)})
        )
    entries = [
        BarEntry(key, label, name, tuple(counts[key, state.value] for state in STATES))
        for key, label, name in slots
    ]
    kinds = tuple(PieceKind(state.value, str(state.label)) for state in STATES)
    held = dropwhile(lambda entry: not entry.total, entries)
    return Plot(_("Last verified"), "state", kinds, tuple(held))


def slots_before(day: date) -> list[tuple[str, str, str]]:
    """Key, label and name of what lies before the months."""
    first = first_of(number(day) - MONTHS + 1)
    before = _("Before %(month)s") % {"month": date_format(first, MONTH)}
    return [
        (NEVER, pgettext("verified", "never"), pgettext("verified", "Never")),
        (BEFORE, pgettext("verified", "before"), before),
    ]


def months_up_to(day: date) -> list[tuple[str, str, str]]:
    """The same of each month; of the last one only the days up to `day`."""
    last = number(day)
    firsts = [first_of(month) for month in range(last - MONTHS + 1, last + 1)]
    *whole, (key, label, name) = [
        (f"{one:%Y-%m}", date_format(one, SHORT_MONTH), date_format(one, MONTH)) for one in firsts
    ]
    return [*whole, (key, label, _("%(month)s, up to the day shown") % {"month": name})]


def slot(verified_on: date | None, day: date) -> str:
    """The key of the bar that a verification belongs to."""
    if verified_on is None:
        return NEVER
    if verified_on > day:
        return LATER
    is_recent = number(verified_on) > number(day) - MONTHS
    return f"{verified_on:%Y-%m}" if is_recent else BEFORE


def number(day: date) -> int:
    """Months counted through."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
