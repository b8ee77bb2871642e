"""From which database a page for readers is made: the replica, where it has caught up.

The stamp tells. A page is never older than the last write that the primary has committed, however
far the replica lags; and while the primary is away, readers are served by the replica.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import BadRequest
from django.http import Http404

from operations.outages import BeingWritten
from regcompare.replicas import AWAY, PRIMARY, REPLICA, has_replica, reading_from
from regcompare.resting import Resting

from ..models.stamps import Moved
from .wires import last

Answer = TypeVar("Answer")
replica = Resting("replica", AWAY)
# So often an answer is begun, where what it is made of is written meanwhile.
ATTEMPTS = 3
# What is an answer too: of what was asked, and not of what was written.
REFUSALS = (Http404, BadRequest)
# Where the environment of a request holds what `stamp` gave or raised, if it was asked before.
STAMP = "regcompare.stamp"


def stamp() -> tuple[Moved, str]:
    """The stamp of the data, and the alias of the database to read a page of it from."""
    if not has_replica():
        return last(PRIMARY), PRIMARY
    try:
        moved = last(PRIMARY)
    except AWAY:
        return last(REPLICA), REPLICA
    caught_up = replica.ask(lambda: last(REPLICA)) == moved
    return moved, REPLICA if caught_up else PRIMARY


def answered(
    make: Callable[[Moved, str], Answer], asked: tuple[Moved, str] | None = None
) -> Answer:
    """What `make` gives for the stamp and the alias, which may have been asked for already; begun
    anew, should what is read in parts be written in between. Raises BeingWritten if it always is.
    """
    moved, alias = asked or stamp()
    for _ in range(ATTEMPTS):
        try:
            return served(make, moved, alias)
        except (*AWAY, *REFUSALS):
            raise
        except Exception as error:
            fault, before = error, moved
            moved, alias = stamp()
            # Unless a write took away what a page had counted on, it is a fault of ours.
            if moved == before:
                raise
    raise BeingWritten(repr(fault)) from fault


def served(make: Callable[[Moved, str], Answer], moved: Moved, alias: str) -> Answer:
    """What `make` gives; by the replica, should the primary go away meanwhile.

    Its connections don't end at one moment: the stamp may still come by one, and the page fail by
    another once more.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return make(moved, alias)
        except AWAY:
            if alias == REPLICA or not has_replica():
                raise
        moved, alias = stamp()
    return make(moved, alias)


def read_from(alias: str, make: Callable[[], Answer]) -> Answer:
    """What `make` makes of that database; of the primary, should the replica go away meanwhile.

    Not for the replica to rest: pages at a revision ask the primary in any case, and fail with it.
    """
    try:
        with reading_from(alias):
            return make()
    except AWAY:
        if alias == PRIMARY:
            raise
    return make()
