"""What every page does around its view, and how a long list is cut."""

from datetime import date
from functools import wraps

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..days import AsOf, evidence_to, today
from ..filtersets.dated import DatedFilterSet
from ..models import Jurisdiction
from ..query import FORM, BadQuery, Problem, asked_revision, check, tidy
from ..snapshots import snapshot

PAGE_SIZE = 50


def page(view):
    """A page answers GET and HEAD; a form sent to it is redirected to the address it means.

    Asked for at a revision, it is made from what was recorded then. The view itself stays in reach
    as `view`, for what another page wants of it.
    """

    # Exempt, so that other methods are told that they aren't allowed, and not that a token lacks.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def tidied(request, *args, **kwargs):
        if FORM in request.GET:
            query = tidy(request.GET).urlencode()
            return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
        revision = asked_revision(request.GET)
        if revision is None:
            return view(request, *args, **kwargs)
        with snapshot(revision.number):
            return at_once(view(request, *args, **kwargs))

    tidied.view = view
    return tidied


def at_once(response):
    """A page would be rendered, and a stream read, only when the snapshot is gone."""
    if isinstance(response, TemplateResponse):
        response.render()
    if response.streaming:
        response.streaming_content = [b"".join(response.streaming_content)]
    return response


def read(filterset: type[DatedFilterSet], request) -> DatedFilterSet:
    """The filters of a page, bound and checked: BadQuery unless every parameter is understood."""
    filters = filterset(request.GET, today=today())
    check(filters.form)
    return filters


def whole_evidence(shown: AsOf) -> date | None:
    """How far the evidence goes on a page about all jurisdictions."""
    return evidence_to(Jurisdiction.objects.compared(), shown.day)


def cut(rows, number: int, size: int = PAGE_SIZE):
    """Page `number` of the rows; BadQuery when there is no such page."""
    paginator = Paginator(rows, size)
    if number > paginator.num_pages:
        accepted = f"the number of a page, from 1 to {paginator.num_pages}"
        raise BadQuery([Problem("page", "There is no such page.", accepted)])
    return paginator.page(number)
