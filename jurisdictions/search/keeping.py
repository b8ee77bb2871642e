"""The index in step with the records, in the transaction that writes them.

Signals tell of every save and deletion, whoever makes it: editing pages, steps of review, reverts,
imports, fixtures. What shows something of the saved record is indexed anew with it. A load gathers
what is touched, and has it indexed at its end; so does what saves a record with its citations.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import connection, models
from django.db.models import signals

from ..models import (
    Citation,
    Concept,
    Criterion,
    Finding,
    Instrument,
    Jurisdiction,
    Proposal,
    Regulator,
    Section,
    Term,
)
from .documents import INDEXED
from .stored import keep, portions

Touched = dict[type[models.Model], set[int]]


@dataclass
class Gathering:
    """What a load has touched so far, by model.

    documents   the keys of records that are to be indexed anew
    written     the keys of records that were saved: what shows them is asked at the end
    """

    documents: Touched = field(default_factory=dict)
    written: Touched = field(default_factory=dict)

    def index(self) -> None:
        for model, keys in self.written.items():
            for some in portions(keys):
                add(self.documents, showing(model, some))
        for model, keys in self.documents.items():
            keep(model, keys)


gathering: ContextVar[Gathering | None] = ContextVar("gathering", default=None)


def add(to: Touched, more: Mapping[type[models.Model], Collection[int]]) -> None:
    for model, keys in more.items():
        to.setdefault(model, set()).update(keys)


def mark(model: type[models.Model], keys: Iterable[int]) -> None:
    """Let records of a model be indexed anew: now, or at the end of what is being gathered.

    For whoever writes past the signals (`bulk_create`, `update`); the rest need not.
    """
    keys = set(keys)
    gathered_so_far = gathering.get()
    if gathered_so_far is None:
        keep(model, keys)
    else:
        add(gathered_so_far.documents, {model: keys})


@contextmanager
def gathered() -> Iterator[None]:
    """Inside, what is touched is only noted, and indexed once at the end.

    For loads and for forms that save a record with its rows, within their transaction.
    """
    if gathering.get() is not None:
        yield
        return
    touched = Gathering()
    token = gathering.set(touched)
    try:
        yield
    finally:
        gathering.reset(token)
    # What is to be rolled back leaves nothing to index, and may not be asked any more.
    if not connection.needs_rollback:
        touched.index()


def showing(model: type[models.Model], keys: Collection[int]) -> Touched:
    """The keys of all records whose documents show something of these, by model.

    Of what is stored: whoever deletes or moves a record asks before.
    """
    found: Touched = {model: set(keys)} if model in INDEXED else {}
    for other, condition in elsewhere(model, keys).items():
        rows = other._base_manager.filter(condition).order_by()
        add(found, {other: rows.values_list("pk", flat=True)})
    return found


def elsewhere(model: type[models.Model], keys) -> dict[type[models.Model], models.Q]:
    """Which other records show something of the records with these keys."""
    return SHOWN_BY[model](keys) if model in SHOWN_BY else {}


def with_places(keys: Collection[int]) -> dict[type[models.Model], models.Q]:
    """Their names stand on everything that is their own, and on their parts."""
    own = models.Q(jurisdiction__in=keys)
    theirs = dict.fromkeys((Finding, Instrument, Regulator, Term, Proposal), own)
    return theirs | {Jurisdiction: models.Q(parent__in=keys)}


def beside_findings(keys: Collection[int]) -> dict[type[models.Model], models.Q]:
    """The one before each in its cell ends where it begins; instruments say where they are cited.

    The cells one by one, which the index of the table finds: a join would read all findings.
    """
    cells = Finding._base_manager.filter(pk__in=keys).order_by().values(*Finding.cell).distinct()
    same = (models.Q(**cell) for cell in cells)
    beside = reduce(or_, same, models.Q(pk__in=keys))
    return {Finding: beside, Instrument: models.Q(citations__finding__in=keys)}


SHOWN_BY = {
    Jurisdiction: with_places,
    Section: lambda keys: {Criterion: models.Q(section__in=keys)},
    Criterion: lambda keys: {Finding: models.Q(criterion__in=keys)},
    Instrument: lambda keys: {Finding: models.Q(citations__instrument__in=keys)},
    Concept: lambda keys: {Term: models.Q(concept__in=keys)},
    Finding: beside_findings,
    Citation: lambda keys: dict.fromkeys((Finding, Instrument), models.Q(citations__in=keys)),
}
WATCHED = INDEXED.keys() | SHOWN_BY.keys()
# What such a record belonged to before a save has to forget it.
MOVES = (Finding, Citation)


def before_write(sender, instance, **kwargs):
    """Note what shows the record as it is stored, which may be about to move or to go."""
    model = sender._meta.concrete_model
    instance._shown_before = showing(model, [instance.pk]) if instance.pk else {}


def after_write(sender, instance, **kwargs):
    """Index what shows the record as it is now, and as it was."""
    for model, keys in instance.__dict__.pop("_shown_before", {}).items():
        mark(model, keys)
    model, gathered_so_far = sender._meta.concrete_model, gathering.get()
    if kwargs.get("created") and model not in MOVES:
        # Others show it only once they refer to it, and nothing refers yet to what is new.
        shown = {model: [instance.pk]} if model in INDEXED else {}
    elif gathered_so_far is not None:
        add(gathered_so_far.written, {model: [instance.pk]})
        return
    else:
        shown = showing(model, [instance.pk])
    for other, keys in shown.items():
        mark(other, keys)


def connect() -> None:
    """Listen to each model, and to its proxies, in whose names Django sends their signals.

    After the history did, which keeps other writers waiting until this one is through.
    """
    for model in apps.get_models():
        if model._meta.concrete_model in WATCHED:
            signals.post_save.connect(after_write, sender=model)
            signals.pre_delete.connect(before_write, sender=model)
            signals.post_delete.connect(after_write, sender=model)
        if model in MOVES:
            signals.pre_save.connect(before_write, sender=model)
