"""Sending forms as readers do, and records that readers sent, for tests."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from jurisdictions.guarded.stamps import stamp
from jurisdictions.models import Answer, Report

from .factories import make_finding, make_proposal
from .pages import parse, squeeze

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
QUESTION = "Is a safe harbour needed, or too risky?"


def opened(ago: timedelta = timedelta(minutes=1)) -> str:
    """The stamp of a form that was opened a while ago."""
    return stamp(timezone.now() - ago)


def send(client, address: str, *, ago=timedelta(minutes=1), **entries):
    """Fill in a form that was opened a while ago, and send it."""
    return client.post(address, {"stamp": opened(ago), "website": "", **entries})


def refusals(response) -> list[str]:
    """What stands above a form that was refused, in its order."""
    assert response.status_code == 400
    return [squeeze(li) for li in parse(response).select(".refused li")]


def kept(response) -> dict[str, str]:
    """What the fields of a form hold."""
    page, found = parse(response), {}
    for field in page.select("form[method=post] [name]"):
        if field.name == "textarea":
            # A parser of HTML drops the line end after the tag; this one keeps it.
            found[field["name"]] = field.text.removeprefix("\n")
        elif field.get("type") != "radio" or field.has_attr("checked"):
            found[field["name"]] = field.get("value", "")
    return found


def make_report(**changes):
    finding = changes.pop("finding", None) or make_finding()
    given = {"day": NOON.date(), "answer_read": finding.answer, "kind": "wrong", "text": "It is."}
    given |= {"received_at": NOON} | decided(changes, Report)
    return Report.objects.create(finding=finding, **given | changes)


def make_answer(**changes):
    proposal = changes.pop("proposal", None) or make_proposal(question=QUESTION)
    given = {"position": "needed", "received_at": NOON} | decided(changes, Answer)
    return Answer.objects.create(proposal=proposal, **given | changes)


def decided(changes: dict, model) -> dict:
    return {"decided_at": NOON} if changes.get("state", model.WAITING) != model.WAITING else {}
