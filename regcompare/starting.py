"""A server that can't start says why in a sentence, which a traceback would bury in the log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Inside, settings that can't be understood end the process with what is wrong with them."""
    try:
        yield
    except ImproperlyConfigured as error:
        sys.exit(f"regcompare can't start: {error}")
