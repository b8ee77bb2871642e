from django.shortcuts import render

from ..days import today
from ..filtersets import SourceFilters
from ..models import Source
from ..query import check
from .page import cut, page


@page
def sources(request):
    """The documents that findings rest on."""
    filters = SourceFilters(request.GET, today=today())
    check(filters.form)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "page": cut(filters.qs.with_uses(filters.day), filters.chosen["page"]),
        "total": Source.objects.count(),
    }
    return render(request, "sources.html", context)
