"""The list of findings as a file: cells, of which each shows its finding."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from ..comparison import Cell
from ..law.caveats import Caveats, caveats
from ..law.cited import cited_as_no_law
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
    texts = caveats(document.as_of.day)
    file = list_file(listing(texts), lambda: cells, document)
    rows = RowsByKey(cells, document.dayless, texts, cited_as_no_law(document.as_of.day))
    keyed = Keyed(rows.keys, rows, lines)
    records = replace(file.records, keyed=keyed)
    return replace(file, records=records, length=cells.count)


@dataclass(frozen=True)
class RowsByKey:
    """Rows by the key of the finding and what the texts that it cites are on the day (`no_law`):
    on all days on which they are the same, the row is."""

    cells: Cells
    document: Document
    texts: Caveats
    no_law: Mapping[int, tuple]

    def keys(self) -> list[tuple[int, tuple]]:
        findings = self.cells.keys()
        return [(key, self.no_law.get(key, ())) for key in findings]

    def __call__(self, keys: Iterable) -> Iterator[tuple[Hashable, list[Value]]]:
        whole = dict(keys)
        for key, cell in self.cells.by_key(whole):
            yield (key, whole[key]), cell_values(cell, self.document, self.texts)


def address(cell: Cell) -> str:
    return cell.finding.get_absolute_url()


def sources(cell: Cell) -> list:
    return cell.finding.sources


def listing(texts: Caveats) -> Listing:
    return Listing(
        CELL_COLUMNS,
        partial(cell_values, texts=texts),
        ("answer", "jurisdiction_name", "criterion_title", "stance_label", "valid_from"),
        address,
        sources,
    )
