"""What every page does around its view, and how a long list is cut."""

from functools import wraps

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.views.decorators.http import require_safe

from ..days import today
from ..query import FORM, BadQuery, Problem, tidy

PAGE_SIZE = 50


def page(view):
    """A page answers GET and HEAD; a form sent to it is redirected to the address it means."""

    @require_safe
    @wraps(view)
    def tidied(request, *args, **kwargs):
        if FORM in request.GET:
            query = tidy(request.GET, today().isoformat()).urlencode()
            return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
        return view(request, *args, **kwargs)

    return tidied


def cut(rows, number: int):
    """Page `number` of the rows; BadQuery when there is no such page."""
    paginator = Paginator(rows, PAGE_SIZE)
    if number > paginator.num_pages:
        accepted = f"the number of a page, from 1 to {paginator.num_pages}"
        raise BadQuery([Problem("page", "There is no such page.", accepted)])
    return paginator.page(number)
