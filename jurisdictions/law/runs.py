"""Dated entries over time, as plain data: neighbours that say the same make one run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """Entries in a row that say the same. `end` is the day on which another began, if one did."""

    value: Any
    members: tuple
    end: date | None = None

    @property
    def start(self) -> date:
        return self.members[0].valid_from

    @property
    def last(self):
        return self.members[-1]

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, if another began."""
        return self.end and self.end - timedelta(days=1)

    def since(self, said: Callable[[Any], Any]) -> date:
        """The day from which on the members say what the last of them says."""
        return runs(self.members, said)[-1].start


def runs(entries: Iterable, said: Callable[[Any], Any]) -> list[Run]:
    """The runs of the entries of one cell, oldest first; `said` tells what an entry says."""
    in_order = sorted(entries, key=lambda entry: entry.valid_from)
    joined = [Run(value, tuple(members)) for value, members in groupby(in_order, key=said)]
    ended = [Run(run.value, run.members, after.start) for run, after in pairwise(joined)]
    return ended + joined[-1:]
