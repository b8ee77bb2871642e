"""The API keeps the two times: the day whose law is shown, and the revision that is read."""

from datetime import date

import pytest
from django.test import Client

from jurisdictions.models import Revision

from .api import ask, refused, slugs
from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def now() -> int:
    return Revision.current().number


@pytest.fixture
def cell():
    return {"jurisdiction": make_jurisdiction(slug="place"), "criterion": make_criterion()}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1990-01-01", []),
        ("2024-04-30", []),
        ("2024-05-01", ["first"]),
        ("2025-04-30", ["first"]),
        ("2025-05-01", ["second"]),
        ("2099-01-01", ["second"]),
    ],
)
def test_a_finding_holds_from_its_day_until_the_next_begins(cell, day, found):
    make_finding(slug="first", valid_from=date(2024, 5, 1), **cell)
    make_finding(slug="second", valid_from=date(2025, 5, 1), **cell)
    assert slugs(f"findings/?as_of={day}") == found
    rows = ask(f"comparison/?as_of={day}&jurisdiction=place")["result"]["rows"]
    assert [row["cells"][0]["finding"] for row in rows] == (found or [""])
    for slug in ("first", "second"):
        assert ask(f"findings/{slug}/?as_of={day}")["result"]["in_force"] == (slug in found)


@pytest.mark.parametrize(("day", "label"), [("2024-04-30", None), ("2024-05-01", "A rulebook")])
def test_a_jurisdiction_has_the_approach_of_the_day(cell, day, label):
    place = cell["jurisdiction"]
    make_period(jurisdiction=place, valid_from=date(2024, 5, 1), label="A rulebook")
    approach = ask(f"jurisdictions/place/?as_of={day}")["result"]["approach"]
    assert (approach and approach["label"]) == label
    [listed] = ask(f"jurisdictions/?as_of={day}")["results"]
    assert listed["approach"] == approach


@pytest.mark.parametrize("publication", ["draft", "in-review"])
def test_what_is_not_published_never_leaves(cell, publication):
    make_finding(slug="hidden", publication=publication, answer="Hidden answer", **cell)
    make_period(jurisdiction=cell["jurisdiction"], publication=publication, label="Hidden label")
    for path in ("findings/", "jurisdictions/", "comparison/?jurisdiction=place"):
        assert "idden" not in Client().get(f"/api/v1/{path}").text
        joiner = "&" if "?" in path else "?"
        assert "idden" not in Client().get(f"/api/v1/{path}{joiner}rev={now()}").text
    refused("findings/hidden/", 404)


@pytest.mark.parametrize("publication", ["draft", "in-review"])
def test_nor_does_an_event_that_is_not_published_nor_the_status_that_it_would_give(publication):
    text = make_instrument(slug="act")
    hidden = {"instrument": text, "jurisdiction": text.jurisdiction, "is_milestone": True}
    make_event(slug="hidden", publication=publication, kind="in-force", **hidden)
    assert slugs("events/") == []
    refused("events/hidden/", 404)
    given = ask("instruments/act/")["result"]
    assert (given["status"], given["milestones"]) == ("none", [])


PATHS = ["findings/", "findings/one/", "comparison/?jurisdiction=place"]


@pytest.mark.parametrize("path", PATHS)
def test_at_a_revision_it_reads_what_was_recorded_then(cell, path):
    finding = make_finding(slug="one", answer="As first read", **cell)
    revision = now()
    finding.answer = "As read later"
    finding.save()
    joiner = "&" if "?" in path else "?"
    earlier = Client().get(f"/api/v1/{path}{joiner}rev={revision}")
    assert "As first read" in earlier.text
    assert earlier.json()["revision"] == revision
    assert f"rev={revision}" in earlier.text.split('address":"')[-1]
    later = Client().get(f"/api/v1/{path}")
    assert "As read later" in later.text
    assert later.json()["revision"] == now()


def test_a_record_that_was_not_there_at_a_revision_is_not_found(cell):
    make_finding(**cell)
    revision = now()
    make_finding(slug="later", valid_from=date(2020, 1, 1), **cell)
    refused(f"findings/later/?rev={revision}", 404)
    assert ask("findings/later/")["result"]["slug"] == "later"


def test_a_slug_that_was_not_there_at_a_revision_is_refused_as_a_filter(cell):
    make_finding(**cell)
    revision = now()
    make_jurisdiction(slug="newland")
    refused(f"findings/?rev={revision}&jurisdiction=newland")


def test_nothing_recorded_yet_is_no_error():
    assert ask("findings/")["revision"] is None
    assert ask("jurisdictions/")["results"] == []
    assert ask("comparison/")["result"]["rows"] == []
    assert ask("openapi.json")["openapi"] == "3.1.0"
    assert Client().get("/api/docs/").status_code == 200
