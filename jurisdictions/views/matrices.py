"""The matrices: jurisdictions against all pillars, or against all topics."""

from collections import defaultdict

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import known
from ..comparison import Comparison
from ..files.comparison import matrix_file
from ..files.content import File
from ..files.document import Document
from ..filtersets import MatrixFilters, PillarsFilters, TopicsFilters
from ..filtersets.dated import ArrangedFilterSet
from ..layouts import Layout, Style, laid_out, style
from ..lines import Line, lines_of
from ..models import Proposal
from .files import describe_table, file_links, send
from .page import cut_matrix, page, read, read_whole
from .tables import approach_lines, arranged, table


def matrix(request, name):
    """Jurisdictions against the criteria of one kind."""
    filterset, title = MATRICES[name]
    filters = read(filterset, request)
    document = describe_table(request, reverse(name), title, filters, filters.jurisdictions)
    every = in_order(filters, approach_lines(filters.jurisdictions, filters.shown))
    shown = cut_matrix(every, len(filters.criteria), filters.chosen["page"])
    comparison = table(shown.object_list, filters.criteria, filters.shown, evidence=False)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": shown,
        "layout": layout_of(comparison, filters),
        "document": document,
        "evidence_to": document.evidence_to,
        "files": file_links(request, f"{name}_file"),
        "proposals": proposals_of(filters.criteria),
    }
    return TemplateResponse(request, f"{name}.html", context)


def layout_of(comparison: Comparison, filters: MatrixFilters) -> Layout:
    found = approach_lines(comparison.jurisdictions, filters.shown, comparison)
    shows = style(len(filters.criteria), Style.SHORT)
    return laid_out(comparison, arranged(filters, found), shows, turned=True)


def proposals_of(criteria: list) -> list[tuple[Proposal, str]]:
    """The proposals that pillars belong to, each with the titles of its own; topics have none."""
    titles = defaultdict(list)
    for one in criteria:
        if one.proposal_id:
            titles[one.proposal_id].append(one.title)
    requested = known.PROPOSALS.by_key() if titles else {}
    return [(requested[key], ", ".join(own)) for key, own in titles.items()]


@page
def matrix_as_file(request, name, suffix):
    """The matrix of that name as a file, its jurisdictions in the order of the page."""
    filterset, title = MATRICES[name]
    filters = read_whole(filterset, request)
    document = describe_table(request, reverse(name), title, filters, filters.jurisdictions)
    found = approach_lines(filters.jurisdictions, filters.shown)
    return send(suffix, whole_file(filters, found, filters.criteria, document))


def whole_file(
    filters: ArrangedFilterSet, found: list[Line], criteria: list, document: Document
) -> File:
    """The file of the jurisdictions of some lines, sorted and grouped, against criteria."""
    return matrix_file(table(in_order(filters, found), criteria, filters.shown), document)


def in_order(filters: ArrangedFilterSet, found: list[Line]) -> list:
    """The jurisdictions of some lines, sorted and grouped."""
    return [line.jurisdiction for line in lines_of(arranged(filters, found))]


@page
def pillars(request):
    return matrix(request, "pillars")


@page
def topics(request):
    return matrix(request, "topics")


MATRICES = {"pillars": (PillarsFilters, _("Pillars")), "topics": (TopicsFilters, _("Topics"))}
