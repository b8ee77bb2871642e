"""Answers that are ready to be sent again, with all their headers, in the memory of the process.

To the same request the same answer is given, as long as stamp and day are the same. So nothing is
understood of a request here, neither its query nor the tags that its reader holds: an answer that
was given to just these words is given again (regcompare/at_once.py), and all else goes its way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

from operations.middleware import view_of

from .identity import State

# In bytes, of all answers together; what an answer takes beside its content.
MOST, AROUND = 20_000_000, 5_000
# All of a request on which an answer for readers may depend.
WORDS = (
    *("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SERVER_NAME"),
    *("SERVER_PORT", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
)
Asked = tuple[str | None, ...]
# Where the environment of a request holds them: Django changes some.
ASKED = "regcompare.asked"


@dataclass(frozen=True)
class Ready:
    """An answer as it was sent, of which state it is, and what the log says of it."""

    state: State
    status: int
    status_line: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    path: str
    view: str


class Answers:
    """Those of one state, by what was asked; the earliest go when there is no room."""

    def __init__(self, state: State | None):
        self.state = state
        self.ready: dict[Asked, Ready] = {}
        self.size = 0
        self.changing = Lock()

    def hold(self, asked: Asked, one: Ready) -> None:
        with self.changing:
            if asked not in self.ready:
                self.ready[asked] = one
                self.size += size(asked, one)
            while self.size > MOST:
                earliest = next(iter(self.ready))
                self.size -= size(earliest, self.ready.pop(earliest))


def size(asked: Asked, one: Ready) -> int:
    """In bytes. What was asked counts too: a stranger may make its headers long."""
    return len(one.content) + sum(len(part or "") for part in asked) + AROUND


_newest = Answers(None)


def forget() -> None:
    global _newest
    _newest = Answers(None)


def of_state(state: State) -> Answers:
    global _newest
    found = _newest
    if found.state != state:
        found = _newest = Answers(state)
    return found


def found(environ: dict) -> Ready | None:
    """What was answered last to just this, of whatever state it is."""
    asked = environ[ASKED] = tuple(map(environ.get, WORDS))
    return _newest.ready.get(asked)


def holding(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Middleware: what the same request would get again is held, if it was looked for."""

    def answer(request):
        response = get_response(request)
        if ASKED in request.META and is_to_be_held(request, response):
            of_state(response.state).hold(request.META[ASKED], as_ready(request, response))
        return response

    return answer


def is_to_be_held(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Is it one that the same request will get again, and nobody changed on its way?"""
    return (
        request.method == "GET"
        and getattr(response, "state", None) is not None
        and not (response.streaming or response.cookies)
        and response.get("Vary") == "Accept-Encoding"
    )


def as_ready(request: HttpRequest, response: HttpResponse) -> Ready:
    return Ready(
        response.state,
        response.status_code,
        f"{response.status_code} {response.reason_phrase}",
        tuple(response.headers.items()),
        response.content,
        escape_uri_path(request.path),
        view_of(request),
    )
