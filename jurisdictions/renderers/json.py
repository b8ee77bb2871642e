"""JSON: the records and what they are, in the shape of regcompare-1.schema.json."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..files.content import Column, File, Value
from ..files.document import DISCLAIMER, LICENCE, Document, instant
from ..texts.portable import composed

# Its number changes when a reader of the old shape would misread the new one.
FORMAT = "regcompare/1"


def render(file: File) -> Iterator[str]:
    """One JSON object, a row at a time."""
    columns = file.records.columns
    yield f'{{"format": {dump(FORMAT)},\n"document": {dump(about(file.document))},\n'
    yield f'"columns": {dump(list(map(column, columns)))},\n"rows": ['
    yield from listed(record(columns, row) for row in file.records.rows)
    yield '\n],\n"sources": ['
    yield from listed(map(source, file.sources))
    yield "\n]}\n"


def listed(items: Iterable[dict]) -> Iterator[str]:
    """The items of an array, each on a line."""
    before = "\n"
    for item in items:
        yield before + dump(item)
        before = ",\n"


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def about(document: Document) -> dict[str, Any]:
    revision = document.revision
    chosen = [{"label": composed(c.label), "value": composed(c.value)} for c in document.choices]
    return {
        "title": composed(document.title),
        "address": document.address,
        "as_of": document.as_of.day.isoformat(),
        "evidence_to": plain(document.evidence_to),
        "revision": document.number,
        "recorded_at": instant(revision.recorded_at) if revision else None,
        "retrieved": document.retrieved.isoformat(),
        "licence": LICENCE,
        "disclaimer": str(DISCLAIMER),
        "choices": chosen,
    }


def column(one: Column) -> dict[str, str]:
    return {"name": one.name, "label": str(one.label), "meaning": str(one.meaning)}


def record(columns: Iterable[Column], row: Iterable[Value]) -> dict[str, Any]:
    return {column.name: plain(value) for column, value in zip(columns, row, strict=True)}


def plain(value: Value) -> Any:
    """A value as JSON has it: days as ISO text, lists as arrays."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return composed(value)
        case date():
            return value.isoformat()
        case _:
            return list(map(composed, value))


def source(one) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "title": composed(one.title),
        "publisher": composed(one.publisher),
        "address": one.url,
        "published_on": plain(one.published_on),
        "kind": one.kind,
        "access": one.access,
    }
