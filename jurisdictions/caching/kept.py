"""Around the view of a page or file: 304 to whoever holds it, what is kept, or a new one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from ..days import today
from ..models.stamps import Moved
from . import folder, store
from .forms import COMPRESS, SMALL, accepted, packed, unpacked
from .held import state_of
from .identity import Identity, identity
from .sources import STAMP, answered, read_from
from .turns import turn

# Browsers ask each time, which costs them a 304. What stands between (a proxy, a CDN) may answer
# for a minute by itself.
CACHE_CONTROL = "public, max-age=0, s-maxage=60"
# For CDNs alone (RFC 9213): in the other header, browsers would show an old page too.
CDN_CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60"
# A longer answer is kept as a file: it would push too many pages out of the cache.
LONGEST = 2_000_000
HEADERS = ("Content-Type", "Content-Disposition")


@dataclass(frozen=True)
class Kept:
    """An answer as it is kept: its headers, and its bytes in a form ("" where not compressed)."""

    headers: dict[str, str]
    content: bytes
    form: str

    def as_response(self) -> HttpResponse:
        return in_form(HttpResponse(self.content, headers=self.headers), self.form)


def kept(make: Callable[[], HttpResponseBase], request: HttpRequest) -> HttpResponseBase:
    """The answer to a request; `make` is called where none is kept.

    Only what was made well is kept, and nothing that goes to one reader alone.
    """
    if settings.DEBUG:
        # A state for this page alone: what one part of it has read, the others need not.
        with state_of(token_hex()):
            return whole(make())
    asked = request.META.get(STAMP)
    if isinstance(asked, Exception):
        raise asked
    return answered(lambda moved, alias: current(make, request, moved, alias), asked)


def current(
    make: Callable[[], HttpResponseBase], request: HttpRequest, moved: Moved, alias: str
) -> HttpResponseBase:
    """The answer at that stamp of the data, made from that database."""
    own = identity(request, moved, today(), timezone.now())
    if (tag := tag_held(request, own)) is not None:
        return dressed(HttpResponse(status=304), own, tag)
    form = accepted(request)
    response = found(own, form)
    if response is None:
        with state_of(moved.token), turn((own.key, form)):
            # Somebody else may have made it meanwhile.
            response = found(own, form) or read_from(alias, lambda: made(make, own, form))
    if not is_for_all(response):
        return response
    if is_unmodified(request, own):
        response = HttpResponse(status=304)
    return dressed(response, own, etag(own, response.get("Content-Encoding", "")))


def etag(own: Identity, form: str) -> str:
    """A strong tag: the same as long as the address gives the same bytes in this form."""
    return f'"{own.key}-{form}"' if form else f'"{own.key}"'


def tag_held(request: HttpRequest, own: Identity) -> str | None:
    """The tag by which the reader's program holds this answer, in any form."""
    named = parse_etags(request.headers.get("If-None-Match", ""))
    # What was compressed by others on its way bears the tag as a weak one.
    held = {one.removeprefix("W/") for one in named}
    return next((tag for form in ("", *COMPRESS) if (tag := etag(own, form)) in held), None)


def is_unmodified(request: HttpRequest, own: Identity) -> bool:
    """Does the reader's program hold it, as far as a date can tell?

    Asked of an answer that is there: of one that isn't, a date says nothing.
    """
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is None or own.last_modified is None or "If-None-Match" in request.headers:
        return False
    return int(own.last_modified.timestamp()) <= since


def found(own: Identity, form: str) -> HttpResponseBase | None:
    entry = store.get(f"{own.key}:{form}")
    return entry.as_response() if entry else from_file(own, form) or from_another(own, form)


def from_file(own: Identity, form: str) -> HttpResponseBase | None:
    """The long answer that is kept in this form."""
    file = folder.opened(file_name(own, form))
    if file is None:
        return None
    response = StreamingHttpResponse(file, headers=file.headers)
    response["Content-Length"] = str(file.length)
    return in_form(response, form)


def from_another(own: Identity, form: str) -> HttpResponseBase | None:
    """The long answer that is kept in another form, made into this one, which is kept too."""
    for other in ("", *COMPRESS):
        if other != form and (file := folder.opened(file_name(own, other))):
            return filed(unpacked(file, other), file.headers, own, form)
    return None


def file_name(own: Identity, form: str) -> str:
    return f"{own.key}.{form or 'plain'}"


def made(make: Callable[[], HttpResponseBase], own: Identity, form: str) -> HttpResponseBase:
    """A new answer, kept for the next reader; in the form accepted, if it is for all."""
    response = whole(make())
    if not is_for_all(response):
        return response
    if response.streaming:
        content, headers = response.streaming_content, headers_of(response)
        return filed(content, headers, own, form) or sent_as_made(make(), form)
    compressed = form if len(response.content) >= SMALL else ""
    content = COMPRESS[compressed](response.content) if compressed else response.content
    store.put(f"{own.key}:{form}", Kept(headers_of(response), content, compressed))
    response.content = content
    return in_form(response, compressed)


def filed(
    content: Iterable[bytes], headers: dict[str, str], own: Identity, form: str
) -> HttpResponseBase | None:
    """A long answer in the form accepted, made to its end before any of it is sent: a server that
    has begun to send ends what fails as if that was all of it. None where no file can be kept.
    """
    folder.write(file_name(own, form), headers, packed(content, form))
    return from_file(own, form)


def sent_as_made(response: HttpResponseBase, form: str) -> HttpResponseBase:
    """A long answer that finds no room. Nobody may keep it: none sees whether it was cut off."""
    response.streaming_content = packed(response.streaming_content, form)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Encoding"])
    return in_form(response, form)


def headers_of(response: HttpResponseBase) -> dict[str, str]:
    return {name: response[name] for name in HEADERS if name in response}


def in_form(response: HttpResponseBase, form: str) -> HttpResponseBase:
    """Content that is in this form, and says so."""
    if form:
        response["Content-Encoding"] = form
    return response


def is_for_all(response: HttpResponseBase) -> bool:
    """Is it an answer like any other reader's, and did its view leave to us how long it holds?"""
    return response.status_code == 200 and not (response.cookies or "Cache-Control" in response)


def whole(response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its bytes made; still a stream if there are too many to hold."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if not response.streaming:
        return response
    begun, length, stream = [], 0, iter(response.streaming_content)
    while length <= LONGEST and (chunk := next(stream, None)) is not None:
        begun.append(chunk)
        length += len(chunk)
    if length > LONGEST:
        response.streaming_content = chain(begun, stream)
        return response
    return HttpResponse(b"".join(begun), headers=response.headers)


def dressed(response: HttpResponseBase, own: Identity, tag: str) -> HttpResponseBase:
    """With what tells caches and programs how long it holds, and by which name."""
    response["ETag"] = tag
    response["Cache-Control"] = CACHE_CONTROL
    response["CDN-Cache-Control"] = CDN_CACHE_CONTROL
    # A feed names its newest entry here, which doesn't tell when its selection changed.
    response.headers.pop("Last-Modified", None)
    if own.last_modified:
        response["Last-Modified"] = http_date(own.last_modified.timestamp())
        # From now on the same until the state is another (ready.py).
        response.state = own.state
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
