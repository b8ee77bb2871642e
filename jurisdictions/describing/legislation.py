"""A legal text as schema.org's Legislation, with its force on the day shown.

What is unknown is left out: a text is called in force only where a milestone says so. That it is
no law is told as beside a provision (caveats.py).
"""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from ..choices import EventKind, InstrumentKind, JurisdictionKind
from ..law.caveats import Caveat, caveats
from ..law.status import Milestone, Status
from ..law.statuses import steps_of
from ..models import Instrument
from .node import Node, Page, known

IN_FORCE = "https://schema.org/InForce"
PARTLY = "https://schema.org/PartiallyInForce"
NOT_IN_FORCE = "https://schema.org/NotInForce"

# A service is run and not published: schema.org has no such day for it.
SERVICE = "GovernmentService"
# What is about the law, and no text of it.
OTHER_TYPES = {
    InstrumentKind.CASE_LAW: "CreativeWork",
    InstrumentKind.GUIDANCE: "CreativeWork",
    InstrumentKind.CONSULTATION: "CreativeWork",
    InstrumentKind.PROGRAMME: SERVICE,
}

Steps = list[tuple[EventKind, date]]


def legislation(page: Page) -> list[Node]:
    text, status = page.context["instrument"], page.context["status"]
    day, steps = page.context["as_of"].day, in_order(steps_of(text))
    node = work(page, text)
    if node["@type"] != SERVICE:
        node["datePublished"] = first(steps, EventKind.PUBLISHED, day)
    if node["@type"] == "Legislation":
        node |= in_law(text) | {
            "legislationLegalForce": force(caveats(day).caveat(text), status, day, steps),
            "legislationDate": first(steps, EventKind.ADOPTED, day),
            "legislationDateOfApplicability": first(steps, EventKind.APPLIES),
        }
    return [known(node)]


def work(page: Page, text: Instrument) -> Node:
    """What holds of any text."""
    return {
        "@type": OTHER_TYPES.get(text.kind, "Legislation"),
        "@id": page.node("text"),
        "name": text.name,
        "alternateName": text.short_name if text.short_name != text.name else "",
        "url": text.url,
        "mainEntityOfPage": page.address,
    }


def in_law(text: Instrument) -> Node:
    """What a legal text has beside that."""
    return {
        "legislationIdentifier": text.reference,
        "legislationType": str(InstrumentKind(text.kind).label),
        "legislationJurisdiction": place(text),
    }


def place(text: Instrument) -> Node:
    home = text.jurisdiction
    kind = "Country" if home.kind == JurisdictionKind.COUNTRY else "AdministrativeArea"
    return {"@type": kind, "name": home.name}


def in_order(milestones: Iterable[Milestone]) -> Steps:
    """The earliest first."""
    steps = [(EventKind(kind), when) for kind, when in milestones]
    return sorted(steps, key=itemgetter(1))


def first(steps: Steps, kind: EventKind, until: date | None = None) -> str | None:
    """The day of the first milestone of a kind, if it is reached by then."""
    days = (day for one, day in steps if one is kind and (until is None or day <= until))
    return next((day.isoformat() for day in days), None)


def force(caveat: Caveat | None, status: Status, day: date, steps: Steps) -> str | None:
    """Its force on the day; None where no milestone says, nor its kind."""
    # It is law; from which day it applies stands beside it.
    if caveat is Caveat.NOT_APPLICABLE:
        return IN_FORCE
    if caveat:
        return NOT_IN_FORCE
    if status is not Status.IN_FORCE:
        return None
    applies_later = any(kind is EventKind.APPLIES and when > day for kind, when in steps)
    return PARTLY if applies_later else IN_FORCE
