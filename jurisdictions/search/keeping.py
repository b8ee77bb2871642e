"""The index in step with the records, in the transaction that writes them.

Signals tell of every save and deletion, whoever makes it: editing pages, steps of review, reverts,
imports, fixtures. What shows something of the saved record is indexed anew with it. A load gathers
what is touched, and has it indexed at its end.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice

from django.apps import apps
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
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
    SearchDocument,
    SearchText,
    SearchWord,
    Section,
    Term,
)
from .documents import INDEXED, Document
from .index import current
from .words import written

# So many records at a time: as many keys as any database takes in one statement.
CHUNK = 500

Touched = dict[type[models.Model], set[int]]
gathering: ContextVar[Touched | None] = ContextVar("gathering", default=None)


# --- What is touched ---


def mark(model: type[models.Model], keys: Iterable[int]) -> None:
    """Let records of a model be indexed anew: now, or at the end of what is being gathered.

    For whoever writes past the signals (`bulk_create`, `update`); the rest need not.
    """
    keys = set(keys)
    gathered_so_far = gathering.get()
    if gathered_so_far is None:
        keep(model, keys)
    else:
        gathered_so_far.setdefault(model, set()).update(keys)


@contextmanager
def gathered() -> Iterator[None]:
    """Inside, what is touched is only noted, and indexed once at the end. For loads."""
    if gathering.get() is not None:
        yield
        return
    touched: Touched = {}
    token = gathering.set(touched)
    try:
        yield
    finally:
        gathering.reset(token)
    for model, keys in touched.items():
        keep(model, keys)


def showing(record: models.Model) -> Touched:
    """The keys of all records whose documents show something of this one, by model."""
    model = type(record)._meta.concrete_model
    own = {model: {record.pk}} if model in INDEXED else {}
    others = {
        other: set(other._base_manager.filter(condition).order_by().values_list("pk", flat=True))
        for other, condition in elsewhere(model, record).items()
    }
    return {one: own.get(one, set()) | others.get(one, set()) for one in own | others}


def elsewhere(model: type[models.Model], record) -> dict[type[models.Model], models.Q]:
    """Which other records show something of a record."""
    return SHOWN_BY[model](record) if model in SHOWN_BY else {}


def with_place(place: Jurisdiction) -> dict[type[models.Model], models.Q]:
    """Its name stands on everything that is its own, and on its parts."""
    own = models.Q(jurisdiction=place.pk)
    theirs = dict.fromkeys((Finding, Instrument, Regulator, Term, Proposal), own)
    return theirs | {Jurisdiction: models.Q(parent=place.pk)}


def beside_finding(finding: Finding) -> dict[type[models.Model], models.Q]:
    """The one before it in its cell ends where it begins; instruments say where they are cited."""
    cell = {f"{name}_id": getattr(finding, f"{name}_id") for name in Finding.cell}
    return {Finding: models.Q(**cell), Instrument: models.Q(citations__finding=finding.pk)}


SHOWN_BY = {
    Jurisdiction: with_place,
    Section: lambda one: {Criterion: models.Q(section=one.pk)},
    Criterion: lambda one: {Finding: models.Q(criterion=one.pk)},
    Instrument: lambda one: {Finding: models.Q(citations__instrument=one.pk)},
    Concept: lambda one: {Term: models.Q(concept=one.pk)},
    Finding: beside_finding,
    Citation: lambda one: {
        Finding: models.Q(pk=one.finding_id),
        Instrument: models.Q(pk=one.instrument_id),
    },
}
WATCHED = INDEXED.keys() | SHOWN_BY.keys()
# What such a record belonged to before a save has to forget it.
MOVES = (Finding, Citation)


def before_save(sender, instance, **kwargs):
    """Note what shows the record as it is stored, which may be about to move."""
    stored = instance.pk and sender._base_manager.filter(pk=instance.pk).first()
    instance._shown_before = showing(stored) if stored else {}


def after_write(sender, instance, **kwargs):
    """Index what shows the record as it is now, and as it was."""
    for touched in (instance.__dict__.pop("_shown_before", {}), showing(instance)):
        for model, keys in touched.items():
            mark(model, keys)


def connect() -> None:
    """Listen to each model, and to its proxies, in whose names Django sends their signals.

    After the history did, which keeps other writers waiting until this one is through.
    """
    for model in apps.get_models():
        if model._meta.concrete_model in WATCHED:
            signals.post_save.connect(after_write, sender=model)
            signals.post_delete.connect(after_write, sender=model)
        if model in MOVES:
            signals.pre_save.connect(before_save, sender=model)


# --- Documents ---

DOCUMENT = (
    "kind", "key", "jurisdiction", "section", "stance", "combination", "begins", "ends", "language",
    "names",
)  # fmt: skip
TEXT = ("slug", "title", "context", "body", "title_words", "body_words")


def keep(model: type[models.Model], keys: Iterable[int], *, write: bool = True) -> Counter:
    """Let the documents of these records say what the records say; how many did not, by how.

    Records that are gone, or that readers don't see, have none.
    """
    found: Counter = Counter()
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        found += keep_some(model, ordered[start : start + CHUNK], write)
    return found


def keep_some(model: type[models.Model], keys: list[int], write: bool) -> Counter:
    wanted = {(one.kind, one.key): one for one in INDEXED[model].documents(model, keys)}
    stored = stored_rows(model, keys)
    added, removed = wanted.keys() - stored.keys(), stored.keys() - wanted.keys()
    both = wanted.keys() & stored.keys()
    changed = {name for name in both if stored[name][1:] != row_of(wanted[name])}
    if write and (added or removed or changed):
        stale = [stored[name][0] for name in removed | changed]
        replace(stale, [wanted[name] for name in wanted if name in added | changed])
    return Counter(added=len(added), changed=len(changed), removed=len(removed))


def row_of(one: Document) -> tuple:
    return tuple(getattr(one, name) for name in (*DOCUMENT, *TEXT))


def stored_rows(model: type[models.Model], keys: Collection[int]) -> dict[tuple, tuple]:
    """The documents of some records by kind and key of the record: first the key, then its row."""
    rows = SearchDocument.objects.filter(kind__in=INDEXED[model].kinds, key__in=keys)
    found = rows.values_list("pk", *DOCUMENT, *(f"text__{name}" for name in TEXT))
    return {row[1:3]: row for row in found}


@transaction.atomic
def replace(stale: Collection[int], fresh: Collection[Document]) -> None:
    """Remove documents by their keys, and add others."""
    SearchDocument.objects.filter(pk__in=stale).delete()
    made = SearchDocument.objects.bulk_create(
        SearchDocument(**{name: getattr(one, name) for name in DOCUMENT}) for one in fresh
    )
    SearchText.objects.bulk_create(
        SearchText(document=row, **{name: getattr(one, name) for name in TEXT})
        for row, one in zip(made, fresh, strict=True)
    )
    learn((one.title, one.context, one.body) for one in fresh)


# --- Words ---

# A shorter word has too many neighbours, a longer one is none.
SHORTEST, LONGEST = 3, 30


def learn(texts: Iterable[tuple[str, ...]]) -> None:
    """Know the words of some texts, for those who misspell them."""
    words = {word for parts in texts for part in parts for word in written(part)}
    known = [w for w in sorted(words) if SHORTEST <= len(w) <= LONGEST and w.isalpha()]
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, length=len(word)) for word in known),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


# --- All of it ---


@transaction.atomic
def rebuild(*, write: bool = True) -> Counter:
    """Let all documents say what the records say; how many did not, by how."""
    found: Counter = Counter()
    for model, indexed in INDEXED.items():
        copied = SearchDocument.objects.filter(kind__in=indexed.kinds)
        keys = set(model._base_manager.values_list("pk", flat=True))
        keys.update(copied.values_list("key", flat=True))
        found += keep(model, keys, write=write)
    if write:
        relearn()
        current().refill()
    return found


def relearn() -> None:
    """Know the words of the documents, and no others."""
    SearchWord.objects.all().delete()
    texts = SearchText.objects.values_list("title", "context", "body").iterator(CHUNK)
    while some := list(islice(texts, CHUNK)):
        learn(some)


def fill_once(using: str = "default", plan=(), **kwargs) -> None:
    """After a migration: index what was there before there was a search."""
    if plan and is_migrated(connections[using]) and not SearchDocument.objects.exists():
        rebuild()


def is_migrated(connection) -> bool:
    """Are the tables as the models say?"""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    return not executor.migration_plan(graph.leaf_nodes("jurisdictions"))
