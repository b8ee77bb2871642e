"""Django's cache, which may be away: that costs time, and never an answer."""

from typing import Any

from django.core.cache import cache

from regcompare.resting import Resting

# Each kind of cache has errors of its own, and all of them mean the same here.
away = Resting("cache", Exception)


def get(key: str) -> Any:
    """What is kept under the key, or None."""
    return away.ask(lambda: cache.get(key))


def put(key: str, value: Any) -> None:
    away.ask(lambda: cache.set(key, value, timeout=None))
