"""The comparison in a frame of another site."""

from csp.decorators import csp_replace
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from ..asking.query import BadQuery
from ..filtersets import CompareFilters
from ..layouts import Style, laid_out
from .compare import compared, document_of, heads_of, style_of
from .files import with_query
from .page import page, read


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@page
def embed_compare(request):
    """The comparison of the same query: what its readers see also where it is refused."""
    try:
        return comparison_in_frame(request)
    except BadQuery as refusal:
        context = {"problems": refusal.problems, "full": reverse("compare")}
        return render(request, "embed/400.html", context, status=400)


def comparison_in_frame(request):
    filters = read(CompareFilters, request)
    heads = heads_of(filters)
    shows = style_of(filters)
    comparison = compared(filters, heads, evidence=shows is Style.FULL)
    document = document_of(request, filters, comparison)
    context = {
        "as_of": filters.shown,
        "comparison": comparison,
        "layout": laid_out(comparison, heads, shows, turned=filters.turned),
        "opened": filters.chosen["open"],
        "document": document,
        "evidence_to": document.evidence_to,
        "full": with_query(reverse("compare"), request.GET),
    }
    return render(request, "embed/compare.html", context)
