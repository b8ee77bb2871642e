"""The one address of a view, and whether search engines are to list it.

Filters, days and revisions make addresses without end. Each view has one address of its own; listed
are the plain pages, the further pages of lists, and comparisons of a few whole jurisdictions.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict

from ..asking.query import FORM
from ..languages import base, prefix, without_language

# What a parameter means that is left out.
DEFAULTS = {"page": "1"}
# Links carry them: at another day or revision the whole site stands once more.
TIMES = {"as_of", "rev", "against", "from", "to"}
COLUMNS_LISTED = 4
# Pages with forms, one for each record, what is said after them, and what is found.
NEVER_LISTED = {"search", "report", "report_thanks", "answer", "answer_thanks"}

LISTED = ""
UNLISTED = "noindex, follow"
DEAD_END = "noindex, nofollow"


def canonical(request: HttpRequest) -> str:
    """The absolute address of the view, however its parameters were written."""
    return request.build_absolute_uri(canonical_path(request))


def canonical_path(request: HttpRequest) -> str:
    query = urlencode(normalised(request.GET), safe=":")
    return f"{request.path}?{query}" if query else request.path


def normalised(query: QueryDict) -> list[tuple[str, str]]:
    """The parameters in one order, without those that say what holds anyway."""
    said = [(name, value) for name, values in query.lists() for value in values]
    kept = [(name, value) for name, value in said if DEFAULTS.get(name) != value]
    return sorted((name, value) for name, value in kept if name != FORM)


def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """The same view in each language, as (hreflang, absolute address); English for all others."""
    neutral = without_language(canonical_path(request))
    found = [
        (base(code), request.build_absolute_uri(prefix(code) + neutral))
        for code, _ in settings.LANGUAGES
    ]
    return [*found, ("x-default", dict(found)[base(settings.LANGUAGE_CODE)])]


def robots(request: HttpRequest) -> str:
    """What search engines are told of the view; nothing where they may list it."""
    page, names = request.resolver_match.url_name, dict(normalised(request.GET)).keys()
    if names & TIMES:
        return DEAD_END
    if page in NEVER_LISTED:
        return UNLISTED
    return LISTED if names <= {"page"} or compares_a_few(page, request.GET) else UNLISTED


def compares_a_few(page: str, query: QueryDict) -> bool:
    """Does it set a few whole jurisdictions side by side, which people look for?"""
    columns = query.getlist("jurisdiction")
    return page == "compare" and list(query) == ["jurisdiction"] and len(columns) <= COLUMNS_LISTED
