"""When the findings of some cells were last verified, month by month, as plain data."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from ..choices import TileState
from ..coverage import Tile
from ..days import in_words
from .bars import Entry, Kind, Plot

MONTHS = 24
NEVER, BEFORE, LATER = "never", "before", "later"
KINDS = tuple(Kind(state.value, state.label) for state in (TileState.CURRENT, TileState.DUE))


def by_month(tiles: Iterable[Tile], day: date) -> Plot:
    """A bar for each of the last 24 months up to `day`, for earlier ones together, for never.

    What was verified after `day` has a bar only if there is any. Tiles without a finding and those
    in draft don't count.
    """
    slots = [*slots_before(day), *months_up_to(day)]
    counts = Counter(
        (slot(tile.finding.verified_on, day), tile.state.value)
        for tile in tiles
        if tile.state in (TileState.CURRENT, TileState.DUE)
    )
    if any(key == LATER for key, _ in counts):
        slots.append((LATER, "later", f"After {in_words(day)}"))
    entries = [
        Entry(key, label, name, tuple(counts[key, kind.code] for kind in KINDS))
        for key, label, name in slots
    ]
    return Plot("Last verified", "state", KINDS, tuple(entries) if counts else ())


def slots_before(day: date) -> list[tuple[str, str, str]]:
    """Key, label and name of what lies before the months."""
    first = first_of(number(day) - MONTHS + 1)
    return [(NEVER, "never", "Never"), (BEFORE, "before", f"Before {first:%B %Y}")]


def months_up_to(day: date) -> list[tuple[str, str, str]]:
    """The same of each month; of the last one only the days up to `day`."""
    last = number(day)
    firsts = [first_of(month) for month in range(last - MONTHS + 1, last + 1)]
    *whole, shown = [(f"{one:%Y-%m}", f"{one:%b %Y}", f"{one:%B %Y}") for one in firsts]
    key, label, name = shown
    return [*whole, (key, label, f"{name}, up to the day shown")]


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
