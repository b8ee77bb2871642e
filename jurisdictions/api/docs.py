"""The API for people: the OpenAPI document as a page of ours."""

import json

from django.shortcuts import render

from ..asking.query import check
from ..files.document import DISCLAIMER, LICENCE
from ..views.data import NoParameters
from ..views.page import page
from .document import document_of
from .endpoint import CACHE_CONTROL
from .filtersets import LARGEST_PAGE, PAGE_SIZE


@page
def docs(request):
    """What the API gives, address by address."""
    check(NoParameters(request.GET))
    document = document_of(request)
    context = {
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "operations": [
            operation_of(path, operations["get"], document)
            for path, operations in document["paths"].items()
        ],
        "page_size": PAGE_SIZE,
        "largest_page": LARGEST_PAGE,
        "cache_control": CACHE_CONTROL,
        "licence": LICENCE,
        "disclaimer": DISCLAIMER,
    }
    return render(request, "api_docs.html", context)


def operation_of(path: str, operation: dict, document: dict) -> dict:
    """An address with what a reader needs to know of it."""
    content = operation["responses"]["200"]["content"]["application/json"]
    example = content.get("examples", {}).get("Short")
    return {
        "path": path,
        "name": operation["operationId"],
        "summary": operation["summary"],
        "parameters": [behind(one, document) for one in operation["parameters"]],
        "asked": example and example["summary"].removeprefix("GET "),
        "example": example and json.dumps(example["value"], indent=2, ensure_ascii=False),
        "fields": fields_of(content["schema"], document),
    }


def fields_of(schema: dict, document: dict) -> list[tuple[str, str]]:
    """The fields of the records that an address gives, each with its meaning."""
    answer = behind(schema, document)["properties"]
    record = answer.get("result") or answer.get("results", {}).get("items")
    properties = behind(record, document)["properties"] if record else answer
    return [(name, field.get("description", "")) for name, field in properties.items()]


def behind(schema: dict, document: dict) -> dict:
    """The schema that a reference stands for."""
    reference = schema.get("$ref") or schema.get("allOf", [{}])[0].get("$ref")
    if reference is None:
        return schema
    _, _, kind, name = reference.split("/")
    return document["components"][kind][name]
