"""Pages in the memory of a process have so much room together, however long each of them is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache, caches
from django.test import Client

from jurisdictions.caching import memory

pytestmark = pytest.mark.any_database

KB = 1000


@pytest.fixture
def small(monkeypatch):
    """Room for ten entries of some 10 kB, which is looked after at once."""
    monkeypatch.setattr(memory, "MOST", 105 * KB)
    monkeypatch.setattr(memory, "STEP", 0)
    cache.clear()
    yield
    cache.clear()


def size() -> int:
    return sum(map(len, cache._cache.values()))


def put(names) -> None:
    for name in names:
        caches["default"].set(str(name), b"x" * 10 * KB, timeout=None)


def kept() -> list[int]:
    return [int(name.rpartition(":")[2]) for name in cache._cache]


def test_it_is_what_the_site_uses():
    assert isinstance(caches["default"], memory.BoundedMemory)


def test_what_was_put_first_goes_when_there_is_no_room(small):
    put(range(30))
    assert sorted(kept()) == list(range(20, 30))
    assert size() <= memory.MOST


def test_what_is_used_stays(small):
    put(range(10))
    assert cache.get("0")
    put(range(10, 15))
    assert 0 in kept()
    assert 1 not in kept()


def test_what_is_put_again_is_counted_once(small):
    put([1] * 30)
    put(range(2, 10))
    assert sorted(kept()) == list(range(1, 10))


def test_what_is_longer_than_all_room_is_not_kept(small):
    cache.set("long", b"x" * 200 * KB, timeout=None)
    assert cache.get("long") is None
    assert size() == 0


def test_threads_hold_to_it_together(small):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(put, [range(at, at + 40) for at in range(0, 320, 40)]))
    assert len(kept()) == 10
    assert size() <= memory.MOST
    # Django's own books of what expires go along.
    assert set(cache._expire_info) == set(cache._cache)


@pytest.mark.django_db
def test_a_stranger_who_asks_for_day_after_day_fills_no_memory(four_places, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 200 * KB)
    monkeypatch.setattr(memory, "STEP", 20 * KB)
    for year in range(2000, 2020):
        assert Client().get(f"/findings/?as_of={year}-01-01").status_code == 200
        # What is put between two looks comes on top.
        assert size() <= memory.MOST + 5 * memory.STEP
    assert size() > memory.MOST / 2
