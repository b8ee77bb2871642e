"""A record, its history and its place in the search are written together or not at all.

Also by a script that saves one record and begins no transaction.
"""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jurisdictions.models import Citation, Finding, Source
from jurisdictions.search import keeping

from .factories import make_citation, make_source
from .searching import hits

WORD = "zymurgy"


def fails(*args, **kwargs):
    raise RuntimeError("stopped in between")


def state(record) -> tuple:
    """What is stored of a record, and how long its history is."""
    stored = type(record)._base_manager.filter(pk=record.pk).values().first()
    return stored, type(record).history.filter(id=record.pk).count()


@pytest.fixture(params=[make_source, make_citation], ids=["a record", "a row of one"])
def record(request, transactional_db):
    return request.param()


def changed(record):
    field = "title" if isinstance(record, Source) else "pinpoint"
    setattr(record, field, WORD)
    return record


def test_what_the_history_does_not_take_is_not_saved(record, monkeypatch):
    before = state(record)
    monkeypatch.setattr("jurisdictions.models.revisions.Revision.advance", fails)
    with pytest.raises(RuntimeError):
        changed(record).save()
    assert state(record) == before


def test_what_the_search_does_not_take_is_not_saved(record, monkeypatch):
    before = state(record)
    monkeypatch.setattr(keeping, "keep", fails)
    with pytest.raises(RuntimeError):
        changed(record).save()
    assert state(record) == before
    assert not hits(WORD)


def test_so_it_is_with_what_is_new(transactional_db, monkeypatch):
    monkeypatch.setattr(keeping, "keep", fails)
    with pytest.raises(RuntimeError):
        make_source(title=WORD)
    assert not Source.objects.exists()
    assert not Source.history.exists()


def test_a_deletion_is_whole_too(transactional_db, monkeypatch):
    finding = make_citation().finding
    monkeypatch.setattr(keeping, "keep", fails)
    with pytest.raises(RuntimeError):
        finding.delete()
    assert (Finding.objects.count(), Citation.objects.count()) == (1, 1)
    assert not Citation.history.filter(history_type="-").exists()


def test_a_refused_save_within_a_transaction_spoils_no_more_than_its_savepoint(db):
    source = make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source(slug=source.slug)
    assert Source.objects.get() == source


def test_a_save_within_a_transaction_makes_no_savepoint_of_its_own(db):
    source = make_source()
    with CaptureQueriesContext(connection) as asked:
        changed(source).save()
    assert asked[0]["sql"].startswith("UPDATE")
