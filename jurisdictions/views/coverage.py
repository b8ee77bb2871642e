from collections.abc import Iterable
from itertools import chain

from django.db.models import QuerySet
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..charts.bars import Plot
from ..charts.verified import by_month
from ..choices import TileState
from ..coverage import Coverage, cover, tally
from ..days import evidence_to, today
from ..files.coverage import coverage_file
from ..files.document import Document
from ..files.plots import verified_file
from ..filtersets import CoverageFilters
from ..lines import Band, Line, lines_of
from ..links.uses import to_mend
from ..models import Event, Finding
from .files import describe_table, file_links, send
from .page import cut_matrix, page, read, read_whole, staff_page
from .plots import of_plot, plot_links
from .tables import approach_lines, arranged


@page
def coverage(request):
    """Which cells are current, due or missing."""
    context = arrange(request, staff=False)
    context["document"] = document_of(request, context["filters"])
    context["files"] = file_links(request, "coverage_file")
    return TemplateResponse(request, "coverage.html", context)


@page
def coverage_as_file(request, suffix):
    """Every cell with its state as a file, in the order of the page."""
    filters = read_whole(CoverageFilters, request)
    grid = tiles(filters, in_force(filters))
    found = [tile for line in in_order(filters) for tile in grid.tiles[line.jurisdiction.pk]]
    return send(suffix, coverage_file(lambda: found, document_of(request, filters)))


@page
def verified_as_file(request, suffix):
    """How many findings were verified in which month, as a file."""
    filters = read_whole(CoverageFilters, request)
    document = of_plot(document_of(request, filters), "verified", _("findings verified by month"))
    return send(suffix, verified_file(verified_plot(filters, in_force(filters)), document))


def document_of(request, filters: CoverageFilters) -> Document:
    address, places = reverse("coverage"), filters.jurisdictions
    return describe_table(request, address, _("Coverage"), filters, places)


@staff_page
def staff_coverage(request):
    """The same with drafts; a click leads to the form of the cell."""
    work = {
        "unchecked": Event.objects.unchecked(today()).count(),
        "broken": to_mend().count(),
    }
    context = arrange(request, staff=True) | work
    return render(request, "coverage.html", context)


def arrange(request, staff: bool) -> dict:
    filters = read(CoverageFilters, request)
    findings = in_force(filters)
    grid = tiles(filters, findings, unpublished() if staff else ())
    shown = cut_matrix(in_order(filters), len(filters.criteria), filters.chosen["page"])
    return {
        "filters": filters,
        "as_of": filters.shown,
        "coverage": grid,
        "evidence_to": evidence_to(filters.jurisdictions, filters.day),
        "page": shown,
        "bands": rows(arranged(filters, shown.object_list), grid),
        "states": [state for state in TileState if staff or state != TileState.DRAFT],
        "staff": staff,
        "plot": verified_plot(filters, findings),
        "plot_files": plot_links(request, "verified_file"),
    }


def in_force(filters: CoverageFilters) -> list[Finding]:
    return list(in_short().as_of(filters.day))


def unpublished() -> QuerySet:
    return in_short().unpublished()


def in_short() -> QuerySet:
    """Findings as far as their cells go."""
    return Finding.objects.select_related("criterion").defer("detail", "note")


def tiles(filters: CoverageFilters, findings: Iterable, drafts: Iterable = ()) -> Coverage:
    jurisdictions, criteria = filters.jurisdictions, filters.criteria
    return cover(jurisdictions, criteria, findings, drafts, today=filters.shown.today)


def verified_plot(filters: CoverageFilters, findings: list[Finding]) -> Plot:
    """When the findings in the cells of the page were last verified; never drafts."""
    grid = tiles(filters, findings)
    return by_month(chain.from_iterable(grid.tiles.values()), filters.day)


def in_order(filters: CoverageFilters) -> list[Line]:
    """The lines of all jurisdictions, sorted and grouped."""
    every = approach_lines(filters.jurisdictions, filters.shown)
    return lines_of(arranged(filters, every))


def rows(bands: Iterable[Band], grid: Coverage) -> list[tuple]:
    """Each band with its lines: jurisdiction, tiles and counts."""
    return [(band, [row(line, grid) for line in band.lines]) for band in bands]


def row(line: Line, grid: Coverage) -> tuple:
    cells = grid.tiles[line.jurisdiction.pk]
    return line.jurisdiction, cells, tally(cells)
