"""The status of all instruments on a day, from what is read once per state of the data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..bits import Table
from ..caching.held import held
from ..known import INSTRUMENTS
from ..models import Event, Instrument
from .in_force import days_of_change, unchanged_since
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


def status_of(text: Instrument, day: date) -> Status:
    """That of one instrument alone."""
    return status_on(day, steps_of(text))


def steps_of(text: Instrument) -> Sequence[Milestone]:
    """Its milestones, in no order."""
    return milestones().of_texts.get(text.pk, ())


def milestones() -> Milestones:
    return held(read_milestones)


def read_milestones() -> Milestones:
    of_texts = defaultdict(list)
    for day, kind, text, is_milestone in events_in_short():
        if text and is_milestone:
            of_texts[text].append((kind, day))
    every = (day for steps in of_texts.values() for _, day in steps)
    return Milestones(of_texts, days_of_change(every))


def events_in_short() -> list[tuple]:
    """Of each event that readers see its day, its kind, the key of its instrument, and whether it
    is a milestone."""
    return held(read_events)


def read_events() -> list[tuple]:
    names = ("date", "kind", "instrument", "is_milestone")
    return list(Event.objects.published().order_by().values_list(*names))


def listed(day: date) -> Listed:
    return held(list_on, unchanged_since(milestones().days, day))


def list_on(day: date) -> Listed:
    known = milestones().statuses(day)
    rows = [(text, known.get(text.pk, Status.NONE)) for text in INSTRUMENTS.all()]
    columns = {
        "jurisdiction": [(text.jurisdiction.slug,) for text, _ in rows],
        "kind": [(text.kind,) for text, _ in rows],
        "regulator": [(text.regulator.slug,) if text.regulator else () for text, _ in rows],
        "status": [(status.value,) for _, status in rows],
    }
    return Listed(rows, Table([text.pk for text, _ in rows], columns))
