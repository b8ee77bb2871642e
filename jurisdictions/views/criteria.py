"""One criterion across all jurisdictions: who says what, since when, and who said what over the
years."""

from collections import defaultdict
from datetime import date
from operator import attrgetter

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from .. import known
from ..charts.bars import Plot
from ..charts.stances import over_years
from ..comparison import Comparison
from ..days import AsOf
from ..files.document import Document
from ..files.plots import stances_file
from ..filtersets import CriterionFilters
from ..law.runs import runs
from ..lines import Line
from ..models import Criterion, Finding, Pillar, Topic
from .files import describe_table, file_links, send
from .matrices import whole_file
from .page import page, read
from .plots import of_plot, plot_links
from .tables import approach_lines, arranged, table


def one_criterion(request, name, slug):
    """The page of a criterion."""
    criterion, filters, document = asked(request, name, slug)
    comparison = table(known.COMPARED.all(), [criterion], filters.shown)
    versions = begun(criterion, filters.shown)
    found = lines_of(comparison, versions, filters.shown)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "criterion": criterion,
        "comparison": comparison,
        "document": document,
        "evidence_to": document.evidence_to,
        "files": file_links(request, f"{name}_file", slug),
        "plot": stances_plot(filters, criterion, versions),
        "plot_files": plot_links(request, f"{name}_stances_file", slug),
        **counted(criterion, found),
        **listed(filters, found),
    }
    return TemplateResponse(request, "criterion.html", context)


def asked(request, name: str, slug: str) -> tuple[Criterion, CriterionFilters, Document]:
    """The criterion, what the reader chose, and the Document of its page."""
    criteria = CRITERIA[name].objects.select_related("section", "proposal")
    criterion = get_object_or_404(criteria, slug=slug)
    filters, places = read(CriterionFilters, request), known.COMPARED.all()
    path, title = criterion.get_absolute_url(), criterion.title
    return criterion, filters, describe_table(request, path, title, filters, places)


def lines_of(comparison: Comparison, versions: list[Finding], shown: AsOf) -> list[Line]:
    """Each jurisdiction with its answer, and since when it has had that stance."""
    return approach_lines(known.COMPARED.all(), shown, comparison, stance_since(versions))


def counted(criterion: Criterion, found: list[Line]) -> dict:
    """How many jurisdictions have each stance of the scale, and how many nobody researched."""
    codes = [line.cells[0].code for line in found]
    return {
        "stances": [(stance, codes.count(stance)) for stance in criterion.stances],
        "not_researched": sum(line.cells[0].finding is None for line in found),
    }


def listed(filters: CriterionFilters, found: list[Line]) -> dict:
    """The lines of the chosen stances, sorted and grouped, and how many they are."""
    kept = of_stances(found, filters.chosen["stance"])
    return {"bands": arranged(filters, kept), "found": len(kept), "total": len(found)}


def of_stances(found: list[Line], stances: list) -> list[Line]:
    return [line for line in found if not stances or line.cells[0].code in stances]


@page
def criterion_as_file(request, name, slug, suffix):
    """The same as a file, of the chosen stances only."""
    criterion, filters, document = asked(request, name, slug)
    comparison = table(known.COMPARED.all(), [criterion], filters.shown, evidence=False)
    found = lines_of(comparison, begun(criterion, filters.shown), filters.shown)
    kept = of_stances(found, filters.chosen["stance"])
    return send(suffix, whole_file(filters, kept, [criterion], document))


@page
def stances_as_file(request, name, slug, suffix):
    """How many jurisdictions had which stance, year by year, as a file."""
    criterion, filters, document = asked(request, name, slug)
    plot = stances_plot(filters, criterion, begun(criterion, filters.shown))
    about = of_plot(document, "stances", _("stances over the years"))
    return send(suffix, stances_file(plot, about))


def stances_plot(filters: CriterionFilters, criterion: Criterion, versions: list[Finding]) -> Plot:
    """The stances over the years; those that aren't chosen are outside the filter."""
    places, chosen = known.COMPARED.all(), filters.chosen["stance"]
    return over_years(versions, places, criterion.stances, filters.day, chosen)


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


@page
def pillar(request, slug):
    return one_criterion(request, "pillar", slug)


@page
def topic(request, slug):
    return one_criterion(request, "topic", slug)


CRITERIA = {"pillar": Pillar, "topic": Topic}
