"""Of which kind the values of a field are: said in words, and as JSON Schema."""

from collections.abc import Callable

from django.db import models
from django.db.models import Field

from ..models.fields import SLUG, TERRITORY_CODE, MarkdownField
from .tables import name_of
from .vocabularies import codes, name_of_vocabulary, vocabulary_of

IS_SLUG = {"type": "string", "pattern": f"^{SLUG}$"}
DAY = {"type": "string", "format": "date"}
# Some have letters that are not ASCII.
WEB_ADDRESS = {"type": "string", "format": "iri"}


def in_words(field: Field) -> str:
    """The kind, for people: one of *Stance*; slugs of sources; day."""
    if field.is_relation:
        slug = "slugs of" if field.many_to_many else "a slug of"
        return f"{slug} {name_of(field.related_model._meta.concrete_model)}"
    if vocabulary := vocabulary_of(field):
        return f"a code of “{name_of_vocabulary(vocabulary)}”"
    return kind(field)[0]


def as_schema(field: Field) -> dict:
    """The kind, for validators; null is allowed where the database allows it."""
    schema = not_null(field)
    if not field.null:
        return schema
    return schema | {"type": [schema["type"], "null"]}


def not_null(field: Field) -> dict:
    if field.is_relation:
        return lists(IS_SLUG) if field.many_to_many else IS_SLUG
    if vocabulary := vocabulary_of(field):
        return {"type": "string", "oneOf": [*empty(field), *map(described, codes(vocabulary))]}
    return kind(field)[1](field)


def lists(items: dict) -> dict:
    return {"type": "array", "items": items, "uniqueItems": True}


def empty(field: Field) -> list[dict]:
    """The choice of no code, where a field may be left empty."""
    return [{"const": "", "title": "None"}] if field.blank else []


def described(code: tuple[str, str, str]) -> dict:
    value, label, meaning = code
    return {"const": value, "title": label, "description": meaning}


def text(field: Field) -> dict:
    least = {} if field.blank else {"minLength": 1}
    most = {"maxLength": field.max_length} if field.max_length else {}
    return {"type": "string", **least, **most}


def markdown(field: Field) -> dict:
    return text(field) | {"contentMediaType": "text/markdown"}


def web_address(field: Field) -> dict:
    return {"type": "string", "anyOf": [{"const": ""}, WEB_ADDRESS]}


# The first that fits counts: some of these are subclasses of others further down.
KINDS: list[tuple[type[Field], str, Callable[[Field], dict]]] = [
    (models.SlugField, "slug", lambda field: IS_SLUG | {"maxLength": field.max_length}),
    (models.URLField, "web address", web_address),
    (MarkdownField, "Markdown", markdown),
    (models.CharField, "text", text),
    (models.TextField, "text", text),
    (models.DateField, "day", lambda field: DAY),
    (models.BooleanField, "true or false", lambda field: {"type": "boolean"}),
    (models.IntegerField, "whole number", lambda field: {"type": "integer", "minimum": 0}),
    (
        models.JSONField,
        "ISO 3166 codes",
        lambda field: lists({"type": "string", "pattern": f"^{TERRITORY_CODE.pattern}$"}),
    ),
]


def kind(field: Field) -> tuple[str, Callable[[Field], dict]]:
    return next((words, make) for type_, words, make in KINDS if isinstance(field, type_))
