"""What an outcome makes of a link, given how it stood before."""

from datetime import datetime

from ..choices import LinkState
from ..models import Link
from .visiting import Outcome

# On so many different days in a row must a host fail to answer before its address counts as broken.
FAILING_DAYS = 3
FAILED = (LinkState.UNREACHABLE, LinkState.BROKEN)


def verdict(link: Link, outcome: Outcome, now: datetime) -> dict:
    """The new values of the fields of `link` that follow from a check."""
    failures = failing_days(link, outcome, now)
    return {
        "state": state(link, outcome, failures),
        "status": outcome.status,
        "note": outcome.note,
        "final_address": shortened(outcome.final_address),
        "checked_at": now,
        "first_failed_at": (link.first_failed_at or now) if failures else None,
        "failures": failures,
        "wanted": False,
    }


def failing_days(link: Link, outcome: Outcome, now: datetime) -> int:
    """On how many days in a row it failed; twice on one day is once."""
    if outcome.state not in FAILED:
        return 0
    again = link.failures and link.checked_at.date() == now.date()
    return link.failures if again else link.failures + 1


def state(link: Link, outcome: Outcome, failures: int) -> LinkState:
    """A host that does not answer breaks its address in time, and mends none that is broken."""
    lasting = failures >= FAILING_DAYS or link.state == LinkState.BROKEN
    if outcome.state == LinkState.UNREACHABLE and lasting:
        return LinkState.BROKEN
    return outcome.state


def shortened(address: str) -> str:
    """An address that fits; one that is too long leads nowhere when cut, and is left out."""
    longest = Link._meta.get_field("final_address").max_length
    return address if len(address) <= longest else ""
