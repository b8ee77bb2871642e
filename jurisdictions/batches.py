"""A stream in parts, and parts in one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

# How many rows of a stream are in memory at a time.
CHUNK = 500
Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in their order, so many at a time."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def joined(parts: Iterable[QuerySet]) -> Iterable:
    """The rows of all parts, read in one statement."""
    every = list(parts)
    return every[0].union(*every[1:], all=True) if every else ()
