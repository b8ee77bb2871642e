"""The list of findings as a file: cells, of which each shows its finding."""

from ..comparison import Cell
from .cells import CELL_COLUMNS, cell_values
from .content import File
from .document import Document
from .lists import Items, Listing, list_file


def findings_file(cells: Items, document: Document) -> File:
    """The file of a list of Cells with findings."""
    return list_file(FINDINGS, cells, document)


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
