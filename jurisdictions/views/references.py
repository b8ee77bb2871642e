"""How each page is cited."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from ..files.document import Document
from ..references import HOME, STYLES
from .page import page

# Where the pages are: nothing else is called, staff's pages least of all.
PAGES = "jurisdictions.urls.pages"


@page
def cite(request, name, style):
    """The reference of the page of that name, for the same choice."""
    document = document_at(request, "/" if name == HOME else f"/{name}/")
    wanted = STYLES[style]
    response = HttpResponse(wanted.of(document), content_type=wanted.content_type)
    kind = "inline" if style == "txt" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{wanted.file_name(document)}"'
    return response


def document_at(request: HttpRequest, path: str) -> Document:
    """What the page of that path says of itself; it isn't rendered.

    Its own view is asked, which refuses what the page would refuse.
    """
    match = resolve(path, PAGES)
    view = getattr(match.func, "view", None)
    answer = view and view(request, *match.args, **match.kwargs)
    document = (getattr(answer, "context_data", None) or {}).get("document")
    if document is None:
        raise Http404
    return document
