"""What the answer of an address is made from, and so what tells it from any other."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import HttpRequest, QueryDict

from ..models.stamps import Moved
from ..texts.pasted import looked_for

# The last names the packages in their versions.
PROGRAM = ("jurisdictions", "regcompare", "templates", "locale", "static", "requirements")
SUFFIXES = {".py", ".html", ".xml", ".json", ".mo", ".css", ".js", ".svg", ".txt"}
# How many questions are held in their one order; of the longest allowed, 100 kB each.
QUESTIONS = 256
# Parameters that hold words, on whatever page.
WORDS = {"publisher", "q", "title"}
# Settings that show on pages.
SHOWN = ("REVIEW_INTERVAL_DAYS", "STATIC_URL", "LANGUAGES", "RELEASES_DIR")


def orderly(query: QueryDict) -> QueryDict:
    """The same question in one order, by name, and words in one form; values keep their order."""
    ordered = QueryDict(mutable=True)
    for name in sorted(query):
        values = query.getlist(name)
        ordered.setlist(name, [*map(looked_for, values)] if name in WORDS else values)
    ordered._mutable = False
    return ordered


@lru_cache(QUESTIONS)
def in_one_order(query: bytes, encoding: str | None) -> tuple[QueryDict, str]:
    """A query in its one order, and as text again. Nobody can change it, so all may share it."""
    ordered = orderly(QueryDict(query, encoding=encoding))
    return ordered, ordered.urlencode()


def ask_in_order(request: HttpRequest) -> None:
    """Let equivalent addresses be one: the page sees the question in its one order."""
    query = get_bytes_from_wsgi(request.META, "QUERY_STRING", "")
    request.GET, request.META["QUERY_STRING"] = in_one_order(query, request.encoding)


@dataclass(frozen=True)
class Program:
    """The code and texts that make pages: a digest of them, and when they changed last."""

    digest: str
    changed_at: datetime


@cache
def program() -> Program:
    """Read once in a process: a new program is a new process."""
    shown = [getattr(settings, name) for name in SHOWN]
    digest = hashlib.sha256(repr([*shown, names_of_static_files()]).encode())
    newest = 0.0
    for path in sorted(parts()):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    return Program(digest.hexdigest(), datetime.fromtimestamp(newest, UTC))


def names_of_static_files() -> str:
    """A digest of the names that pages have for them; empty where they keep their own."""
    return getattr(staticfiles_storage, "manifest_hash", "")


def parts() -> Iterator[Path]:
    for folder in PROGRAM:
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.suffix in SUFFIXES and path.is_file():
                yield path


# The token of the data's stamp, and the day that is today.
State = tuple[str, date]


@dataclass(frozen=True)
class Identity:
    """What an address answers as long as nothing of this changes.

    key            names the bytes before they are compressed
    state          of what they are made
    last_modified  None while the data may change again within the same second, as far as a
                   date in HTTP can tell
    """

    key: str
    state: State
    last_modified: datetime | None


def identity(request: HttpRequest, moved: Moved, day: date, now: datetime) -> Identity:
    """Of a request asked in order, with the stamp of the data and today's date.

    At midnight the law of "today" is another one, though no record changed.
    """
    parts = (
        program().digest,
        moved.token,
        day.isoformat(),
        request.build_absolute_uri(request.path),
        request.META["QUERY_STRING"],
    )
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    midnight = datetime.combine(day, time(), UTC)
    newest = max(moved.at, midnight, program().changed_at).replace(microsecond=0)
    settled = (now - newest).total_seconds() >= 1
    return Identity(key, (moved.token, day), newest if settled else None)
