"""A stream in parts."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

# How many rows of a stream are in memory at a time.
CHUNK = 500
Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in their order, so many at a time."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
