"""Answers that are ready to be sent again, with all their headers, in the memory of the process.

To the same request the same answer is given, as long as stamp and day are the same. So nothing is
understood of a request here, neither its query nor the tags that its reader holds: an answer that
was given to just these words is given again, and all else goes its way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from regcompare.replicas import AWAY

from . import kept, sources
from .identity import State

# In bytes, of all answers together; what an answer takes beside its content.
MOST, AROUND = 20_000_000, 5_000
# All of a request on which an answer for readers may depend.
ASKED = (
    *("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT"),
    *("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
)
Asked = tuple[str | None, ...]


@dataclass(frozen=True)
class Ready:
    """An answer as it was sent, and what had answered."""

    status: int
    headers: dict[str, str]
    content: bytes
    match: ResolverMatch

    def to(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = self.match
        return HttpResponse(self.content, status=self.status, headers=self.headers)


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
    if _newest.state != state:
        _newest = Answers(state)
    return _newest


def first(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Middleware: what is ready is answered here."""

    def answer(request):
        if request.method != "GET":
            return get_response(request)
        asked, answers = tuple(map(request.META.get, ASKED)), _newest
        one = answers.ready.get(asked)
        if one and is_current(answers, request):
            return one.to(request)
        response = get_response(request)
        if is_to_be_held(response):
            of_state(response.state).hold(asked, as_ready(response, request))
        return response

    return answer


def is_current(answers: Answers, request: HttpRequest) -> bool:
    """Is there nothing newer? Whoever makes the answer if there is need not ask again."""
    try:
        request.stamp = moved, _alias = sources.stamp()
    except AWAY as error:
        request.outage = error
        return False
    return of_state((moved.token, kept.today())) is answers


def is_to_be_held(response: HttpResponseBase) -> bool:
    """Is it one that the same request will get again, and nobody changed on its way?"""
    return (
        getattr(response, "state", None) is not None
        and not (response.streaming or response.cookies)
        and response.get("Vary") == "Accept-Encoding"
    )


def as_ready(response: HttpResponse, request: HttpRequest) -> Ready:
    headers = dict(response.headers.items())
    return Ready(response.status_code, headers, response.content, request.resolver_match)
