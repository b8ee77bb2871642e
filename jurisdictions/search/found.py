"""What is found: how much of each sort, and the hits of a page, in a few statements at any size."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db import connections, router
from django.utils.safestring import SafeString

from ..choices import Stance
from ..models import Jurisdiction, SearchDocument
from . import ranking
from .documents import ALWAYS, address
from .index import current
from .kinds import Kind
from .passages import marked, passage
from .questions import Question

# What is counted and filtered by, as columns of a document.
FACETS = ("kind", "jurisdiction", "section", "stance")
# Nobody reads on among more findings of other days; to count them all takes its time.
MANY = 1000


@dataclass(frozen=True)
class Scope:
    """Where a question is put.

    day      the day on which findings hold; None: any day
    chosen   values by facet; a document needs one of each facet that has any
    """

    day: date | None
    chosen: Mapping[str, Collection] = field(default_factory=dict)

    def conditions(self) -> Iterator[tuple[str, dict]]:
        """In SQL, with their parameters."""
        if self.day:
            yield "d.begins <= %(day)s AND d.ends > %(day)s", {"day": self.day}
        for name, values in self.chosen.items():
            if values:
                given = {f"{name}_{n}": value for n, value in enumerate(values)}
                places = ", ".join(f"%({key})s" for key in given)
                yield f"d.{name} IN ({places})", given

    def on_any_day(self) -> "Scope":
        return Scope(None, self.chosen)


@dataclass(frozen=True)
class Hit:
    """A document as a page shows it, with what was asked marked in its title and text.

    begins, last   the first and the last day on which it holds; None: none is known
    slug, name, place   what its address is made of
    """

    kind: Kind
    title: SafeString
    context: SafeString
    passage: SafeString
    stance: Stance | None
    begins: date | None
    last: date | None
    slug: str
    name: str
    place: Jurisdiction | None

    def get_absolute_url(self):
        return address(self.kind, self.slug, self.name, self.place)


class Found:
    """What matches a question in a scope."""

    def __init__(self, question: Question, scope: Scope):
        self.question, self.scope, self.index = question, scope, current()

    @cached_property
    def parameters(self) -> dict:
        asked = {"asked": self.index.expression(self.question)}
        return asked | {"typed": self.index.typed(self.question)}

    def matching(self, scope: Scope) -> tuple[str, dict]:
        """The FROM and WHERE of what matches in a scope, and their parameters."""
        conditions, parameters = [self.index.matches], dict(self.parameters)
        for condition, given in scope.conditions():
            conditions.append(condition)
            parameters |= given
        return f"FROM {self.index.source} WHERE {' AND '.join(conditions)}", parameters

    # --- How much ---

    @cached_property
    def combinations(self) -> list[tuple[tuple, int]]:
        """How many documents there are of each combination of facets, whatever is chosen."""
        columns = ", ".join(f"d.{name}" for name in FACETS)
        matching, parameters = self.matching(Scope(self.scope.day))
        rows = fetch(f"SELECT {columns}, COUNT(*) {matching} GROUP BY {columns}", parameters)
        return [(tuple(row[:-1]), row[-1]) for row in rows]

    def left(self, beside: str = "") -> Iterator[tuple[tuple, int]]:
        """The combinations that what is chosen leaves, one facet perhaps taken back."""
        wanted = [
            (place, frozenset(self.scope.chosen.get(name) or ()))
            for place, name in enumerate(FACETS)
            if self.scope.chosen.get(name) and name != beside
        ]
        for combination, number in self.combinations:
            if all(combination[place] in values for place, values in wanted):
                yield combination, number

    def total(self, beside: str = "") -> int:
        return sum(number for _, number in self.left(beside))

    def counts(self, name: str) -> Counter:
        """How many documents have each value of a facet; the other choices are kept."""
        counted: Counter = Counter()
        for combination, number in self.left(beside=name):
            counted[combination[FACETS.index(name)]] += number
        return counted

    def on_other_days(self) -> int:
        """How many more there would be if findings held on any day; not counted beyond `MANY`."""
        if self.scope.day is None:
            return 0
        most = self.total() + MANY + 1
        return number(self.question, self.scope.on_any_day(), most) - self.total()

    # --- The hits, as a paginator takes them ---

    def count(self) -> int:
        return self.total()

    def __getitem__(self, cut: slice) -> list[Hit]:
        keys = self.keys(cut.start, cut.stop - cut.start)
        rows = SearchDocument.objects.filter(pk__in=keys).select_related("text")
        stored = {row.pk: row for row in rows}
        places = Jurisdiction.objects.only("slug").in_bulk(
            {row.jurisdiction for row in rows} - {None}
        )
        return [self.hit(stored[key], places) for key in keys if key in stored]

    def keys(self, start: int, number: int) -> list[int]:
        """The keys of some documents in the order of their rank."""
        matching, parameters = self.matching(self.scope)
        typed = self.index.as_typed if self.question.synonyms else ""
        order = ranking.order(*self.named(), typed, self.index.relevance)
        page = {"start": start, "number": number}
        statement = f"SELECT d.id {matching} ORDER BY {order} LIMIT %(number)s OFFSET %(start)s"
        return [key for [key] in fetch(statement, parameters | page)]

    def named(self) -> tuple[list[int], list[int]]:
        """The keys of the documents that are called what was asked, or cited so."""
        rows = fetch(ranking.NAMED, ranking.names_asked(self.question))
        called = [key for key, is_whole in rows if is_whole]
        return called, [key for key, is_whole in rows if not is_whole]

    def hit(self, row: SearchDocument, places: dict[int, Jurisdiction]) -> Hit:
        phrases, text = self.question.phrases, row.text
        return Hit(
            kind=Kind(row.kind),
            title=marked(text.title, phrases),
            context=marked(text.context, phrases),
            passage=passage(text.body, phrases),
            stance=Stance(row.stance) if row.stance else None,
            begins=row.begins if row.begins != ALWAYS[0] else None,
            last=row.ends - timedelta(days=1) if row.ends != ALWAYS[1] else None,
            slug=text.slug,
            name=text.title,
            place=places.get(row.jurisdiction),
        )


def fetch(statement: str, parameters: dict) -> list[tuple]:
    # By hand, since it is asked past the models: where their rows are read from.
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def number(question: Question, scope: Scope, most: int) -> int:
    """How many documents match, counted no further than `most`."""
    found = Found(question, scope)
    matching, parameters = found.matching(scope)
    if not list(scope.conditions()):
        matching = matching.replace(found.index.source, found.index.words)
    some = f"SELECT 1 AS one {matching} LIMIT {most}"
    [[counted]] = fetch(f"SELECT COUNT(*) FROM ({some}) AS few", parameters)
    return counted
