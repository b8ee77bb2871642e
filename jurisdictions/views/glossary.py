from datetime import date
from itertools import groupby

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from ..filtersets import GlossaryFilters
from ..law.statuses import status_of
from ..models import Term
from ..querysets import official_first
from .files import describe_list, file_links
from .page import page, read

TITLE = _("Glossary")


@page
def glossary(request):
    """The words of each jurisdiction, gathered under the neutral word for the same thing."""
    filters = read(GlossaryFilters, request)
    terms = list(with_law(filters.qs))
    document = describe_list(request, "glossary", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "glossary_file"),
        "groups": by_concept(terms, filters.day),
        "found": len(terms),
        "false_friends": sum(bool(term.false_friend) for term in terms),
        "total": Term.objects.count(),
        "evidence_to": document.evidence_to,
    }
    return TemplateResponse(request, "glossary.html", context)


def with_law(terms):
    """With the instrument of each term, and the sources."""
    related = terms.select_related("concept", "jurisdiction", "instrument")
    return related.prefetch_related(official_first())


def by_concept(terms: list[Term], day: date) -> list[tuple]:
    """Each concept with its terms, and each term with the status of its instrument on the day."""
    return [
        (concept, [(term, term.instrument and status_of(term.instrument, day)) for term in members])
        for concept, members in groupby(terms, key=lambda term: term.concept)
    ]
