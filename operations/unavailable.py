"""What is answered during an outage. Nothing here asks the database."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from . import metrics
from .outages import Outage, one_line

logger = logging.getLogger("regcompare.outages")


def unavailable_page(request: HttpRequest, outage: Outage) -> HttpResponse:
    """A page of ours; a sentence where a file was asked for."""
    if "." in request.path.rpartition("/")[2]:
        text = f"{outage.sentence}\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=outage.status)
    # Without the request, which would ask who is signed in.
    context = {"outage": outage, "was_sent": request.method == "POST"}
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=outage.status)


def passing(response: HttpResponse, outage: Outage) -> HttpResponse:
    """The answer, for now: nobody keeps it, and everybody is told when to try again."""
    response.headers["Retry-After"] = str(outage.retry_after)
    response.headers["Cache-Control"] = "no-store"
    # Django would add a traceback for each request that an outage meets (django.utils.log).
    response._has_been_logged = True
    return response


def record(outage: Outage, error: BaseException) -> None:
    """One line by name, whatever met the outage."""
    reason = ". ".join(filter(None, (one_line(error), outage.cure)))
    metrics.outage(outage.name)
    logger.error("%s: %s", outage.name, reason, extra={"data": {"outage": outage.name}})
