"""What an editor has seen of a record, as short marks that the form carries: of fields, of rows.

A mark is equal for equal values, whether they are stored or cleaned. In a form the marks stand as
text: `answer:1f0c… citations.12:9ab3…`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

# The name of the field that carries them.
SEEN = "seen"


def mark(value) -> str:
    return sha256(repr(plain(value)).encode()).hexdigest()[:12]


def plain(value):
    """Related records by their keys; anything else as it is."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet | list) and all(isinstance(item, Model) for item in value):
        return sorted(item.pk for item in value)
    return value


def mark_of_row(values: Mapping[str, Any]) -> str:
    return mark(sorted((name, plain(value)) for name, value in values.items()))


def as_text(marks: Mapping[str, str]) -> str:
    return " ".join(f"{part}:{mark}" for part, mark in marks.items())


def seen_in(data: Mapping[str, str]) -> dict[str, str]:
    """The marks that a posted form carries; none where it carries none."""
    return dict(part.partition(":")[::2] for part in data.get(SEEN, "").split())


def subject(part: str) -> str:
    """The field or inline that a mark is about."""
    return part.partition(".")[0]


@dataclass(frozen=True)
class Rows:
    """The rows of an inline, which count as a part of the record above them."""

    model: type[Model]
    key: ForeignKey
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.key.remote_field.get_accessor_name()

    def part(self, key) -> str:
        """What the mark of a row is called."""
        return f"{self.name}.{key}"

    def of(self, record: Model) -> QuerySet:
        return self.model._base_manager.filter(**{self.key.attname: record.pk}).order_by("pk")

    def history_of(self, record: Model) -> QuerySet:
        return self.model.history.filter(**{self.key.attname: record.pk})

    def mark(self, row: Model) -> str:
        return mark_of_row({name: getattr(row, name) for name in self.fields})

    def marks(self, stored: QuerySet) -> dict[str, str]:
        """A mark of each row that is stored."""
        rows = stored.values("pk", *self.fields)
        return {self.part(row.pop("pk")): mark_of_row(row) for row in rows}
