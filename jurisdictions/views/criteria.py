from collections import defaultdict
from datetime import date
from operator import attrgetter

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import known
from ..charts.bars import Plot
from ..charts.stances import over_years
from ..days import AsOf, evidence_to
from ..files.comparison import matrix_file
from ..files.content import File
from ..files.document import Document
from ..files.plots import stances_file
from ..filtersets import CriterionFilters, PillarsFilters, TopicsFilters
from ..layouts import Style, laid_out, style
from ..lines import Line, bands
from ..models import Criterion, Finding, Pillar, Proposal, Topic
from ..runs import runs
from .files import describe, file_links, send
from .page import cut_matrix, page, read, read_whole
from .plots import of_plot, plot_links
from .tables import approach_lines, table


def matrix(request, name):
    """Jurisdictions against the criteria of one kind."""
    filterset, title = MATRICES[name]
    filters = read(filterset, request)
    document = document_of(request, filters, filters.jurisdictions, reverse(name), title)
    every = in_order(filters, approach_lines(filters.jurisdictions, filters.shown))
    shown = cut_matrix(every, len(filters.criteria), filters.chosen["page"])
    comparison = table(shown.object_list, filters.criteria, filters.shown, evidence=False)
    found = approach_lines(shown.object_list, filters.shown, comparison)
    arranged = bands(found, filters.chosen["sort"], filters.chosen["group"])
    shows = style(len(filters.criteria), Style.SHORT)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": shown,
        "layout": laid_out(comparison, arranged, shows, turned=True),
        "document": document,
        "evidence_to": document.evidence_to,
        "files": file_links(request, f"{name}_file"),
        "proposals": proposals_of(filters.criteria),
    }
    return TemplateResponse(request, f"{name}.html", context)


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
    document = document_of(request, filters, filters.jurisdictions, reverse(name), title)
    found = approach_lines(filters.jurisdictions, filters.shown)
    return send(suffix, whole_file(filters, found, filters.criteria, document))


@page
def criterion_as_file(request, name, slug, suffix):
    """One criterion across all jurisdictions as a file, of the chosen stances only."""
    criterion = get_object_or_404(CRITERIA[name].objects.select_related("section"), slug=slug)
    filters = read(CriterionFilters, request)
    jurisdictions = known.COMPARED.all()
    comparison = table(jurisdictions, [criterion], filters.shown, evidence=False)
    since = stance_since(begun(criterion, filters.shown))
    found = approach_lines(jurisdictions, filters.shown, comparison, since)
    kept = of_stances(found, filters.chosen["stance"])
    path, title = criterion.get_absolute_url(), criterion.title
    document = document_of(request, filters, jurisdictions, path, title)
    return send(suffix, whole_file(filters, kept, [criterion], document))


def whole_file(filters, found: list[Line], criteria: list, document: Document) -> File:
    """The file of the jurisdictions of some lines, sorted and grouped, against criteria."""
    return matrix_file(table(in_order(filters, found), criteria, filters.shown), document)


def in_order(filters, found: list[Line]) -> list:
    """The jurisdictions of some lines, sorted and grouped."""
    arranged = bands(found, filters.chosen["sort"], filters.chosen["group"])
    return [line.jurisdiction for band in arranged for line in band.lines]


def document_of(request, filters, jurisdictions: list, path: str, title: str) -> Document:
    return describe(
        request,
        path,
        title,
        filters.shown,
        choices=filters.chips,
        evidence_to=evidence_to(jurisdictions, filters.day),
    )


def one_criterion(request, name, slug):
    """One criterion across all jurisdictions: who says what, and since when."""
    criteria = CRITERIA[name].objects.select_related("section", "proposal")
    criterion = get_object_or_404(criteria, slug=slug)
    filters = read(CriterionFilters, request)
    jurisdictions = known.COMPARED.all()
    path, title = criterion.get_absolute_url(), criterion.title
    document = document_of(request, filters, jurisdictions, path, title)
    comparison = table(jurisdictions, [criterion], filters.shown)
    versions = begun(criterion, filters.shown)
    found = approach_lines(jurisdictions, filters.shown, comparison, stance_since(versions))
    kept = of_stances(found, filters.chosen["stance"])
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "criterion": criterion,
        "comparison": comparison,
        "stances": stance_counts(criterion, found),
        "not_researched": sum(line.cells[0].finding is None for line in found),
        "bands": bands(kept, filters.chosen["sort"], filters.chosen["group"]),
        "found": len(kept),
        "total": len(found),
        "document": document,
        "evidence_to": document.evidence_to,
        "files": file_links(request, f"{name}_file", slug),
        "plot": stances_plot(filters, criterion, jurisdictions, versions),
        "plot_files": plot_links(request, f"{name}_stances_file", slug),
    }
    return TemplateResponse(request, "criterion.html", context)


@page
def stances_as_file(request, name, slug, suffix):
    """How many jurisdictions had which stance on one criterion, year by year, as a file."""
    criterion = get_object_or_404(CRITERIA[name], slug=slug)
    filters = read(CriterionFilters, request)
    jurisdictions = known.COMPARED.all()
    path, title = criterion.get_absolute_url(), criterion.title
    document = document_of(request, filters, jurisdictions, path, title)
    plot = stances_plot(filters, criterion, jurisdictions, begun(criterion, filters.shown))
    about = of_plot(document, "stances", _("stances over the years"))
    return send(suffix, stances_file(plot, about))


def stances_plot(filters, criterion: Criterion, jurisdictions: list, versions: list) -> Plot:
    """The stances over the years; those that aren't chosen are outside the filter."""
    chosen = filters.chosen["stance"]
    return over_years(versions, jurisdictions, criterion.stances, filters.day, chosen)


def begun(criterion: Criterion, shown: AsOf) -> list[Finding]:
    """All versions of all findings on a criterion up to the day, as far as their stances go."""
    versions = Finding.objects.begun(shown.day).filter(criterion=criterion)
    return list(versions.defer("detail", "note"))


def stance_since(findings: list[Finding]) -> dict[int, date]:
    """By jurisdiction key: the day since which it has had its stance, through all versions."""
    versions = defaultdict(list)
    for finding in findings:
        versions[finding.jurisdiction_id].append(finding)
    return {key: runs(found, attrgetter("stance"))[-1].start for key, found in versions.items()}


def of_stances(found: list[Line], stances: list) -> list[Line]:
    return [line for line in found if not stances or line.cells[0].code in stances]


def stance_counts(criterion: Criterion, found: list[Line]) -> list[tuple]:
    """Each stance of the scale, and how many jurisdictions have it."""
    codes = [line.cells[0].code for line in found]
    return [(stance, codes.count(stance)) for stance in criterion.stances]


@page
def pillars(request):
    return matrix(request, "pillars")


@page
def topics(request):
    return matrix(request, "topics")


@page
def pillar(request, slug):
    return one_criterion(request, "pillar", slug)


@page
def topic(request, slug):
    return one_criterion(request, "topic", slug)


MATRICES = {"pillars": (PillarsFilters, _("Pillars")), "topics": (TopicsFilters, _("Topics"))}
CRITERIA = {"pillar": Pillar, "topic": Topic}
