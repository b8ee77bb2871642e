"""The world map: each compared jurisdiction with what fills it on the day, as plain data."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..days import in_words
from ..languages import inline
from ..lines import LAST, UNKNOWN, Line

DATA = Path(__file__).with_name("world.json")
# The approaches that templates/_map_patterns.html and _timeline.html draw; another one gets the
# pattern for others.
PATTERNS = frozenset(
    f"{word}-led"
    for word in ("enforcement", "legislative", "incentive", "guidance", "adaptation", "prohibition")
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class World:
    """The drawing that tools/map makes: a path by code, and a point of what is too small."""

    width: int
    height: int
    shapes: dict[str, str]
    dots: dict[str, list[int]]


@cache
def drawing() -> World:
    return World(**json.loads(DATA.read_text()))


@dataclass(frozen=True, slots=True, order=True)
class Fill:
    """What fills a place: its rank in the legend, the pattern, and the word for it."""

    rank: int
    pattern: str
    word: str

    @property
    def of_data(self) -> bool:
        """Is the word the name of an approach, which is in the language of the data?"""
        return self.rank < LAST


NOT_RESEARCHED = Fill(LAST, "not-researched", UNKNOWN)
OUTSIDE = Fill(LAST + 1, "outside-filter", gettext_lazy("Outside the filter"))


@dataclass(frozen=True, slots=True)
class Place:
    """One jurisdiction on the map; `codes` are those of its territory. A place without one, such as
    a free zone, is known by its slug.
    """

    slug: str
    title: str
    codes: tuple[str, ...]
    fill: Fill
    since: date | None = None

    @property
    def name(self) -> str:
        """What a link to it says: Japan: adaptation-led since 1 April 2017."""
        told = {"place": self.title, "fill": inline(self.fill.word)}
        if self.since is None:
            return f"{told['place']}: {told['fill']}"
        return _("%(place)s: %(fill)s since %(day)s") % (told | {"day": in_words(self.since)})

    def get_absolute_url(self) -> str:
        return reverse("jurisdiction", args=[self.slug])

    @property
    def shapes(self) -> list[str]:
        return [drawing().shapes[code] for code in self.codes if code in drawing().shapes]

    @property
    def dots(self) -> list[tuple[int, int]]:
        """Where its territories lie that have no shape; several codes of one place make one."""
        world = drawing()
        small = [code for code in self.codes if code not in world.shapes]
        return list(dict.fromkeys(tuple(world.dots[code]) for code in small if code in world.dots))

    @property
    def is_pressable(self) -> bool:
        """Is any of its shapes large enough to press?"""
        world = drawing()
        return any(code in world.shapes and code not in world.dots for code in self.codes)


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The map of a day: `places` in the order of the lists, `legend` with how many have a fill."""

    places: tuple[Place, ...]
    legend: tuple[tuple[Fill, int], ...]

    @property
    def width(self) -> int:
        return drawing().width

    @property
    def height(self) -> int:
        return drawing().height

    @property
    def land(self) -> SafeString:
        """The path of all countries that are not compared."""
        return land_beside(frozenset(code for place in self.places for code in place.codes))

    @property
    def large(self) -> list[Place]:
        return [place for place in self.places if place.is_pressable]

    @property
    def small(self) -> list[Place]:
        """Those that are links beside the map, since a finger would miss them on it."""
        return [place for place in self.places if not place.is_pressable]


@lru_cache(maxsize=16)
def land_beside(drawn: frozenset[str]) -> SafeString:
    """Digits and commands alone, so that there is nothing to escape in it."""
    return mark_safe("".join(path for code, path in drawing().shapes.items() if code not in drawn))


def world_map(compared: Iterable, lines: Iterable[Line]) -> WorldMap:
    """All compared jurisdictions on the map; those without a line are outside the filter."""
    shown = {line.jurisdiction.pk: line for line in lines}
    places = tuple(place(jurisdiction, shown.get(jurisdiction.pk)) for jurisdiction in compared)
    counts = Counter(place.fill for place in places)
    return WorldMap(places, tuple(sorted(counts.items())))


def place(jurisdiction, line: Line | None) -> Place:
    codes = tuple(jurisdiction.territories) or (jurisdiction.slug,)
    known = jurisdiction.slug, jurisdiction.short_name, codes
    if line is None:
        return Place(*known, OUTSIDE)
    if line.current is None:
        return Place(*known, NOT_RESEARCHED)
    return Place(*known, fill(line.current.value), line.current.start)


def fill(approach) -> Fill:
    return Fill(approach.position, pattern_of(approach), approach.name)


def pattern_of(approach) -> str:
    """The pattern that stands for an approach, wherever it is drawn."""
    return approach.slug if approach.slug in PATTERNS else OTHER


@dataclass(frozen=True, slots=True)
class Year:
    """A step through the years: the query of the same page at the end of that year."""

    number: int
    query: str
    is_shown: bool


def years(
    first: date | None, day: date, today: date, chosen: Sequence[tuple[str, str]]
) -> list[Year]:
    """From the year of the first approach to this one, which is shown as of today.

    `day` is the day shown, `chosen` the parameters of the page.
    """
    if first is None:
        return []
    return [year(number, day, today, chosen) for number in range(first.year, today.year + 1)]


def year(number: int, day: date, today: date, chosen: Sequence[tuple[str, str]]) -> Year:
    ends = date(number, 12, 31)
    then, asked = (today, []) if number == today.year else (ends, [("as_of", ends.isoformat())])
    others = [(name, value) for name, value in chosen if name != "as_of"]
    query = urlencode(asked + others)
    return Year(number, f"?{query}" if query else "", day == then)
