"""The status of all instruments on a day, from what is read once per state of the data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .bits import Table
from .caching.held import held
from .in_force import days_of_change, unchanged_since
from .models import Event, Instrument
from .status import Milestone, Status, status_on


@dataclass(frozen=True, slots=True, eq=False)
class Milestones:
    """Those of each instrument that has any, by its key; and their days, on which alone a status
    changes.
    """

    of_texts: Mapping[int, Sequence[Milestone]]
    days: Sequence[date]

    def statuses(self, day: date) -> dict[int, Status]:
        """Of each instrument that has a milestone, by its key."""
        return held(Milestones.counted, self, unchanged_since(self.days, day))

    def counted(self, day: date) -> dict[int, Status]:
        return {text: status_on(day, steps) for text, steps in self.of_texts.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """All instruments with their status, and a table of what each is, row by row."""

    rows: Sequence[tuple[Instrument, Status]]
    table: Table


def milestones() -> Milestones:
    return held(read_milestones)


def read_milestones() -> Milestones:
    of_texts = defaultdict(list)
    steps = Event.objects.published().filter(instrument__isnull=False, is_milestone=True)
    for text, kind, day in steps.order_by().values_list("instrument", "kind", "date"):
        of_texts[text].append((kind, day))
    every = (day for steps in of_texts.values() for _, day in steps)
    return Milestones(of_texts, days_of_change(every))


def listed(day: date) -> Listed:
    return held(list_on, unchanged_since(milestones().days, day))


def instruments() -> list[Instrument]:
    """In the order of their list, with what its lines name."""
    return list(Instrument.objects.select_related("jurisdiction", "regulator"))


def list_on(day: date) -> Listed:
    known = milestones().statuses(day)
    rows = [(text, known.get(text.pk, Status.NONE)) for text in held(instruments)]
    columns = {
        "jurisdiction": [(text.jurisdiction.slug,) for text, _ in rows],
        "kind": [(text.kind,) for text, _ in rows],
        "regulator": [(text.regulator.slug,) if text.regulator else () for text, _ in rows],
        "status": [(status.value,) for _, status in rows],
    }
    return Listed(rows, Table([text.pk for text, _ in rows], columns))
