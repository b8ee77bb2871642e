"""The same view in other formats: what a page says of itself, and its files."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from ..asking.query import BadQuery, Problem
from ..caching.held import held
from ..caching.identity import orderly
from ..days import AsOf, evidence_to, today
from ..files.content import File
from ..files.document import Document
from ..filtersets.dated import DatedFilterSet
from ..languages import without_language
from ..models import Revision
from ..renderers import FORMATS
from ..renderers.limits import TooLong

# Each piece of an answer costs time on its way; some kB are sent at once.
PIECE = 1 << 16
# What only moves within a page, or names a feed, has no place in the address that is cited.
PASSING = ("page", "title")


def describe(
    request: HttpRequest,
    page: str,
    title: str,
    shown: AsOf,
    *,
    name: str = "",
    choices: Sequence = (),
    evidence_to: date | None = None,
) -> Document:
    """The Document of a view.

    `page` is the path of the page, also where `request` asks for a file of it; `choices` are the
    chips of its filters. The address that it gets holds the day and the revision.
    """
    revision = shown.revision or held(Revision.current)
    query = request.GET.copy()
    for passing in PASSING:
        query.pop(passing, None)
    query["as_of"] = shown.day.isoformat()
    if revision:
        query["rev"] = str(revision.number)
    address = request.build_absolute_uri(f"{page}?{orderly(query).urlencode(safe=':')}")
    return Document(
        name=name or without_language(page).strip("/").replace("/", "-"),
        title=str(title),
        address=address,
        as_of=shown,
        retrieved=today(),
        revision=revision,
        choices=choices,
        evidence_to=evidence_to,
    )


def describe_table(
    request: HttpRequest,
    page: str,
    title: str,
    filters: DatedFilterSet,
    jurisdictions: Iterable,
    name: str = "",
) -> Document:
    """The Document of a page with filters, about these jurisdictions."""
    return describe(
        request,
        page,
        title,
        filters.shown,
        name=name,
        choices=filters.chips,
        evidence_to=evidence_to(jurisdictions, filters.day),
    )


def describe_list(
    request: HttpRequest, page: str, title: str, filters: DatedFilterSet, name: str = ""
) -> Document:
    """The same of a page given by its name, about all jurisdictions."""
    about = compared(filters)
    return describe_table(request, reverse(page), title, filters, about, name or page)


def compared(filters: DatedFilterSet) -> list:
    """All compared jurisdictions, of which the filters know, so that they are read once."""
    return [one for one in filters.form.fields["jurisdiction"].every if one.compared]


def file_links(request: HttpRequest, view: str, *args) -> list[tuple[str, str]]:
    """The formats of a page by name, with their addresses for the same choice."""
    query = request.GET.copy()
    query.pop("page", None)
    asked = with_query("", query)
    return [
        (one.label, reverse(view, args=[*args, one.suffix]) + asked) for one in FORMATS.values()
    ]


def with_query(path: str, query) -> str:
    return f"{path}?{query.urlencode(safe=':')}" if query else path


def send(suffix: str, file: File) -> HttpResponse:
    """The file in the format of that suffix, as a stream with a name to save it under.

    BadQuery when there is more than the format can hold.
    """
    wanted = FORMATS[suffix]
    try:
        content = wanted.render(file)
    except TooLong as refusal:
        raise BadQuery([Problem("format", str(refusal))]) from refusal
    response = StreamingHttpResponse(in_pieces(content), content_type=wanted.content_type)
    name = quote(f"{file.document.file_name}.{suffix}")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def in_pieces(content: Iterable[str | bytes]) -> Iterator[bytes]:
    """A stream of lines as one of fewer and longer pieces."""
    begun, length = [], 0
    for part in content:
        begun.append(part.encode() if isinstance(part, str) else part)
        length += len(begun[-1])
        if length >= PIECE:
            yield b"".join(begun)
            begun, length = [], 0
    yield b"".join(begun)
