from django.shortcuts import render

from ..choices import TileState
from ..coverage import Coverage, cover, tally
from ..days import evidence_to, today
from ..filtersets import CoverageFilters
from ..lines import bands
from ..models import Finding
from ..query import check
from .page import page
from .tables import approach_lines


@page
def coverage(request):
    """Which cells are current, due or missing."""
    return render(request, "coverage.html", arrange(request, staff=False))


@page
def staff_coverage(request):
    """The same with drafts; a click leads to the form of the cell."""
    return render(request, "coverage.html", arrange(request, staff=True))


def arrange(request, staff: bool) -> dict:
    filters = CoverageFilters(request.GET, today=today())
    check(filters.form)
    grid = tiles(filters, staff)
    return {
        "filters": filters,
        "as_of": filters.shown,
        "coverage": grid,
        "evidence_to": evidence_to(filters.jurisdictions, filters.day),
        "bands": rows(filters, grid),
        "states": [state for state in TileState if staff or state != TileState.DRAFT],
        "staff": staff,
    }


def tiles(filters: CoverageFilters, staff: bool) -> Coverage:
    findings = Finding.objects.defer("detail", "note")
    return cover(
        filters.jurisdictions,
        filters.criteria,
        findings.as_of(filters.day),
        findings.unpublished() if staff else (),
        today=filters.today,
    )


def rows(filters: CoverageFilters, grid: Coverage) -> list[tuple]:
    """Each heading with its lines: jurisdiction, tiles and counts."""
    found = approach_lines(filters.jurisdictions, filters.shown)
    arranged = bands(found, filters.chosen["sort"], filters.chosen["group"])
    return [(band.heading, [row(line, grid) for line in band.lines]) for band in arranged]


def row(line, grid: Coverage) -> tuple:
    cells = grid.tiles[line.jurisdiction.pk]
    return line.jurisdiction, cells, tally(cells)
