"""The list of findings as a file: cells, of which each shows its finding."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from ..comparison import Cell
from .cells import CELL_COLUMNS, cell_values
from .content import File, Keyed, Value
from .document import Document
from .lists import Listing, list_file


class Cells(Protocol):
    """Cells with findings as a stream, and by the keys of these."""

    def __iter__(self) -> Iterator[Cell]: ...

    def count(self) -> int: ...

    def keys(self) -> list: ...

    def by_key(self, keys: Iterable) -> Iterator[tuple[Hashable, Cell]]: ...


def findings_file(cells: Cells, document: Document, lines) -> File:
    """The file of a list of Cells; `lines` holds what earlier ones said of the same."""
    file = list_file(FINDINGS, lambda: cells, document)
    keyed = Keyed(cells.keys, RowsByKey(cells, document.dayless), lines)
    records = replace(file.records, keyed=keyed)
    return replace(file, records=records, length=cells.count)


@dataclass(frozen=True)
class RowsByKey:
    cells: Cells
    document: Document

    def __call__(self, keys: Iterable) -> Iterator[tuple[Hashable, list[Value]]]:
        for key, cell in self.cells.by_key(keys):
            yield key, cell_values(cell, self.document)


def address(cell: Cell) -> str:
    return cell.finding.get_absolute_url()


def sources(cell: Cell) -> list:
    return cell.finding.sources


FINDINGS = Listing(
    CELL_COLUMNS,
    cell_values,
    ("answer", "jurisdiction_name", "criterion_title", "stance_label", "valid_from"),
    address,
    sources,
)
