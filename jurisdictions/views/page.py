"""What every page does around its view, and how a long list is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from regcompare.short_way import for_readers

from .. import known
from ..asking import limits
from ..asking.query import (
    FORM,
    BadQuery,
    Problem,
    asked_revision,
    check,
    tidy,
)
from ..caching.identity import ask_in_order
from ..caching.kept import kept
from ..days import AsOf, evidence_to, today
from ..filtersets.dated import DatedFilterSet
from ..recording.snapshots import snapshot

PAGE_SIZE = 50


def page(view):
    """A page answers GET and HEAD; a form sent to it is redirected to the address it means.

    It is made once per state of the data (caching/). Asked for at a revision, it is made from what
    was recorded then. The view itself stays in reach as `view`, for what another page wants of it.
    """

    # Exempt, so that other methods are told that they aren't allowed, and not that a token lacks.
    @for_readers
    @csrf_exempt
    @require_safe
    @wraps(view)
    def tidied(request, *args, **kwargs):
        return tidied_first(request) or kept(
            lambda: as_recorded(view, request, *args, **kwargs), request
        )

    tidied.view = view
    return tidied


def staff_page(view):
    """The same for staff, made anew for each: no cache may keep what readers don't see."""

    @csrf_exempt
    @require_safe
    @wraps(view)
    def tidied(request, *args, **kwargs):
        return tidied_first(request) or as_recorded(view, request, *args, **kwargs)

    return tidied


def tidied_first(request) -> HttpResponseRedirect | None:
    """Where a form leads that was sent here, if one was; the question is in its one order then."""
    ask_in_order(request)
    return HttpResponseRedirect(tidy_address(request)) if FORM in request.GET else None


def tidy_address(request) -> str:
    query = tidy(request.GET).urlencode()
    # Of //elsewhere/, a browser would take the first part for a host.
    path = escape_leading_slashes(request.path)
    return f"{path}?{query}" if query else path


def as_recorded(view, request, *args, **kwargs):
    """The answer of a view, at the revision asked for."""
    revision = asked_revision(request.GET)
    if revision is None:
        return view(request, *args, **kwargs)
    with snapshot(revision.number):
        return finished(view(request, *args, **kwargs))


def finished(response):
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


def read_whole(filterset: type[DatedFilterSet], request) -> DatedFilterSet:
    """The same for a file of the page, which has no pages."""
    filters = filterset(request.GET, today=today()).whole()
    check(filters.form)
    return filters


def record_or_404(records: known.Records, slug: str) -> Model:
    """The one with that slug; Http404 where there is none."""
    if record := records.by_slug().get(slug):
        return record
    raise Http404


def whole_evidence(shown: AsOf) -> date | None:
    """How far the evidence goes on a page about all jurisdictions."""
    return evidence_to(known.COMPARED.all(), shown.day)


@dataclass(frozen=True)
class Counted:
    """Rows whose number is known already, for a list that is cut into pages."""

    rows: Any
    total: int
    ordered = True

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice):
        return self.rows[part]


def cut(rows, number: int, size: int = PAGE_SIZE):
    """Page `number` of the rows; BadQuery when there is no such page."""
    paginator = Paginator(rows, size)
    if number > paginator.num_pages:
        last = {"last": paginator.num_pages}
        accepted = _("the number of a page, from 1 to %(last)s") % last
        raise BadQuery([Problem("page", _("There is no such page."), accepted)])
    return paginator.page(number)


def cut_matrix(lines: Sequence, columns: int, number: int):
    """The same of the lines of a matrix: a page has as many cells as can be shown in time."""
    return cut(lines, number, max(1, limits.CELLS // max(1, columns)))
