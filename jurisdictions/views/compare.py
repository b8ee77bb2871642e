from itertools import groupby

from django.shortcuts import render

from ..days import evidence_to, today
from ..filtersets import CompareFilters
from ..lines import bands
from ..models import Criterion, Jurisdiction
from ..query import check
from .page import page
from .tables import approach_lines, table


@page
def compare(request):
    """Chosen jurisdictions against chosen criteria, side by side."""
    filters = CompareFilters(request.GET, today=today())
    check(filters.form)
    heads = arrange(filters)
    columns = [line.jurisdiction for band in heads for line in band.lines]
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "comparison": table(columns, filters.criteria, filters.shown, matching=filters.matching),
        "heads": heads,
        "evidence_to": evidence_to(columns, filters.day),
        "chooser": chooser(filters),
    }
    return render(request, "compare.html", context)


def arrange(filters: CompareFilters) -> list:
    """The heads of the columns: in the order asked, or sorted and grouped."""
    found = approach_lines(filters.jurisdictions, filters.shown)
    return bands(found, filters.chosen["sort"], filters.chosen["group"])


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
