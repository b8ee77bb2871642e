"""The data in one plain, read-only form, whether it comes from files or from the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model

from .. import models
from ..law.status import Milestone
from ..plain import Key, Values, fields_of, key_of


@dataclass(frozen=True)
class Record:
    """One record: all its values in plain terms, and the file, or database, that it is from."""

    model: type[Model]
    values: Values
    origin: str

    def __getitem__(self, field: str):
        return self.values[field]

    def __str__(self):
        slug = f"of {self['finding']}" if self.model is models.Citation else self["slug"]
        return f"{self.model._meta.verbose_name} {slug}"

    @property
    def key(self) -> Key:
        """What it is known by, in files as in the database."""
        return key_of(self.model, self.values)

    @property
    def note(self) -> str:
        """What it says to explain itself; always empty where the model has no note."""
        return self.values.get("note", "").strip()

    def references(self) -> Iterable[tuple[str, type[Model], str]]:
        """Each reference as field, model and slug."""
        for name, field in fields_of(self.model).items():
            if field.is_relation and self[name]:
                slugs = self[name] if field.many_to_many else (self[name],)
                yield from ((name, field.related_model, slug) for slug in slugs)


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a field of a record, and what an editor can do about it."""

    record: Record
    field: str
    sentence: str
    cure: str


class Dataset:
    """Records with lookups, and the day on which they are judged.

    Of two records with the same key the later counts, as it does for `loaddata`.
    """

    def __init__(self, records: Iterable[Record], today: date):
        self.today = today
        self.records: dict[Key, Record] = {}
        for record in records:
            self.records.pop(record.key, None)
            self.records[record.key] = record

    def of(self, *wanted: type[Model]) -> list[Record]:
        """All records of some models."""
        return [record for record in self.records.values() if record.model in wanted]

    def find(self, model: type[Model], slug: str | None) -> Record | None:
        """The record that a reference to `model` names; a topic is not found as a pillar."""
        record = self.records.get((model._meta.concrete_model, (slug,)))
        topic = record is not None and model is models.Pillar and not record["proposal"]
        return None if topic else record

    def provisions(self, finding: Record) -> list[Record]:
        """Its citations that point to an instrument."""
        return [cited for cited in self._citations[finding["slug"]] if cited["instrument"]]

    def sources(self, finding: Record) -> list[Record]:
        """Its citations that point to a source."""
        return [cited for cited in self._citations[finding["slug"]] if cited["source"]]

    def findings_citing(self, source: Record) -> list[str]:
        """The slugs of the findings that rest on a source, in order."""
        return sorted(self._findings_by_source[source["slug"]])

    def milestones(self, instrument: str) -> list[Milestone]:
        """The steps in the life of an instrument, as kind and day."""
        return self._milestones[instrument]

    def versions(self, model: type[models.Finding | models.ApproachPeriod]) -> list[list[Record]]:
        """The entries of each cell of a dated model, the earliest first."""
        cells = defaultdict(list)
        for record in sorted(self.of(model), key=lambda r: (r["valid_from"], r["slug"])):
            cells[tuple(record[field] for field in model.cell)].append(record)
        return list(cells.values())

    @cached_property
    def _citations(self) -> Mapping[str, list[Record]]:
        by_finding = defaultdict(list)
        for citation in self.of(models.Citation):
            by_finding[citation["finding"]].append(citation)
        return by_finding

    @cached_property
    def _findings_by_source(self) -> Mapping[str, list[str]]:
        by_source = defaultdict(list)
        for citation in self.of(models.Citation):
            by_source[citation["source"]].append(citation["finding"])
        return by_source

    @cached_property
    def _milestones(self) -> Mapping[str, list[Milestone]]:
        by_instrument = defaultdict(list)
        for event in self.of(models.Event):
            if event["is_milestone"]:
                by_instrument[event["instrument"]].append((event["kind"], event["date"]))
        return by_instrument
