"""Records as plain values, in the terms of the fixture files.

A reference is the slug of what it refers to, several are a sorted list of slugs. In these terms
a file can be held against the database, and the database be written to files.
"""

from functools import cache

from django.db.models import Field, Model, QuerySet

from .models import (
    Approach,
    ApproachPeriod,
    Argument,
    Checkpoint,
    Citation,
    ClaimCheck,
    Concept,
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
    Pillar,
    Proposal,
    Regulator,
    Section,
    Source,
    Stakeholder,
    Term,
    Topic,
)
from .models.records import Reviewed

Values = dict[str, object]
Key = tuple[type[Model], tuple]

# The fields of each model in the order in which a file holds them; all others are derived.
FIELDS: dict[type[Model], tuple[str, ...]] = {
    model: tuple(names.split())
    for model, names in {
        Approach: "slug name description position",
        Section: "slug title position",
        Criterion: "slug section proposal as_told title question description scale position"
        " review_interval_days",
        Source: "slug title publisher url published_on kind access",
        Jurisdiction: "slug name short_name kind parent territories region compared position"
        " summary note researched_until",
        Regulator: "slug jurisdiction name acronym role url",
        Instrument: "slug jurisdiction name short_name reference kind regulator url sources note",
        Event: "slug jurisdiction date kind title description instrument is_milestone sources"
        " publication",
        ApproachPeriod: "slug jurisdiction approach label key_instrument_label key_instruments"
        " valid_from publication confidence rationale sources",
        Finding: "slug jurisdiction criterion stance answer detail valid_from verified_on"
        " publication confidence note",
        Citation: "finding position instrument pinpoint source",
        Proposal: "slug title proponent jurisdiction addressee status summary question",
        Stakeholder: "slug name role",
        Argument: "slug proposal position stakeholder side pillar statement sources",
        Checkpoint: "slug proposal position title as_told later_status status sources",
        ClaimCheck: "slug proposal position claim verdict explanation sources",
        Concept: "slug name description position",
        Term: "slug concept jurisdiction term abbreviation language instrument pinpoint sources"
        " note false_friend",
    }.items()
}
# What a record is known by, where that is not its slug.
KEYS = {Citation: ("finding", "instrument", "pinpoint", "source")}
# The models by the names that files use; a criterion goes by that of its proxies.
MODELS = {model._meta.label_lower: model for model in FIELDS} | {
    proxy._meta.label_lower: Criterion for proxy in (Pillar, Topic)
}


def key_fields(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields that a record of `model` is known by."""
    return KEYS.get(model, ("slug",))


def key_of(model: type[Model], values: Values) -> Key:
    """What the record with these values is known by."""
    return model, tuple(values[name] for name in key_fields(model))


@cache
def fields_of(model: type[Model]) -> dict[str, Field]:
    """The fields of `model` by name, in the order of the files."""
    return {name: model._meta.get_field(name) for name in FIELDS[model]}


@cache
def references_of(model: type[Model]) -> dict[str, type[Model]]:
    """The model to which each reference of `model` points, by the name of the field."""
    return {
        name: field.related_model._meta.concrete_model
        for name, field in fields_of(model).items()
        if field.is_relation
    }


def in_files(model: type[Model]) -> QuerySet:
    """The records that files know: without drafts beside published ones, and their citations."""
    rows = model._base_manager.order_by()
    if model is Citation:
        return rows.filter(finding__draft_of=None)
    return rows.filter(draft_of=None) if issubclass(model, Reviewed) else rows


def stored_keys(model: type[Model]) -> dict[Key, int]:
    """The primary keys of all records of `model`, drafts as well, by what each is known by."""
    references = references_of(model)
    paths = [f"{name}__slug" if name in references else name for name in key_fields(model)]
    rows = model._base_manager.order_by().values_list("pk", *paths)
    return {(model, tuple(key)): pk for pk, *key in rows}


def stored(model: type[Model]) -> dict[int, Values]:
    """All records of `model` in the database, by primary key."""
    fields = fields_of(model)
    single = [name for name, field in fields.items() if not field.many_to_many]
    paths = [f"{name}__slug" if fields[name].is_relation else name for name in single]
    many = {name: stored_lists(model, name) for name in fields if name not in single}
    records = {}
    for pk, *row in in_files(model).values_list("pk", *paths):
        values = dict(zip(single, row, strict=True)) | {n: many[n].get(pk, []) for n in many}
        records[pk] = {name: values[name] for name in fields}
    return records


def stored_lists(model: type[Model], name: str) -> dict[int, list[str]]:
    """The slugs that each record of `model` refers to in its field `name`, by primary key."""
    slugs: dict[int, list[str]] = {}
    linked = in_files(model).filter(**{f"{name}__isnull": False})
    for pk, slug in linked.values_list("pk", f"{name}__slug"):
        slugs.setdefault(pk, []).append(slug)
    return {pk: sorted(found) for pk, found in slugs.items()}
