"""The way of a request to a form that anybody may send."""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ..models import Revision
from ..models.readers import FromReader
from .clients import client_network
from .forms import GuardedForm
from .rates import TooMany, admit

# All share it whose address the server doesn't know, as over a local socket.
UNKNOWN = "unknown"


def form_page(view):
    """A page with a form: the only kind that gives readers a cookie, which guards the form."""
    guarded = csrf_protect(view)
    # No cache may show one reader's form to another; the browser may go back to it.
    private = cache_control(private=True, no_cache=True)(guarded)
    # Exempt, so that other methods are told that they aren't allowed, and not that a token lacks.
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(private))


@transaction.atomic
def receive(request: HttpRequest, record: FromReader) -> None:
    """Store what a reader sent, once; TooMany when nothing more is taken from this address.

    In turn: of a button that was pressed twice, the second finds what the first one sent.
    """
    Revision.take_turn()
    if not type(record).objects.repeated(record).exists():
        admit(client_network(request) or UNKNOWN, record.received_at)
        record.save()


def too_many(request: HttpRequest, form: GuardedForm, refusal: TooMany, **context):
    """The page that says when to try again, with all that was typed."""
    written = [field for field in form.asked if not field.use_fieldset]
    kept = [(field.label, text) for field in written if (text := form.said[field.name])]
    context |= {"until": whole_minute(refusal.until), "kept": kept}
    response = TemplateResponse(request, "too_many.html", context, status=429)
    response["Retry-After"] = str(max(1, ceil((refusal.until - form.now).total_seconds())))
    return response


def whole_minute(moment: datetime) -> datetime:
    """The minute in which the moment has passed, as pages name it."""
    return (moment + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
