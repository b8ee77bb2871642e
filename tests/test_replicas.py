"""Readers are served by a replica that has caught up, and otherwise by the primary."""

import pytest
from django.db import OperationalError, router

from jurisdictions.caching import sources
from jurisdictions.models import Finding, Stamp
from jurisdictions.models.stamps import Moved
from regcompare.replicas import PRIMARY, REPLICA, ReplicaRouter, reading_from

NOW = Moved("now", None)
BEFORE = Moved("before", None)


@pytest.fixture
def stamps(monkeypatch):
    """What each database answers when its stamp is asked for: a stamp, or an error."""
    answers = {PRIMARY: NOW, REPLICA: NOW}

    def last(using=PRIMARY):
        if isinstance(answers[using], Exception):
            raise answers[using]
        return answers[using]

    monkeypatch.setattr(sources, "has_replica", lambda: True)
    monkeypatch.setattr(Stamp, "last", last)
    monkeypatch.setattr(sources.replica, "until", 0.0)
    return answers


def test_a_replica_that_has_caught_up_serves_readers(stamps):
    assert sources.stamp() == (NOW, REPLICA)


def test_while_the_replica_lags_the_primary_serves_them(stamps):
    stamps[REPLICA] = BEFORE
    assert sources.stamp() == (NOW, PRIMARY)


def test_while_the_replica_is_away_the_primary_serves_them(stamps):
    stamps[REPLICA] = OperationalError("Nobody there.")
    assert sources.stamp() == (NOW, PRIMARY)


def test_a_replica_that_is_away_is_not_asked_each_time(stamps):
    stamps[REPLICA] = OperationalError("Nobody there.")
    sources.stamp()
    stamps[REPLICA] = NOW
    assert sources.stamp() == (NOW, PRIMARY)


def test_while_the_primary_is_away_the_replica_serves_readers(stamps):
    stamps[PRIMARY] = OperationalError("Nobody there.")
    assert sources.stamp() == (NOW, REPLICA)


def test_without_a_replica_nothing_else_is_asked(db):
    assert sources.stamp() == (Stamp.last(), PRIMARY)


def test_a_replica_that_goes_away_meanwhile_is_replaced_by_the_primary(stamps, monkeypatch):
    monkeypatch.setitem(router.__dict__, "routers", [ReplicaRouter()])
    asked = []

    def make():
        asked.append(router.db_for_read(Finding))
        if asked == [REPLICA]:
            raise OperationalError("Gone.")
        return "made"

    assert sources.read_from(REPLICA, make) == "made"
    assert asked == [REPLICA, PRIMARY]


def test_writers_read_what_they_wrote():
    ours = ReplicaRouter()
    assert ours.db_for_read(Finding) == ours.db_for_write(Finding) == PRIMARY
    with reading_from(REPLICA):
        assert ours.db_for_read(Finding) == REPLICA
        assert ours.db_for_write(Finding) == PRIMARY
    assert ours.db_for_read(Finding) == PRIMARY


def test_only_the_primary_is_migrated():
    ours = ReplicaRouter()
    assert ours.allow_migrate(PRIMARY, "jurisdictions")
    assert not ours.allow_migrate(REPLICA, "jurisdictions")
