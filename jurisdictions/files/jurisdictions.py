"""The table of jurisdictions as a file: approach, key instrument, pillars."""

from ..choices import Stance
from ..lines import UNKNOWN, Line
from .content import Column, File, Value
from .document import Document
from .lists import SOURCE_COLUMNS, Items, Listing, list_file, source_values


def jurisdictions_file(lines: Items, document: Document) -> File:
    """The file of Lines whose cells are the pillars; their periods come with their sources."""
    return list_file(JURISDICTIONS, lines, document)


def values(line: Line, document: Document) -> list[Value]:
    jurisdiction, current = line.jurisdiction, line.current
    return [
        jurisdiction.slug,
        jurisdiction.name,
        jurisdiction.short_name,
        jurisdiction.kind,
        jurisdiction.get_kind_display(),
        jurisdiction.get_region_display(),
        jurisdiction.territories,
        current.value.slug if current else "",
        current.value.name if current else UNKNOWN,
        current.last.key_instrument_label if current else "",
        current.start if current else None,
        titles(line, Stance.RECOGNISED),
        titles(line, Stance.PARTLY_RECOGNISED),
        *source_values(sources(line)),
        document.absolute(jurisdiction.get_absolute_url()),
    ]


def titles(line: Line, stance: Stance) -> list[str]:
    """The pillars on which the jurisdiction has that stance."""
    return [cell.criterion.title for cell in line.cells if cell.code == stance]


def sources(line: Line) -> list:
    return list(line.current.last.sources.all()) if line.current else []


JURISDICTIONS = Listing(
    (
        Column("jurisdiction", "Jurisdiction (slug)", "Slug of the jurisdiction."),
        Column("name", "Full name", "Its name."),
        Column("short_name", "Jurisdiction", "Its short name."),
        Column("kind", "Kind (code)", "What kind of place it is."),
        Column("kind_label", "Kind", "The same in words."),
        Column("region", "Region of the world", "After the geoscheme of the United Nations."),
        Column("territories", "Territories", "Their ISO 3166 codes."),
        Column("approach", "Approach (slug)", "Slug of its approach on the day; empty if unknown."),
        Column("approach_name", "Primary approach", "The same in words."),
        Column("key_instrument", "Key regulatory instrument", "As the table names it."),
        Column("approach_since", "Approach since", "First day of the approach."),
        Column("recognised", "Pillars recognised", "Titles of the pillars it recognises."),
        Column("partly_recognised", "Pillars partly recognised", "Those it recognises in part."),
        *SOURCE_COLUMNS,
        Column("address", "Address", "Its page for the same day."),
    ),
    values,
    (
        "short_name",
        "approach_name",
        "key_instrument",
        "approach_since",
        "recognised",
        "partly_recognised",
    ),
    lambda line: line.jurisdiction.get_absolute_url(),
    sources,
)
