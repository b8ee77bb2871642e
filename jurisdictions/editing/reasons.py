"""How the history tells the steps of review from edits: by how their reasons begin."""

from django.db.models import Q

from ..choices import Publication, RecordedAs
from ..languages import in_first

# The history keeps them, in one language whoever takes the step, so that they aren't translated.
SUBMITTED = "Submitted for review"
SENT_BACK = "Sent back"
WITHDRAWN = "Withdrawn"
PUBLISHED = "Published after review"
VERIFIED = "Verified against its sources"
BEGUN = "Draft beside the published version"
UNTOUCHED = "Saved without a change"
CAUGHT_UP = "Held against the published version"
STEPS = (SUBMITTED, SENT_BACK, WITHDRAWN, PUBLISHED, VERIFIED, UNTOUCHED, CAUGHT_UP)


def told_as(recorded_as: str) -> str:
    """How the history tells as what a change is recorded."""
    with in_first():
        return str(RecordedAs(recorded_as).label)


def are_steps() -> Q:
    found = Q()
    for step in (*STEPS, *map(told_as, RecordedAs)):
        found |= Q(history_change_reason__startswith=step)
    return found


def returned(record):
    """How the history says that a draft was sent back or withdrawn; None once it is submitted."""
    if record.publication != Publication.DRAFT:
        return None
    last = last_step(record, taken_back() | Q(history_change_reason__startswith=SUBMITTED))
    return None if last is None or last.history_change_reason == SUBMITTED else last


def answered(record):
    """The same of a draft that waits for review again: what it is the answer to."""
    return last_step(record, taken_back()) if record.publication == Publication.IN_REVIEW else None


def taken_back() -> Q:
    sent_back, withdrawn = (
        Q(history_change_reason__startswith=f"{step}: ") for step in (SENT_BACK, WITHDRAWN)
    )
    return sent_back | withdrawn


def last_step(record, steps: Q):
    return record.history.filter(steps).order_by("-revision", "-history_id").first()
