"""Coverage as a file: one row a cell, and how it stands."""

from django.utils.translation import gettext_lazy as _

from ..coverage import Tile
from .content import Column, File, Value
from .document import Document
from .lists import Items, Listing, list_file


def coverage_file(tiles: Items, document: Document) -> File:
    """The file of Tiles whose findings are published."""
    return list_file(COVERAGE, tiles, document)


def values(tile: Tile, document: Document) -> list[Value]:
    jurisdiction, criterion, finding = tile.jurisdiction, tile.criterion, tile.finding
    return [
        jurisdiction.slug,
        jurisdiction.short_name,
        criterion.section.slug,
        criterion.slug,
        criterion.title,
        tile.state.value,
        str(tile.state.label),
        finding.slug if finding else "",
        finding.valid_from if finding else None,
        finding.verified_on if finding else None,
        document.absolute(tile.get_absolute_url()),
    ]


COVERAGE = Listing(
    (
        Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
        Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
        Column("section", _("Section"), _("Slug of the section of the criterion.")),
        Column("criterion", _("Criterion (slug)"), _("Slug of the criterion.")),
        Column("criterion_title", _("Criterion"), _("Its title.")),
        Column(
            "state",
            _("State (code)"),
            _(
                "current; due: verified longer ago than the review interval, or never; "
                "missing: no finding is in force on the day."
            ),
        ),
        Column("state_label", _("State"), _("The same in words.")),
        Column("finding", _("Finding (slug)"), _("Slug of the finding in force, if there is one.")),
        Column(
            "valid_from", _("Holds from"), _("First day on which it holds, until the next begins.")
        ),
        Column("verified_on", _("Verified on"), _("When it was last held against its sources.")),
        Column("address", _("Address"), _("The page of the finding, or else of the cell.")),
    ),
    values,
    ("jurisdiction_name", "criterion_title", "state_label", "verified_on"),
    lambda tile: tile.get_absolute_url(),
    lambda tile: (),
)
