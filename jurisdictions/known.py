"""What others name and readers choose among: each table is read once per state of the data."""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from .caching.held import held
from .models import (
    Approach,
    Concept,
    Criterion,
    Instrument,
    Jurisdiction,
    Proposal,
    Regulator,
    Section,
    Source,
)
from .querysets import with_health


class Records:
    """Some records of a model in their order: those of which `are` is true.

    name   what one of them is called
    """

    def __init__(self, name: str, model: type[Model], are: Callable[[Model], bool] | None = None):
        self.name, self.model, self.are = name, model, are

    def __deepcopy__(self, memo):
        """Each form has filters of its own, and they choose among the same records."""
        return self

    def all(self) -> list:
        return held(self.read)

    def read(self) -> list:
        every = held(read, self.model)
        return [one for one in every if self.are(one)] if self.are else every

    def by_slug(self) -> dict[str, Model]:
        return held(self.read_by_slug)

    def read_by_slug(self) -> dict[str, Model]:
        return {record.slug: record for record in self.all()}

    def by_key(self) -> dict[int, Model]:
        return held(self.read_by_key)

    def read_by_key(self) -> dict[int, Model]:
        return {record.pk: record for record in self.all()}


def read(model: type[Model]) -> list:
    rows, whole = model._default_manager.all(), WHOLE.get(model)
    return named(list(whole(rows) if whole else rows), NAMED.get(model, {}))


def with_section(criteria: QuerySet) -> QuerySet:
    return criteria.select_related("section")


def named(records: list, names: dict[str, Records]) -> list:
    """The records with those that they name, which are held once for all of them."""
    for name, others in names.items():
        known = others.by_key()
        for record in records:
            key = getattr(record, f"{name}_id")
            setattr(record, name, known[key] if key else None)
    return records


def is_compared(place: Jurisdiction) -> bool:
    return place.compared


def is_pillar(criterion: Criterion) -> bool:
    return criterion.is_pillar


def is_topic(criterion: Criterion) -> bool:
    return not criterion.is_pillar


PLACES = Records("jurisdiction", Jurisdiction)
COMPARED = Records("jurisdiction", Jurisdiction, is_compared)
REGULATORS = Records("regulator", Regulator)
APPROACHES = Records("approach", Approach)
INSTRUMENTS = Records("instrument", Instrument)
SECTIONS = Records("section", Section)
CRITERIA = Records("criterion", Criterion)
PILLARS = Records("pillar", Criterion, is_pillar)
TOPICS = Records("topic", Criterion, is_topic)
PROPOSALS = Records("proposal", Proposal)
CONCEPTS = Records("concept", Concept)
SOURCES = Records("source", Source)

# What is read along with the records, where something is; and what they name.
WHOLE = {Criterion: with_section, Regulator: with_health, Instrument: with_health}
NAMED = {
    Regulator: {"jurisdiction": PLACES},
    Instrument: {"jurisdiction": PLACES, "regulator": REGULATORS},
}
