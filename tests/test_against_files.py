"""A comparison of two days leaves the site with both answers."""

import csv
import io
from datetime import date

import pytest

from .factories import make_criterion, make_finding, make_jurisdiction

pytestmark = pytest.mark.any_database


@pytest.fixture
def cells(db):
    """One cell that changed, one that stayed, one that is known only now."""
    place = make_jurisdiction(slug="here")
    changed, same, new = (make_criterion(slug=slug) for slug in ("changed", "same", "new"))
    make_finding(jurisdiction=place, criterion=changed, answer="Yes", slug="then")
    make_finding(
        jurisdiction=place,
        criterion=changed,
        answer="No",
        stance="prohibited",
        valid_from=date(2026, 1, 1),
    )
    make_finding(jurisdiction=place, criterion=same)
    make_finding(jurisdiction=place, criterion=new, valid_from=date(2026, 1, 1))


def rows(client, query: str) -> dict[str, dict]:
    response = client.get(f"/compare.csv?jurisdiction=here&as_of=2026-01-01{query}")
    text = response.getvalue().decode()
    return {row["criterion"]: row for row in csv.DictReader(io.StringIO(text))}


def test_what_was_said_on_the_other_day_stands_beside_what_is_said_now(client, cells):
    row = rows(client, "&against=2025-12-31")["changed"]
    assert (row["answer"], row["stance"]) == ("No", "prohibited")
    assert (row["then_answer"], row["then_stance"]) == ("Yes", "regulated")
    assert (row["against"], row["then_finding"]) == ("2025-12-31", "then")


def test_what_changed_is_told_from_what_stayed(client, cells):
    found = rows(client, "&against=2025-12-31")
    changed = {slug: row["changed"] for slug, row in found.items()}
    assert changed == {"changed": "true", "same": "false", "new": "true"}


def test_what_was_not_known_then_is_not_researched_and_has_no_stance(client, cells):
    row = rows(client, "&against=2025-12-31")["new"]
    assert (row["then_stance"], row["then_stance_label"]) == ("", "Not researched")


def test_without_another_day_there_are_no_such_columns(client, cells):
    assert "then_answer" not in rows(client, "")["changed"]
