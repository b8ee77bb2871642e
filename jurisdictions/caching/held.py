"""What many pages have in common: read once per state of the data, and held by the process.

While a page is made, `state_of` says of which state of the data it is, by its stamp. What was held
for an earlier page of the same state is given again. A write moves the stamp, and with it an empty
state begins: nothing is ever taken out because it has become wrong. What was recorded at a
revision has a state of its own. Elsewhere (in the admin, in a command) nothing is held, and
everything is read anew.

What is held is shared by all threads: whoever gets it changes nothing of it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from ..languages import in_each_language
from .turns import turn

# How many parts of pages are held, how many of those that grow with the data (up to 20 MB each),
# and how many rows of a sort (20 kB each).
PARTS, LARGE_PARTS, ROWS = 512, 4, 2000

# Whoever asks gets what `make` gives, and its type.
Part = TypeVar("Part")
NOTHING = object()


class Place:
    """Where one part is held once it is made, by one of those who want it at once."""

    def __init__(self, make: Callable, args: tuple):
        self.make, self.args = make, args
        self.part: Any = NOTHING

    def filled(self) -> Any:
        if self.part is NOTHING:
            with turn(self):
                if self.part is NOTHING:
                    self.part = self.make(*self.args)
        return self.part


class Places:
    """So many places, each language with its own; the one that was used longest ago is given up for
    a new one."""

    def __init__(self, most: int):
        self.found = in_each_language(most)(Place)
        self.looking = Lock()

    def part(self, make: Callable, args: tuple) -> Any:
        # Two who look at once would find two new places for the same part.
        with self.looking:
            place = self.found(make, args)
        return place.filled()


class State:
    """What is held of one state of the data."""

    def __init__(self, token: str):
        self.token = token
        self.part = Places(PARTS).part
        self.large_part = Places(LARGE_PARTS).part
        self.rows: dict[Callable, dict] = defaultdict(dict)

    def rows_of(self, model: type[Model], whole: Callable, keys: set) -> Collection[Model]:
        """The rows with these keys; those that aren't held are fetched."""
        known = self.rows[whole]
        found = {key: known[key] for key in keys if key in known}
        if missing := keys - found.keys():
            fetched = {row.pk: row for row in whole(model._default_manager.filter(pk__in=missing))}
            self.hold(whole, fetched)
            found |= fetched
        return found.values()

    def hold(self, whole: Callable, fetched: dict) -> None:
        """Keep what was fetched, in the place of all others where there is no room."""
        if len(self.rows[whole]) + len(fetched) > ROWS:
            # Not cleared: another thread may be looking into it.
            self.rows[whole] = {}
        self.rows[whole].update(fetched)


# Of the data as they are, and of those recorded at the revision that was asked for last.
_states = {"now": State(""), "then": State("")}
_current: ContextVar[State | None] = ContextVar("current", default=None)


@contextmanager
def state_of(token: str, when: str = "now") -> Iterator[None]:
    """Within it, what is held belongs to the data of that stamp."""
    before = _current.set(state(token, when))
    try:
        yield
    finally:
        _current.reset(before)


@contextmanager
def state_at(revision: int) -> Iterator[None]:
    """Within it, what is held belongs to what was recorded at the revision; outside of a page,
    nothing is held."""
    current = _current.get()
    with state_of(f"{current.token} at {revision}", "then") if current else nullcontext():
        yield


def state(token: str, when: str) -> State:
    found = _states[when]
    if found.token != token:
        # Not read again: another thread may have begun another one meanwhile.
        found = _states[when] = State(token)
    return found


def forget() -> None:
    """Begin anew, as when the program that reads the data changes."""
    for when in _states:
        _states[when] = State("")


def is_holding() -> bool:
    """Will what is read now be given again to the next page?"""
    return _current.get() is not None


def held(make: Callable[..., Part], *args: Hashable) -> Part:
    """What `make` gives for the arguments, in the language of the page."""
    current = _current.get()
    return current.part(make, args) if current else make(*args)


def held_large(make: Callable[..., Part], *args: Hashable) -> Part:
    """The same for what grows with the data; only a few of these are held."""
    current = _current.get()
    return current.large_part(make, args) if current else make(*args)


def held_by_key(
    model: type[Model], keys: Collection[int], whole: Callable[[QuerySet], QuerySet]
) -> list[Model]:
    """The rows of these keys, in the order of the keys, with all that `whole` fetches along with
    them: one of the methods of their queryset. It fetches those alone that aren't held.
    """
    rows = held_among(model, keys, whole)
    return [rows[key] for key in keys]


def held_among(
    model: type[Model], keys: Collection[int], whole: Callable[[QuerySet], QuerySet]
) -> dict[int, Model]:
    """The same by key, without those of which there are no rows."""
    current = _current.get()
    if current is None or len(keys) > ROWS:
        found = whole(model._default_manager.filter(pk__in=keys))
    else:
        found = current.rows_of(model, whole, set(keys))
    return {row.pk: row for row in found}
