"""A button that is pressed twice sends twice at once: what it sends is stored once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client

from jurisdictions.models import Attempt, Report
from jurisdictions.models.readers import FromReaders

from .factories import make_finding
from .readers import send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def both_look_first(monkeypatch):
    """Whoever has looked whether the same was sent waits a little for the other to look too."""
    repeated, met = FromReaders.repeated, Barrier(2)

    def looked(rows, record):
        there = repeated(rows, record).exists()
        # Where they take turns, the other comes after this one, and not while it waits.
        with suppress(BrokenBarrierError):
            met.wait(0.5)
        return SimpleNamespace(exists=lambda: there)

    monkeypatch.setattr(FromReaders, "repeated", looked)


def test_the_same_words_at_once_are_stored_once_and_counted_once(both_look_first):
    make_finding(slug="cell")

    def press(_):
        try:
            return send(Client(), "/findings/cell/report/", kind="wrong", text="Repealed.")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(press, range(2)))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Report.objects.count(), Attempt.objects.count()) == (1, 1)
