"""The documents of the index as they are stored: a copy of what records say, written anew where it
differs, and the words that it holds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from ..models import SearchDocument, SearchText, SearchWord
from .documents import INDEXED, Document
from .index import current
from .words import written

# So many records at a time: as many keys as any database takes in one statement.
CHUNK = 500

# What a document says, by column, and what stands in the table of texts beside it.
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
    for some in portions(keys):
        found += keep_some(model, some, write)
    return found


def portions(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in their order, as many at a time as one statement takes."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


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


@transaction.atomic(savepoint=False)
def replace(stale: Collection[int], fresh: Collection[Document]) -> None:
    """Remove documents by their keys, and add others."""
    if stale:
        SearchDocument.objects.filter(pk__in=stale).delete()
    if not fresh:
        return
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
