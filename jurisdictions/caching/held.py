"""What many pages have in common: read once per state of the data, and held by the process.

While a page is made, `state_of` says of which state of the data it is, by its stamp. What was held
for an earlier page of the same state is given again. A write moves the stamp, and with it an empty
state begins: nothing is ever taken out because it has become wrong. Elsewhere (in the admin, in a
command, at a revision) nothing is held, and everything is read anew.

What is held is shared by all threads: whoever gets it changes nothing of it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar

from django.utils.translation import get_language

# How many parts of pages are held, how many of those that grow with the data (up to 10 MB each),
# and how many records of a sort (20 kB each).
PARTS, LARGE_PARTS, RECORDS = 512, 4, 2000

Part = TypeVar("Part")
Key = TypeVar("Key", bound=Hashable)


class State:
    """What is held of one state of the data."""

    def __init__(self, token: str):
        self.token = token
        self.part = lru_cache(PARTS)(made)
        self.large_part = lru_cache(LARGE_PARTS)(made)
        self.records: dict[Callable, dict] = defaultdict(dict)


def made(language: str, make: Callable[..., Part], args: tuple) -> Part:
    """In the language that is active; it is an argument for the sake of the caches."""
    return make(*args)


_newest = State("")
_current: ContextVar[State | None] = ContextVar("current", default=None)


@contextmanager
def state_of(token: str | None) -> Iterator[None]:
    """Within it, what is held belongs to the data of that stamp; None: nothing is held."""
    before = _current.set(None if token is None else state(token))
    try:
        yield
    finally:
        _current.reset(before)


def state(token: str) -> State:
    global _newest
    if _newest.token != token:
        _newest = State(token)
    return _newest


def forget() -> None:
    """Begin anew, as when the program that reads the data changes."""
    global _newest
    _newest = State("")


def held(make: Callable[..., Part], *args: Hashable) -> Part:
    """What `make` gives for the arguments, in the language of the page."""
    current = _current.get()
    return current.part(get_language(), make, args) if current else make(*args)


def held_large(make: Callable[..., Part], *args: Hashable) -> Part:
    """The same for what grows with the data; only a few of these are held."""
    current = _current.get()
    return current.large_part(get_language(), make, args) if current else make(*args)


def held_records(read: Callable[[Collection[Key]], dict[Key, Any]], keys: Collection[Key]) -> dict:
    """What `read` gives for the keys, by key; it is asked for those alone that aren't held."""
    current = _current.get()
    if current is None or len(keys) > RECORDS:
        return read(keys)
    known = current.records[read]
    found = {key: known[key] for key in keys & known.keys()}
    if missing := set(keys) - found.keys():
        found |= (fetched := read(missing))
        if len(known) + len(fetched) > RECORDS:
            # Not cleared: another thread may be reading it.
            current.records[read] = known = {}
        known.update(fetched)
    return found
