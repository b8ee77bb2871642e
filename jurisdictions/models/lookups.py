"""Records by their slugs, looked up once while fixtures are loaded.

Django's loaddata looks up each reference by itself: those of the shipped data point ten thousand
times to the same few records.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from django.db.models.signals import post_save

# What was found so far, by model.
Found = dict[type[Model], dict[Hashable, Model]]
_found: ContextVar[Found | None] = ContextVar("found", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Inside, what was found is found again, until a record of the same model is saved."""
    found: Found = defaultdict(dict)

    def forget(sender, **kwargs):
        # It may have another slug now, or one that others had.
        found.pop(sender._meta.concrete_model, None)

    token = _found.set(found)
    post_save.connect(forget)
    try:
        yield
    finally:
        post_save.disconnect(forget)
        _found.reset(token)


def found_by(key: Hashable, model: type[Model], look_up: Callable[[], Model]) -> Model:
    """The record of a key, which `look_up` asks the database for where it isn't known."""
    found = _found.get()
    if found is None:
        return look_up()
    known = found[model._meta.concrete_model]
    if key not in known:
        known[key] = look_up()
    return known[key]
