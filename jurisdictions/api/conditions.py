"""Conditional requests: an answer changes with the data, the day and the program, and says so."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import parse_etags

from ..caching.identity import ask_in_order, identity
from ..days import today
from ..models.stamps import Moved


def etag_of(request: HttpRequest, moved: Moved) -> str:
    """A strong tag: the same as long as the address gives the same bytes."""
    ask_in_order(request)
    # Also where a day is asked for: which verifications are due is judged today.
    return f'"{identity(request, moved, today(), timezone.now()).key}"'


def is_held(request: HttpRequest, tag: str) -> bool:
    """Does the client have this answer already?"""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    # What was compressed on its way bears the tag as a weak one.
    return tag in (one.removeprefix("W/") for one in held)
