"""What is wrong, as application/problem+json (RFC 9457): no error of the API is a page."""

import sys
from http import HTTPStatus

from django.http import Http404, HttpRequest, JsonResponse
from django.views import defaults
from rest_framework.exceptions import APIException
from rest_framework.views import exception_handler

from operations.outages import Outage, outage
from operations.schema import behind
from operations.unavailable import passing, record, unavailable_page

from ..asking.query import BadQuery
from ..views import site

PROBLEM = "application/problem+json"
ROOT = "/api/v1/"
# Relative to the address asked for, so that it holds on any host.
BAD_QUERY = "/api/docs/#bad-query"
DETAILS = {
    HTTPStatus.BAD_REQUEST: "The request can't be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The API is read-only: ask with GET or HEAD.",
    HTTPStatus.PRECONDITION_FAILED: "The record is no longer the one that If-Match names.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here, and was recorded.",
}


class NoSuchPage(BadQuery):
    """The number of a page past the last one: sound in itself, but there is nothing there."""


class PreconditionFailed(APIException):
    status_code = HTTPStatus.PRECONDITION_FAILED


def problem(status: HTTPStatus, **more) -> dict:
    """The members of a problem; `more` adds some or says them otherwise."""
    said = {"type": "about:blank", "title": status.phrase, "status": status.value}
    return said | {"detail": DETAILS.get(status, status.description)} | more


def bad_query(exception: BadQuery) -> dict:
    """The problem of a query, with every parameter that can't be understood."""
    errors = [
        {"parameter": one.parameter, "detail": one.sentence, "accepted": one.accepted}
        for one in exception.problems
    ]
    missing = isinstance(exception, NoSuchPage)
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.BAD_REQUEST
    detail = " ".join(f"{one['parameter']}: {one['detail']}" for one in errors)
    return problem(status, type=BAD_QUERY, detail=detail, errors=errors)


def as_problem(exception: Exception, context: dict):
    """The framework's exception handler. None where Django's own is to answer."""
    if isinstance(exception, BadQuery):
        return answer(bad_query(exception))
    response = exception_handler(exception, context)
    if response is not None:
        response.data = problem(HTTPStatus(response.status_code))
        response.content_type = PROBLEM
    return response


def answer(said: dict) -> JsonResponse:
    text = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(said, status=said["status"], content_type=PROBLEM, json_dumps_params=text)


# What Django calls when an error leaves the views, or none was found. Elsewhere a page answers.


def bad_request(request: HttpRequest, exception: Exception):
    if request.path.startswith(ROOT):
        named = isinstance(exception, BadQuery)
        return answer(bad_query(exception) if named else problem(HTTPStatus.BAD_REQUEST))
    return site.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Http404):
    if request.path.startswith(ROOT):
        return answer(problem(HTTPStatus.NOT_FOUND))
    return site.not_found(request, exception)


def server_error(request: HttpRequest):
    """500, unless what failed is known to be out of order for the moment."""
    error = sys.exc_info()[1]
    if found := outage(error) or behind(error):
        record(found, error)
        return passing(unavailable(request, found), found)
    if request.path.startswith(ROOT):
        return answer(problem(HTTPStatus.INTERNAL_SERVER_ERROR))
    return defaults.server_error(request)


def unavailable(request: HttpRequest, found: Outage):
    if request.path.startswith(ROOT):
        return answer(problem(found.status, detail=str(found.sentence), outage=found.name))
    return unavailable_page(request, found)
