"""Around everything else: an identifier, a line in the log, and figures for each request.

Readers are not tracked: no address, no query and no name is written down.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from . import metrics
from .watching import Watch, milliseconds

access = logging.getLogger("regcompare.access")
HEADER, GIVEN = "X-Request-ID", "HTTP_X_REQUEST_ID"
# Where the environment of a request holds its watch, if it was begun before Django.
WATCH = "regcompare.watch"
SOUND = re.compile(r"[A-Za-z0-9._-]{8,64}")


def observing(get_response):
    """Middleware. A request ends when its last byte is made, which of a file is later."""

    def answer(request):
        watch = request.META.get(WATCH) or begun(request.META)
        with watch.open():
            response = get_response(request)
        response.headers[HEADER] = watch.request_id
        if response.streaming and getattr(response, "file_to_stream", None) is None:
            end = once(lambda: finished(request, response, watch))
            response.streaming_content = Watched(response.streaming_content, watch, end)
        else:
            finished(request, response, watch)
        return response

    return answer


def begun(environ: dict) -> Watch:
    """The watch of a request that begins, which counts as being answered from now on."""
    metrics.begin()
    return Watch(identifier(environ))


def identifier(environ: dict) -> str:
    """What our proxy calls the request, else a new name."""
    given = environ.get(GIVEN, "") if settings.BEHIND_PROXY else ""
    return given if SOUND.fullmatch(given) else secrets.token_hex(16)


class Watched:
    """Content that is made while it is sent, perhaps by one thread after another."""

    def __init__(self, content, watch: Watch, end: Callable[[], None]):
        self.content, self.watch, self.end = iter(content), watch, end

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self.watch.open():
            return next(self.content)

    def close(self):
        """Called when all is sent, or nobody listens any more."""
        self.end()


def once(act: Callable[[], None]) -> Callable[[], None]:
    acts = [act]
    return lambda: acts.pop()() if acts else None


def finished(request: HttpRequest, response: HttpResponse, watch: Watch) -> None:
    path = escape_uri_path(request.path)
    finish(request.method, path, view_of(request), response.status_code, watch)


def finish(method: str, path: str, view: str, status: int, watch: Watch) -> None:
    """A request was answered: a line in the log, and its figures."""
    data = {
        "method": method,
        "path": path,
        "view": view,
        "status": status,
        "ms": milliseconds(watch.seconds),
        "statements": watch.statements,
        "statements_ms": milliseconds(watch.in_database),
        "request_id": watch.request_id,
    }
    access.info("%(method)s %(path)s %(status)s %(ms)s ms", data, extra={"data": data})
    metrics.end(view, method, status, watch.seconds)


def view_of(request: HttpRequest) -> str:
    """The name of what answered: of few, unlike addresses."""
    if match := request.resolver_match:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"
