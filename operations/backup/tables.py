"""What a backup keeps, and how a row becomes JSON and a row again on either database."""

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, DateField, DateTimeField, Field, JSONField, Model

# Whoever is signed in signs in again after a restore.
EMPTIED = ("sessions.Session",)
# Triggers write it: it moves with a restore as with any other write.
LEFT_ALONE = ("jurisdictions.Stamp",)
AT_ONCE = 2000
# Kept as JSON has them.
PLAIN = (str, int, float, bool, type(None))


def kept() -> dict[str, type[Model]]:
    """The tables of all models, by name, those between two models among them."""
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label not in EMPTIED + LEFT_ALONE
    }


def emptied() -> list[str]:
    """The tables of which a restore leaves nothing."""
    return [apps.get_model(label)._meta.db_table for label in EMPTIED]


def fields(model: type[Model]) -> list[Field]:
    """What is written: the database makes a generated column itself."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def columns(model: type[Model]) -> list[str]:
    return [field.column for field in fields(model)]


def rows(model: type[Model]) -> Iterator[list]:
    """Every row as JSON has it, in the order of keys."""
    names = [field.attname for field in fields(model)]
    converters = [to_json(field) for field in fields(model)]
    found = model._base_manager.order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=AT_ONCE):
        yield [convert(value) for convert, value in zip(converters, row, strict=True)]


def values(model: type[Model], found: Iterable[list]) -> Iterator[list]:
    """Rows of a file, as the database's driver takes them."""
    converters = [from_json(field) for field in fields(model)]
    for row in found:
        yield [convert(value) for convert, value in zip(converters, row, strict=True)]


def to_json(field: Field) -> Callable:
    return as_it_is if isinstance(field, JSONField) else text_or_plain


def as_it_is(value):
    return value


def text_or_plain(value):
    """A day or moment as ISO text, bytes as base64. Anything unforeseen is refused, not guessed."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(f"no form is known for {type(value).__name__} in a backup")


def from_json(field: Field) -> Callable:
    """How a value of the file is read, and then prepared for the database."""
    target = getattr(field, "target_field", field)
    prepare = partial(prepared, target)
    if isinstance(target, DateTimeField):
        return lambda value: prepare(value and datetime.fromisoformat(value))
    if isinstance(target, DateField):
        return lambda value: prepare(value and date.fromisoformat(value))
    if isinstance(target, BinaryField):
        return lambda value: prepare(None if value is None else base64.b64decode(value))
    return prepare


def prepared(field: Field, value):
    return field.get_db_prep_save(value, connection=connection)
