"""Readers are served by a replica that has caught up, and otherwise by the primary."""

from math import inf

import pytest
from django.db import OperationalError, router
from django.utils.connection import ConnectionDoesNotExist

from jurisdictions.caching import sources
from jurisdictions.models import Finding, Stamp
from jurisdictions.models.stamps import Moved
from jurisdictions.search.found import fetch
from regcompare.replicas import PRIMARY, REPLICA, ReplicaRouter, reading_from

NOW = Moved("now", None)
BEFORE = Moved("before", None)


@pytest.fixture
def stamps(monkeypatch):
    """What each database answers when its stamp is asked for: a stamp, or an error."""
    answers = {PRIMARY: NOW, REPLICA: NOW}

    def last(alias):
        if isinstance(answers[alias], Exception):
            raise answers[alias]
        return answers[alias]

    monkeypatch.setattr(sources, "has_replica", lambda: True)
    monkeypatch.setattr(sources, "last", last)
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


def test_a_page_is_made_from_the_replica_although_it_rested_before_the_primary_went_away(
    stamps, monkeypatch
):
    monkeypatch.setitem(router.__dict__, "routers", [ReplicaRouter()])
    monkeypatch.setattr(sources.replica, "until", inf)
    stamps[PRIMARY] = OperationalError("Nobody there.")
    _moved, alias = sources.stamp()
    assert sources.read_from(alias, lambda: router.db_for_read(Finding)) == REPLICA


def test_what_fails_at_the_primary_is_not_blamed_on_the_replica(stamps):
    """A page at a revision asks the primary, whoever is asked for other pages."""

    def make():
        raise OperationalError("The primary is away.")

    with pytest.raises(OperationalError):
        sources.read_from(REPLICA, make)
    assert sources.stamp() == (NOW, REPLICA)


def test_a_page_whose_primary_goes_away_meanwhile_is_made_from_the_replica_and_named_by_it(stamps):
    stamps[REPLICA] = BEFORE

    def make(moved, alias):
        if alias == PRIMARY:
            stamps[PRIMARY] = OperationalError("Gone.")
            raise stamps[PRIMARY]
        return moved, alias

    assert sources.answered(make) == (BEFORE, REPLICA)


def test_so_it_is_though_one_connection_to_the_primary_outlives_the_others(stamps):
    stamps[REPLICA] = BEFORE
    asked = []

    def make(moved, alias):
        asked.append(alias)
        if alias == REPLICA:
            return moved, alias
        if len(asked) == 2:
            stamps[PRIMARY] = OperationalError("Gone.")
        raise OperationalError("Gone.")

    assert sources.answered(make) == (BEFORE, REPLICA)
    assert asked == [PRIMARY, PRIMARY, REPLICA]


def test_a_primary_whose_pages_always_fail_is_given_up(stamps):
    stamps[REPLICA] = BEFORE
    asked = []

    def make(moved, alias):
        asked.append(alias)
        raise OperationalError("Gone.")

    with pytest.raises(OperationalError):
        sources.answered(make)
    assert asked == [PRIMARY] * sources.ATTEMPTS


def test_without_a_replica_a_page_is_tried_once(db):
    asked = []

    def make(moved, alias):
        asked.append(alias)
        raise OperationalError("Gone.")

    with pytest.raises(OperationalError):
        sources.answered(make)
    assert asked == [PRIMARY]


def test_a_search_asks_whom_all_others_ask(monkeypatch):
    monkeypatch.setitem(router.__dict__, "routers", [ReplicaRouter()])
    with reading_from(REPLICA), pytest.raises(ConnectionDoesNotExist, match=REPLICA):
        fetch("SELECT 1", {})


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
