"""What is filled, due, in draft and missing, as plain data: a tile for every cell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from .choices import Publication, TileState
from .comparison import by_cell


@dataclass(frozen=True, slots=True)
class Tile:
    """How a cell stands.

    `finding` is the one to open, None where there is none. A cell is filled when one is in force.
    """

    jurisdiction: Any
    criterion: Any
    state: TileState
    finding: Any = None
    is_filled: bool = False

    def get_absolute_url(self) -> str:
        """The page of its finding; where there is none, of the cell."""
        if self.finding:
            return self.finding.get_absolute_url()
        cell = {"jurisdiction": self.jurisdiction.slug, "criterion": self.criterion.slug}
        return f"{reverse('compare')}?{urlencode(cell)}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Tiles by jurisdiction, in the order of the criteria."""

    criteria: tuple
    tiles: dict[int, tuple[Tile, ...]]

    @property
    def columns(self) -> list[tuple[Any, Counter]]:
        """Each criterion with its counts by state."""
        turned = zip(*self.tiles.values(), strict=True)
        counts = [tally(column) for column in turned] or [Counter()] * len(self.criteria)
        return list(zip(self.criteria, counts, strict=True))

    @property
    def total(self) -> Counter:
        return tally(tile for row in self.tiles.values() for tile in row)


def tally(tiles: Iterable[Tile]) -> Counter:
    """How many tiles have each state, by the value of the state, and how many are filled."""
    counts = Counter()
    for tile in tiles:
        counts[tile.state.value] += 1
        counts["filled"] += tile.is_filled
    return counts


def cover(
    jurisdictions: Sequence,
    criteria: Sequence,
    in_force: Iterable,
    drafts: Iterable,
    *,
    today: date,
) -> Coverage:
    """A tile for every jurisdiction and criterion.

    A draft stands before what is in force, since somebody has to work on it.
    """
    filled, drafted = by_cell(in_force), by_cell(drafts)

    def tile(jurisdiction, criterion) -> Tile:
        cell = (jurisdiction.pk, criterion.pk)
        finding = drafted.get(cell) or filled.get(cell)
        state = state_of(finding, today)
        return Tile(jurisdiction, criterion, state, finding, is_filled=cell in filled)

    rows = {j.pk: tuple(tile(j, criterion) for criterion in criteria) for j in jurisdictions}
    return Coverage(tuple(criteria), rows)


def state_of(finding, today: date) -> TileState:
    if finding is None:
        return TileState.MISSING
    if finding.publication != Publication.PUBLISHED:
        return TileState.DRAFT
    return TileState.DUE if finding.verification_due(today) else TileState.CURRENT
