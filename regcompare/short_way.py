"""The short way of a request for a page that is the same for all readers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve

from jurisdictions.languages import in_each_language

# How many paths are held with the view that answers them.
PATHS = 1000
# Not a mark on the function: whatever wraps it, as the admin does, would take that over.
views: set[Callable] = set()


def for_readers(view: Callable) -> Callable:
    """Mark a view that knows nobody: no session, no account, no message, no token of a form."""
    views.add(view)
    return view


def first(get_response):
    """Middleware: such a view answers here. What follows is for those whom the site knows, and
    would look in vain for each of them; that costs as much as to tell that nothing has changed.
    """

    def answer(request):
        match = found(request.path_info)
        if match is None or match.func not in views:
            return get_response(request)
        return answered(match, request)

    return answer


def found(path: str) -> ResolverMatch | None:
    """What answers the path in the language of the page, if anything does."""
    try:
        return resolved(path, settings.ROOT_URLCONF)
    except Resolver404:
        return None


@in_each_language(PATHS)
def resolved(path: str, urlconf: str) -> ResolverMatch:
    """By the patterns of the active language."""
    return resolve(path, urlconf)


def answered(match: ResolverMatch, request: HttpRequest) -> HttpResponseBase:
    """As Django's handler would at the end of the way."""
    request.resolver_match = match
    response = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response
