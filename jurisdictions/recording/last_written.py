"""When records were last written, as their history has it: of several kinds in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, QuerySet, Value

from ..batches import joined


class Writing(NamedTuple):
    """Entries of a history by which records of some kind are written.

    of    what the records are called
    key   the column that holds the key of the record
    """

    of: str
    entries: QuerySet
    key: str = "id"


def last_written(writings: Iterable[Writing]) -> Mapping[str, dict[int, datetime]]:
    """By what the records are called, and by their keys, the time of the last entry of each."""
    found: Mapping[str, dict[int, datetime]] = defaultdict(dict)
    for of, key, at in joined(newest(one, one.key) for one in writings):
        found[of][key] = max(at, found[of].get(key, at))
    return found


def newest_of_all(writings: Iterable[Writing]) -> dict[str, datetime]:
    """By what the records are called, the time of the last entry of any, where there is one."""
    found: dict[str, datetime] = {}
    for of, at in joined(newest(one) for one in writings):
        # An empty history has a row too, without a time.
        if at is not None:
            found[of] = max(at, found.get(of, at))
    return found


def newest(one: Writing, *by: str) -> QuerySet:
    # No order: a statement has one for all its parts.
    named = one.entries.order_by().annotate(of=Value(one.of)).values("of", *by)
    return named.annotate(at=Max("history_date")).values_list("of", *by, "at")
