"""What stands in the way of a deletion: the records that refer to what is to go."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.utils.html import format_html
from django.utils.text import capfirst

from ..languages import data_lang, inline
from ..models import Citation, Criterion, Pillar, Topic
from ..models.records import Reviewed
from .addresses import form_of


def obstacles(model: type[Model], records: Iterable[Model]) -> list:
    """A heading for each kind and a list of links, as `unordered_list` takes them."""
    kinds = defaultdict(set)
    for record in map(in_admin, [*protected(model, records), *published_with(model, records)]):
        kinds[type(record)].add(record)
    found = [(heading(kind, of_kind), lines(of_kind)) for kind, of_kind in kinds.items()]
    return [part for both in sorted(found) for part in both]


def protected(model: type[Model], records: Iterable[Model]) -> Iterable[Model]:
    """What the database keeps them for."""
    collector = NestedObjects(using=router.db_for_write(model))
    collector.collect(records)
    return collector.protected


def published_with(model: type[Model], records: Iterable[Model]) -> Iterator[Model]:
    """The published records whose lists hold some of these: a draft beside them lets go of it."""
    keys = [record.pk for record in records]
    for way in model._meta.related_objects:
        if way.many_to_many and issubclass(way.related_model, Reviewed):
            rows = way.related_model.objects.published()
            yield from rows.filter(**{f"{way.field.name}__in": keys}).distinct()


def in_admin(record: Model) -> Model:
    """The record with a form of its own in which a reference is changed."""
    if isinstance(record, Citation):
        return record.finding
    if type(record) is Criterion:
        kind = Pillar if record.proposal_id else Topic
        return kind.objects.get(pk=record.pk)
    return record


def heading(kind: type[Model], records: set[Model]) -> str:
    return f"{capfirst(kind._meta.verbose_name_plural)} ({len(records)})"


def lines(records: set[Model]) -> list[str]:
    return [
        format_html('<a href="{}"{}>{}</a>{}', form_of(one), data_lang(), one, state(one))
        for one in sorted(records, key=str)
    ]


def state(record: Model) -> str:
    """Drafts are told apart from what readers see."""
    if not isinstance(record, Reviewed) or record.is_published:
        return ""
    return f" ({inline(record.get_publication_display())})"
