"""The status of an instrument on a day. It is never stored: it follows from the milestones."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..choices import Choices, EventKind

Milestone = tuple[str, date]


class Status(Choices):
    """What an instrument is on a day."""

    NOT_YET = "not-yet", _("Its first step lies later."), _("Not yet proposed")
    PROPOSED = "proposed", _("Put forward; it binds nobody."), _("Proposed")
    PUBLISHED = "published", _("It appeared; no later step is known."), _("Published")
    ADOPTED = "adopted", _("Passed, signed or issued."), _("Adopted")
    NOT_APPLICABLE = (
        "in-force-not-applicable",
        _("It is law, but none of its duties bind yet."),
        _("In force, not yet applicable"),
    )
    IN_FORCE = "in-force", _("It is law and its duties bind."), _("In force")
    REPEALED = "repealed", _("Removed by a later act."), _("Repealed")
    WITHDRAWN = "withdrawn", _("Taken back by its author."), _("Withdrawn")
    SUPERSEDED = "superseded", _("A later text took its place."), _("Superseded")
    NONE = (
        "none",
        _("Cases and consultations take none; of other texts none with a day is known."),
        _("No legislative steps"),
    )


DECISIVE = {
    EventKind.PROPOSED: Status.PROPOSED,
    EventKind.ADOPTED: Status.ADOPTED,
    EventKind.IN_FORCE: Status.IN_FORCE,
    EventKind.REPEALED: Status.REPEALED,
    EventKind.WITHDRAWN: Status.WITHDRAWN,
    EventKind.SUPERSEDED: Status.SUPERSEDED,
}
# Steps of one day follow each other in this order.
RANK = {kind: rank for rank, kind in enumerate(DECISIVE)}


def status_on(day: date, milestones: Iterable[Milestone]) -> Status:
    """The status on `day`, given the (kind, date) pairs of all milestones, in any order.

    The newest decisive milestone reached counts. The first `applies` reached also means in
    force; while none is reached, a text in force that will apply later is not yet applicable.
    `published` counts only where nothing decisive has been reached.
    """
    milestones = list(milestones)
    reached = [(kind, when) for kind, when in milestones if when <= day]
    steps = decisive_steps(reached)
    if not steps:
        return undecided(milestones, reached)
    status = DECISIVE[max(steps, key=lambda step: (step[1], RANK[step[0]]))[0]]
    if status is Status.IN_FORCE and waits_to_apply(milestones, reached):
        return Status.NOT_APPLICABLE
    return status


def decisive_steps(reached: list[Milestone]) -> list[Milestone]:
    steps = [(EventKind(kind), when) for kind, when in reached if kind in DECISIVE]
    applied = [when for kind, when in reached if kind == EventKind.APPLIES]
    return [*steps, (EventKind.IN_FORCE, min(applied))] if applied else steps


def waits_to_apply(milestones: list[Milestone], reached: list[Milestone]) -> bool:
    applies = [m for m in milestones if m[0] == EventKind.APPLIES]
    return bool(applies) and not any(m in reached for m in applies)


def undecided(milestones: list[Milestone], reached: list[Milestone]) -> Status:
    if any(kind == EventKind.PUBLISHED for kind, _ in reached):
        return Status.PUBLISHED
    bearing = {*DECISIVE, EventKind.APPLIES, EventKind.PUBLISHED}
    return Status.NOT_YET if any(kind in bearing for kind, _ in milestones) else Status.NONE
