"""Bars one below the other, each divided into kinds: from counts to places in a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..languages import inline

WIDTH = 400
# Where the bars begin and end; the labels stand before them.
LEFT, RIGHT = 84, 396
# How far apart bars are: many of them share the height, so that a long time stays in sight.
APART, CLOSEST, HEIGHT = 18, 5, 480
# What a label needs, and what a number needs inside of a bar.
LABEL, NUMBER = 13, 18


@dataclass(frozen=True, slots=True)
class PieceKind:
    """What a piece of a bar stands for: its code and the word for it."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class BarEntry:
    """What a bar says.

    key      for machines: "2024", "2024-12", "never"
    label    beside the bar
    name     the same in full
    counts   how many there are of each kind, in their order
    day      the day it speaks of, if that is one day
    """

    key: str
    label: str
    name: str
    counts: tuple[int, ...]
    day: date | None = None

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar. `number` is its count where there is room to write it."""

    kind: PieceKind
    name: str
    x: int
    width: int
    number: int | None

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Bar:
    """`top` and `base` are its upper edge and the line that its texts stand on."""

    entry: BarEntry
    name: str
    top: int
    base: int
    height: int
    pieces: tuple[Piece, ...]
    is_labelled: bool


@dataclass(frozen=True)
class Plot:
    """Counts by entry and kind. `head` says what the entries are, `scale` what the kinds are:
    stances or states of a cell."""

    head: str
    scale: str
    kinds: tuple[PieceKind, ...]
    entries: tuple[BarEntry, ...]
    width = WIDTH
    left = LEFT

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def apart(self) -> int:
        return max(CLOSEST, min(APART, HEIGHT // len(self.entries)))

    @property
    def height(self) -> int:
        return self.apart * len(self.entries)

    @property
    def bars(self) -> list[Bar]:
        every = -(-LABEL // self.apart)
        last = len(self.entries) - 1
        return [
            self.bar(entry, place * self.apart, is_labelled=(last - place) % every == 0)
            for place, entry in enumerate(self.entries)
        ]

    def bar(self, entry: BarEntry, top: int, *, is_labelled: bool) -> Bar:
        pieces = tuple(self.pieces(entry))
        counts = [_("%(kind)s %(number)s") % said(kind, n) for kind, n in self.counted(entry)]
        told = ", ".join(counts) or pgettext("how many", "none")
        height = self.apart - max(1, self.apart // 6)
        base = top + height // 2 + 4
        return Bar(entry, f"{entry.name}: {told}", top, base, height, pieces, is_labelled)

    def counted(self, entry: BarEntry) -> list[tuple[PieceKind, int]]:
        """The kinds that there are any of."""
        return [(kind, n) for kind, n in zip(self.kinds, entry.counts, strict=True) if n]

    def pieces(self, entry: BarEntry) -> Iterator[Piece]:
        counted = self.counted(entry)
        ends = accumulate((n for _, n in counted), initial=0)
        for (kind, n), (before, after) in zip(counted, pairwise(ends), strict=True):
            x = self.x(before)
            # One of many is still to be seen.
            width = max(2, self.x(after) - x)
            written = n if width >= NUMBER and self.apart >= LABEL else None
            yield Piece(kind, named(entry, kind, n), x, width, written)

    def x(self, number: int) -> int:
        """Where a piece ends that so many lie before, on the scale of the longest bar."""
        most = max(entry.total for entry in self.entries)
        return LEFT + (RIGHT - LEFT) * number // most


def named(entry: BarEntry, kind: PieceKind, number: int) -> str:
    """What a piece says: End of 2024: recognised, 3."""
    return _("%(bar)s: %(kind)s, %(number)s") % ({"bar": entry.name} | said(kind, number))


def said(kind: PieceKind, number: int) -> dict:
    return {"kind": inline(kind.word), "number": number}
