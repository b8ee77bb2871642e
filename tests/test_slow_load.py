"""A load is one piece of work, however long it takes: nothing in it corrects what it began with."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jurisdictions.corrections import Kind, recorded_of
from jurisdictions.loading.changes import load
from jurisdictions.loading.files import read
from jurisdictions.models import Citation, Finding, Revision
from tests import factories as make

pytestmark = pytest.mark.django_db

FILE = """
- model: jurisdictions.source
  fields: {{slug: gazette, title: Gazette, publisher: State, kind: official, access: excerpt}}
- model: jurisdictions.finding
  fields:
    slug: loaded
    jurisdiction: [{place}]
    criterion: [{criterion}]
    stance: regulated
    answer: As it was loaded
    detail: Because.
    valid_from: 2024-01-01
    verified_on: 2026-11-01
    publication: published
- model: jurisdictions.citation
  fields: {{finding: [loaded], position: 1, instrument: [{text}], pinpoint: {pinpoint}}}
- model: jurisdictions.citation
  fields: {{finding: [loaded], position: 2, source: [gazette]}}
"""


@pytest.fixture
def slow(monkeypatch):
    """Between any two looks at the clock ten minutes pass."""
    shown = [datetime(2026, 11, 24, 12, tzinfo=UTC)]

    def now():
        shown.append(shown.pop() + timedelta(minutes=10))
        return shown[0]

    monkeypatch.setattr(timezone, "now", now)


@pytest.fixture
def loaded(tmp_path, slow):
    """What loads the file, with a pinpoint."""
    place, criterion, text = make.make_jurisdiction(), make.make_criterion(), make.make_instrument()
    names = {"place": place.slug, "criterion": criterion.slug, "text": text.slug}

    def load_it(pinpoint: str) -> None:
        (tmp_path / "one.yaml").write_text(FILE.format(pinpoint=pinpoint, **names))
        assert load(read([tmp_path / "one.yaml"])).written

    return load_it


def kinds() -> list[Kind]:
    return [one.kind for one in recorded_of(Finding.objects.get(slug="loaded"))]


def test_the_citations_of_a_finding_are_no_corrections_of_it(loaded):
    loaded("Art. 1")
    assert kinds() == [Kind.FIRST]


def test_what_a_later_load_changes_is_one(loaded):
    loaded("Art. 1")
    loaded("Art. 2")
    assert sorted(kinds()) == [Kind.CORRECTED, Kind.FIRST]


def test_its_entries_bear_one_moment_and_numbers_of_their_own(loaded):
    loaded("Art. 1")
    entries = [*Finding.history.all(), *Citation.history.all()]
    assert len({entry.history_date for entry in entries}) == 1
    assert len({entry.revision for entry in entries}) == len(entries) == 3
    assert Revision.current().recorded_at >= entries[0].history_date
