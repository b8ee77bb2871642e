from datetime import date
from itertools import groupby

from django.template.response import TemplateResponse
from django.urls import reverse

from ..comparison import Comparison
from ..days import evidence_to, in_words
from ..files.comparison import comparison_file
from ..files.document import Document
from ..filtersets import CompareFilters
from ..lines import bands
from ..models import Criterion, Jurisdiction
from ..names import join_words
from .files import describe, file_links, send, with_query
from .follow import Follow
from .page import page, read
from .tables import approach_lines, table


@page
def compare(request):
    """Chosen jurisdictions against chosen criteria, side by side."""
    filters = read(CompareFilters, request)
    heads = arrange(filters)
    comparison = arranged(filters, heads)
    document = document_of(request, filters, comparison)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "comparison": comparison,
        "heads": heads,
        "document": document,
        "evidence_to": document.evidence_to,
        **take_away(request, comparison),
        "chooser": chooser(filters),
        "follow": Follow.changes(request),
    }
    return TemplateResponse(request, "compare.html", context)


@page
def compare_file(request, suffix):
    """The same comparison as a file."""
    filters = read(CompareFilters, request)
    comparison = arranged(filters, arrange(filters))
    document = document_of(request, filters, comparison)
    return send(suffix, comparison_file(comparison, document))


def take_away(request, comparison: Comparison) -> dict:
    """Where the table is to be had otherwise, if there is one."""
    if not comparison.jurisdictions:
        return {}
    frame = with_query(reverse("embed_compare"), request.GET)
    files = file_links(request, "compare_file")
    return {"files": files, "embed": request.build_absolute_uri(frame)}


def document_of(request, filters: CompareFilters, comparison: Comparison) -> Document:
    columns = comparison.jurisdictions
    return describe(
        request,
        reverse("compare"),
        title(columns, comparison.against),
        filters.shown,
        choices=filters.chips,
        evidence_to=evidence_to(columns, filters.day),
    )


def title(columns, against: date | None) -> str:
    if not columns:
        return "Compare"
    held = f", held against {in_words(against)}" if against else ""
    return f"{join_words(columns)} compared{held}"


def arrange(filters: CompareFilters) -> list:
    """The heads of the columns: in the order asked, or sorted and grouped."""
    found = approach_lines(filters.jurisdictions, filters.shown)
    return bands(found, filters.chosen["sort"], filters.chosen["group"])


def arranged(filters: CompareFilters, heads: list) -> Comparison:
    """The cells, in columns as the heads have them."""
    columns = [line.jurisdiction for band in heads for line in band.lines]
    return table(
        columns,
        filters.criteria,
        filters.shown,
        matching=filters.matching,
        only=filters.chosen["only"],
        against=filters.other_day,
    )


def chooser(filters: CompareFilters) -> dict:
    """What can be ticked; the chosen columns stand first, so that their order is kept."""
    chosen = filters.jurisdictions
    others = Jurisdiction.objects.compared().exclude(pk__in=[j.pk for j in chosen])
    criteria = list(Criterion.objects.select_related("section"))
    return {
        "jurisdictions": [*chosen, *others],
        "columns": filters.chips_of("jurisdiction"),
        "chips": filters.chips,
        "criteria": criteria,
        "narrowed": filters.narrows_rows,
        "rows": filters.criteria,
        "sections": sections(criteria, filters.criteria),
    }


def sections(criteria, rows) -> list[tuple]:
    """Each section, and whether the rows are just its criteria."""
    return [
        (section, list(members) == rows)
        for section, members in groupby(criteria, key=lambda criterion: criterion.section)
    ]
