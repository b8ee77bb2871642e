"""Around everything else: an identifier, a line in the log, and figures for each request.

Readers are not tracked: no address, no query and no name is written down.
"""

import logging
import re
import uuid
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from . import metrics
from .watching import Watch, milliseconds

access = logging.getLogger("regcompare.access")
HEADER, GIVEN = "X-Request-ID", "HTTP_X_REQUEST_ID"
SOUND = re.compile(r"[A-Za-z0-9._-]{8,64}")


def observing(get_response):
    """Middleware. A request ends when its last byte is made, which of a file is later."""

    def answer(request):
        watch = Watch(identifier(request))
        metrics.begin()
        with watch.open():
            response = get_response(request)
        response.headers[HEADER] = watch.request_id
        if response.streaming and getattr(response, "file_to_stream", None) is None:
            end = once(lambda: finish(request, response, watch))
            response.streaming_content = Watched(response.streaming_content, watch, end)
        else:
            finish(request, response, watch)
        return response

    return answer


def identifier(request: HttpRequest) -> str:
    """What our proxy calls the request, else a new name."""
    # Not of request.headers, which are made of all headers for this one.
    given = request.META.get(GIVEN, "") if settings.BEHIND_PROXY else ""
    return given if SOUND.fullmatch(given) else uuid.uuid4().hex


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


def finish(request: HttpRequest, response: HttpResponse, watch: Watch) -> None:
    data = {
        "method": request.method,
        "path": escape_uri_path(request.path),
        "view": view_of(request),
        "status": response.status_code,
        "ms": milliseconds(watch.seconds),
        "statements": watch.statements,
        "statements_ms": milliseconds(watch.in_database),
        "request_id": watch.request_id,
    }
    access.info("%(method)s %(path)s %(status)s %(ms)s ms", data, extra={"data": data})
    metrics.end(data["view"], request.method, response.status_code, watch.seconds)


def view_of(request: HttpRequest) -> str:
    """The name of what answered: of few, unlike addresses."""
    if match := request.resolver_match:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"
