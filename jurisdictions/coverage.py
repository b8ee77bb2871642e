"""What is filled, due, in draft and missing, as plain data: a tile for every cell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .choices import Publication, TileState


@dataclass(frozen=True, slots=True)
class Tile:
    """How a cell stands; `finding` is the one to open, None where there is none."""

    jurisdiction: Any
    criterion: Any
    state: TileState
    finding: Any = None


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
    """How many tiles have each state, by the value of the state."""
    return Counter(tile.state.value for tile in tiles)


def cover(
    jurisdictions: Sequence, criteria: Sequence, findings: Iterable, *, today: date
) -> Coverage:
    """A tile for every jurisdiction and criterion.

    `findings` are those in force and, for staff, those not yet published. One of the latter
    stands before what is in force, since somebody has to work on it.
    """
    ranked = sorted(findings, key=lambda finding: finding.publication != Publication.PUBLISHED)
    known = {(f.jurisdiction_id, f.criterion_id): f for f in ranked}

    def tile(jurisdiction, criterion) -> Tile:
        finding = known.get((jurisdiction.pk, criterion.pk))
        return Tile(jurisdiction, criterion, state_of(finding, today), finding)

    rows = {j.pk: tuple(tile(j, criterion) for criterion in criteria) for j in jurisdictions}
    return Coverage(tuple(criteria), rows)


def state_of(finding, today: date) -> TileState:
    if finding is None:
        return TileState.MISSING
    if finding.publication != Publication.PUBLISHED:
        return TileState.DRAFT
    return TileState.DUE if finding.verification_due(today) else TileState.CURRENT
