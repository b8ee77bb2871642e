"""Commands end in a sentence, and no traceback, where what they need isn't there.

That is a database that does what they ask, settings that can be understood, and their time.
"""

import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.management.base import CommandError
from django.db import DatabaseError

from .outages import BEHIND, one_line, outage
from .schema import is_behind

REFUSED = "The database refused: {said}. What was written before stays; run the command again."
UNOPENED = (
    "The file of the database, {file}, can't be opened. Its folder has to be there, and this user "
    "has to be able to write to both."
)
STOPPED = "Stopped. What was finished stays; what it was at was not kept."
# As a shell tells of a program that Ctrl-C ended.
INTERRUPTED = 130
TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM came: what a command was at is tidied up, as after Ctrl-C."""


def status_of(stop: KeyboardInterrupt) -> int:
    return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


@contextmanager
def refusals_named() -> Iterator[None]:
    """Inside, a database that is away, full, locked, read-only or old ends in a CommandError."""
    try:
        yield
    except DatabaseError as error:
        if is_unopened(error):
            raise CommandError(
                UNOPENED.format(file=settings.DATABASES["default"]["NAME"])
            ) from error
        if outage(error):
            raise CommandError(REFUSED.format(said=one_line(error))) from error
        if is_behind():
            raise CommandError(BEHIND.cure) from error
        # Anything else is a fault of the code, of which the traceback is wanted.
        raise


def terminate(number, frame) -> None:
    raise Terminated


@contextmanager
def terminated_in_order() -> Iterator[None]:
    """Inside, SIGTERM raises Terminated, and doesn't end the process where it stands."""
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def stops_told() -> Iterator[None]:
    """Inside, what fails while a stopped command is tidied up is no news: it is the stop that ends
    it. A connection may be in the midst of a statement then."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if stop := stop_behind(error):
            raise stop from None
        raise


def stop_behind(error: BaseException | None) -> KeyboardInterrupt | None:
    """The stop in whose wake an error came; none where a command says that it dealt with it."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return error


def run(arguments: list[str]) -> None:
    """Django's command line, for our commands and all others."""
    try:
        with terminated_in_order(), stops_told(), refusals_named():
            execute_from_command_line(arguments)
    except KeyboardInterrupt as stop:
        print(STOPPED, file=sys.stderr)
        sys.exit(status_of(stop))
    except (CommandError, ImproperlyConfigured) as error:
        if "--traceback" in arguments:
            raise
        sys.exit(f"{type(error).__name__}: {error}")
    except OSError as error:
        # Without the name of a file it is no folder or file that is closed, missing or full.
        if "--traceback" in arguments or error.filename is None:
            raise
        sys.exit(f"{error.filename}: {error.strerror}.")


def is_unopened(error: DatabaseError) -> bool:
    """Did SQLite find no file, or no way to make one?"""
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_CANTOPEN
