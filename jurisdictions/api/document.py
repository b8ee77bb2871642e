"""The OpenAPI document, made once for each state of the data and day, and held by the process."""

import json
from datetime import date
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from ..asking.query import check
from ..caching.held import held
from ..days import today
from ..languages import in_first
from ..views.data import NoParameters
from .endpoint import Endpoint

# The generator tells the one schema of each view which view it is of: two would take it from each
# other.
WRITING = Lock()
# The host in what is held. A stranger may name as many hosts as there are ports, and to make the
# document takes a quarter of a second.
HELD_HOST = "held.invalid"


class OpenApi(Endpoint):
    """The document itself. It is no part of what it describes."""

    schema = None

    def respond(self) -> HttpResponse:
        check(NoParameters(self.request.GET))
        return HttpResponse(text_of(self.request), content_type="application/json")


def text_of(request: HttpRequest) -> bytes:
    """The document as JSON, with examples whose addresses are on the host asked."""
    # The page about it may be in another language: what is held, is held of each.
    with in_first():
        text = held(made, today())
    asked_at = request.build_absolute_uri("/").removesuffix("/")
    return text.replace(f"http://{HELD_HOST}".encode(), asked_at.encode())


def document_of(request: HttpRequest) -> dict:
    """The same as plain values."""
    return json.loads(text_of(request))


def made(day: date) -> bytes:
    """On the day that is today, on which the examples judge what is due."""
    with WRITING:
        return written()


def written() -> bytes:
    # Here, since no other page needs it: the server starts a tenth faster.
    from drf_spectacular.generators import SchemaGenerator

    document, examples = SchemaGenerator().get_schema(public=True), {}
    for path, operations in document["paths"].items():
        examples[path] = example = example_of(path, examples)
        if example is not None:
            content = operations["get"]["responses"]["200"]["content"]
            content["application/json"]["examples"] = {"Short": example}
    # Escaped: the patterns name characters that nobody sees.
    return json.dumps(document, separators=(",", ":"), default=str).encode()


# Of each address a short question, on a day for ever past. Records are those that lists begin with.
DAY = "as_of=2026-10-08"
QUESTIONS = {
    "/api/v1/": "",
    "/api/v1/comparison/": f"{DAY}&jurisdiction=dubai&criterion=custody",
}


def example_of(path: str, of_lists: dict) -> dict | None:
    """A real answer, and what was asked; None where the data holds none.

    A record is the one in the example of its list, which comes before it.
    """
    path, _, of_record = path.partition("{slug}")
    if not of_record:
        return asked(path, QUESTIONS.get(path, f"{DAY}&page_size=1"))
    listed = of_lists[path]
    found = listed["value"]["results"] if listed else []
    return asked(f"{path}{found[0]['slug']}/", DAY) if found else None


def asked(path: str, query: str) -> dict | None:
    # As above; Django's tools for tests load Python's.
    from django.test import RequestFactory

    address = f"{path}?{query}" if query else path
    request = RequestFactory().get(address)
    request.get_host = lambda: HELD_HOST
    view = resolve(path)
    response = view.func(request, *view.args, **view.kwargs)
    if response.status_code != 200:
        return None
    return {"summary": f"GET {address}", "value": json.loads(response.rendered_content)}
