"""What is deleted while a long file is sent is left out of the rest, and breaks it nowhere."""

import csv
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.test import Client

from jurisdictions import streams
from jurisdictions.batches import batched
from jurisdictions.caching import kept
from jurisdictions.models import Criterion, Finding, Instrument, Jurisdiction, Source
from jurisdictions.streams import FindingCells
from jurisdictions.views import changed, files

from .factories import make_cited_finding, make_criterion, make_finding, make_jurisdiction

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def bit_by_bit(monkeypatch, settings):
    """Rows are read and sent one by one, as those of a long file are some hundred at a time where
    there is no room to make it to its end first.
    """
    settings.KEPT_FILES_MB = 0
    monkeypatch.setattr(streams, "CHUNK", 1)
    monkeypatch.setattr(changed, "CHUNK", 1)
    monkeypatch.setattr(files, "PIECE", 1)
    monkeypatch.setattr(kept, "LONGEST", 0)
    monkeypatch.setattr("jurisdictions.renderers.csv.batched", partial(batched, size=1))


def make_three() -> list[Finding]:
    """Each with a place, a criterion, an instrument and a source of its own, in this order."""
    return [
        make_cited_finding(
            answer=answer,
            jurisdiction=make_jurisdiction(position=9001 + number),
            criterion=make_criterion(position=9001 + number),
        )
        for number, answer in enumerate(("first", "goes", "last"))
    ]


def delete_whole(finding: Finding) -> None:
    """The finding and all that it names."""
    sources = list(Source.objects.filter(citations__finding=finding).values_list("pk", flat=True))
    Finding.objects.filter(pk=finding.pk).delete()
    Source.objects.filter(pk__in=sources).delete()
    Instrument.objects.filter(jurisdiction=finding.jurisdiction_id).delete()
    Jurisdiction.objects.filter(pk=finding.jurisdiction_id).delete()
    Criterion.objects.filter(pk=finding.criterion_id).delete()


def read_meanwhile(address: str, begun: str, delete: Callable[[], object]) -> str:
    """The file at an address; as soon as this much of it came, something is deleted."""
    answer, content = Client().get(address), b""
    assert answer.streaming
    for piece in answer.streaming_content:
        content += piece
        if begun.encode() in piece:
            delete()
    return content.decode()


def rows_of_json(text: str) -> list[dict]:
    return json.loads(text)["rows"]


def rows_of_csv(text: str) -> list[dict]:
    return list(csv.DictReader(text.splitlines()))


FORMATS = pytest.mark.parametrize(
    ("suffix", "rows"), [("json", rows_of_json), ("csv", rows_of_csv)]
)


@pytest.mark.django_db
@FORMATS
def test_a_file_of_findings_is_whole_without_what_went_meanwhile(monkeypatch, suffix, rows):
    # Nothing of it was written for an earlier file.
    monkeypatch.setattr("jurisdictions.caching.file_lines.MOST", 0)
    _first, goes, _last = make_three()
    text = read_meanwhile(f"/findings.{suffix}", "first", lambda: delete_whole(goes))
    assert not Jurisdiction.objects.filter(pk=goes.jurisdiction_id).exists()
    assert [row["answer"] for row in rows(text)] == ["first", "last"]


@pytest.mark.django_db(transaction=True)
def test_a_finding_is_read_with_all_that_it_rests_on_or_not_at_all(monkeypatch):
    first, goes, last = make_three()
    evidence = FindingCells.evidence

    def later(cells, findings):
        """Somebody else deletes it after it was read, and before what it rests on is."""
        if goes in findings:
            with ThreadPoolExecutor(1) as other:
                other.submit(delete_and_leave, goes).result()
        return evidence(cells, findings)

    monkeypatch.setattr(FindingCells, "evidence", later)
    cells = list(FindingCells(Finding.objects.order_by("pk"), TODAY))
    assert [cell.finding for cell in cells] == [first, goes, last]
    assert [len(cell.finding.sources) for cell in cells] == [1, 1, 1]
    assert not Finding.objects.filter(pk=goes.pk).exists()


def delete_and_leave(finding: Finding) -> None:
    try:
        delete_whole(finding)
    finally:
        connection.close()


@pytest.mark.django_db
@FORMATS
def test_a_file_of_changes_is_whole_without_those_of_what_went_meanwhile(suffix, rows):
    """Nobody can say any longer what the version after it changed."""
    cell = {"jurisdiction": make_jurisdiction(), "criterion": make_criterion()}
    _first, goes, *_later = [
        make_finding(answer=answer, valid_from=date(2025, 1, day), **cell)
        for day, answer in enumerate(("first", "goes", "later", "last"), start=1)
    ]
    address = f"/changes.{suffix}?from=2024-12-31&to=2025-12-31&kind=law&kind=first"
    text = read_meanwhile(address, "last", goes.delete)
    assert Finding.objects.count() == 3
    assert [row["after"] for row in rows(text)] == ["last", "first"]
