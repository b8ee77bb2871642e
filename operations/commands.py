"""Commands end in a sentence, and no traceback, where the database can't do what they ask."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import execute_from_command_line
from django.core.management.base import CommandError
from django.db import DatabaseError

from .outages import one_line, outage

REFUSED = "The database refused: {said}. What was written before stays; run the command again."


@contextmanager
def refusals_named() -> Iterator[None]:
    """Inside, a database that is away, full, locked or read-only ends in a CommandError."""
    try:
        yield
    except DatabaseError as error:
        # Anything else is a fault of the code, of which the traceback is wanted.
        if outage(error) is None:
            raise
        raise CommandError(REFUSED.format(said=one_line(error))) from error


def run(arguments: list[str]) -> None:
    """Django's command line, for our commands and all others."""
    try:
        with refusals_named():
            execute_from_command_line(arguments)
    except CommandError as error:
        if "--traceback" in arguments:
            raise
        sys.exit(f"CommandError: {error}")
