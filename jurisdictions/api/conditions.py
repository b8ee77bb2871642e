"""Conditional requests: an answer changes with the data, the day and the code, and says so."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import parse_etags

from ..days import today
from ..models import Revision

PACKAGE = Path(__file__).parents[1]


def etag_of(request: HttpRequest, revision: Revision | None) -> str:
    """A strong tag: the same as long as the address gives the same bytes."""
    # Also where a day is asked for: which verifications are due is judged today.
    parts = [revision and revision.number, today(), settings.REVIEW_INTERVAL_DAYS, code()]
    parts += [request.scheme, request.get_host(), request.path, in_order(request)]
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def in_order(request: HttpRequest) -> str:
    """The query by the names of its parameters; the values of one keep their order."""
    return urlencode(sorted(request.GET.lists()), doseq=True)


@cache
def code() -> str:
    """A digest of the code that makes the answers: another release gives other tags."""
    files = sorted(PACKAGE.rglob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def is_held(request: HttpRequest, tag: str) -> bool:
    """Does the client have this answer already?"""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    # What was compressed on its way bears the tag as a weak one.
    return tag in (one.removeprefix("W/") for one in held)
