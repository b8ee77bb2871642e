"""JSON Schema (draft 2020-12): what each JSON file of a release may hold."""

from django.db.models import Model

from ..plain import fields_of, key_fields
from .kinds import as_schema
from .meanings import meaning_of_field, meaning_of_table
from .tables import name_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(model: type[Model]) -> dict:
    """The schema of the file of a table: a list of records."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:regcompare:{name_of(model)}",
        "title": name_of(model),
        "description": f"{meaning_of_table(model)} Known by: {', '.join(key_fields(model))}.",
        "type": "array",
        "items": record_schema(model),
    }


def record_schema(model: type[Model]) -> dict:
    """Every field is there, and no other."""
    properties = {
        name: {"description": meaning_of_field(model, field), **as_schema(field)}
        for name, field in fields_of(model).items()
    }
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }
