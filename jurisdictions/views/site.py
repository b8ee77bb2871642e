"""The pages around the data: about, health, and what a refusal looks like."""

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from operations.schema import behind, is_behind

from .. import known
from ..asking.query import Problem, read_day
from ..choices import Access, Confidence, Scale, SourceKind, Verdict
from ..days import LAST_DAY, evidence_to
from ..law.status import Status
from ..mistyped import guessed
from ..models import Approach, Revision
from .files import describe
from .page import page


@page
def about(request):
    """Method, words, licence and disclaimer."""
    shown = read_day(request)
    context = {
        "as_of": shown,
        "document": describe(request, reverse("about"), _("Method, words and licence"), shown),
        "approaches": Approach.objects.all(),
        "scales": list(Scale),
        "statuses": list(Status),
        "confidences": list(Confidence),
        "source_kinds": list(SourceKind),
        "accesses": list(Access),
        "verdicts": list(Verdict),
        "review_interval": settings.REVIEW_INTERVAL_DAYS,
        "researched_until": evidence_to(known.COMPARED.all(), LAST_DAY),
    }
    return TemplateResponse(request, "about.html", context)


@csrf_exempt
@never_cache
@require_safe
def healthz(request):
    """200 while the database answers and has the tables of the code, 503 otherwise."""
    wrong = ailment()
    status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
    return HttpResponse(f"{wrong or 'ok'}\n", status=status, content_type="text/plain")


def ailment() -> str:
    """What ails the database, in a few words; nothing if it is well."""
    try:
        # A question without a table is answered although the file is gone (SQLite).
        Revision.current()
        older = is_behind()
    except Error as error:
        older = behind(error)
        if not older:
            return "database unreachable"
    return "database older than the code" if older else ""


def leads_to(page: str):
    """A view that leads on to the page of that name, with the same query."""
    methods = ["get", "head"]
    return RedirectView.as_view(
        pattern_name=page, query_string=True, permanent=True, http_method_names=methods
    )


def not_found(request, exception):
    """404: what may have been meant."""
    return render(request, "404.html", {"guess": guessed(request.path)}, status=404)


def bad_request(request, exception):
    """400: which parameter is wrong, and what is accepted."""
    problems = getattr(exception, "problems", [])
    # Not request.GET, which can't be had of a query with too many parameters.
    rest = understood(request.META["QUERY_STRING"], problems)
    context = {"problems": problems, "rest": rest}
    return render(request, "400.html", context, status=400)


def understood(query: str, problems: list[Problem]) -> str:
    """What is left of a query without all that is refused; nothing where that has no plain name.

    Mail programs and social networks add parameters of their own to the links that people send.
    """
    refused = {problem.parameter: problem.values for problem in problems}
    given = parse_qsl(query, keep_blank_values=True)
    if not refused or not refused.keys() <= {name for name, _value in given}:
        return ""
    return urlencode([pair for pair in given if not is_refused(*pair, refused)])


def is_refused(name: str, value: str, refused: dict[str, tuple[str, ...]]) -> bool:
    """Where no value of a parameter is named, none of them is kept."""
    return name in refused and (not refused[name] or value in refused[name])
