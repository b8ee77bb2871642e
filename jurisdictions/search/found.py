"""What is found: how much of each sort, and the hits of a page, in a few statements at any size."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from django.db import connections, router
from django.utils.safestring import SafeString

from ..choices import Stance
from ..known import PLACES
from ..models import Jurisdiction, SearchDocument
from . import ranking
from .documents import ALWAYS, address
from .index import current
from .index.base import DOCUMENTS, TEXTS
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
    language     of the title
    in_other_words   does it hold what was asked only in other words for the same? None: it is not
                     known of those that nobody weighed
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
    language: str
    in_other_words: bool | None = False

    def get_absolute_url(self):
        return address(self.kind, self.slug, self.name, self.place)

    def when(self, day: date) -> str:
        """How the day lies to those on which it holds; nothing where none are known."""
        if self.begins is None:
            return ""
        if self.begins > day:
            return "before"
        return "after" if self.last and self.last < day else "within"


class Row(NamedTuple):
    """A hit as it is stored.

    tier       as the ranking says it; None if nobody weighed it
    any_day    how many match on any day, as far as `Found.enough`; beside each, to be asked once
    """

    tier: int | None
    any_day: int
    kind: str
    stance: str
    begins: date
    ends: date
    jurisdiction: int | None
    language: str
    slug: str
    title: str
    context: str
    body: str


# The columns of a Row from the third on, of the document and of its text.
STORED = ", ".join(
    f"{'d' if hasattr(SearchDocument, name) else 't'}.{name}" for name in Row._fields[2:]
)


class Count(NamedTuple):
    """How many documents match a question in a scope, counted no further than `most`."""

    question: Question
    scope: Scope
    most: int | None = None


class Found:
    """What matches a question in a scope."""

    def __init__(self, question: Question, scope: Scope):
        self.question, self.scope, self.index = question, scope, current()
        # As soon as a page of hits was read.
        self.any_day: int | None = None

    def matching(self, scope: Scope, **how) -> tuple[str, dict]:
        """The FROM and WHERE of what matches in a scope, and their parameters.

        `how` is what `Index.matches` takes.
        """
        conditions, parameters = [], self.index.parameters(self.question)
        for condition, given in scope.conditions():
            conditions.append(condition)
            parameters |= given
        # Last, since it is what takes longest.
        conditions.append(self.index.matches(self.question, **how))
        return f"FROM {self.index.source} WHERE {' AND '.join(conditions)}", parameters

    # --- How much ---

    @cached_property
    def combinations(self) -> list[tuple]:
        """Each combination of facets and how many documents have it, whatever is chosen."""
        matching, parameters = self.matching(Scope(self.scope.day))
        return fetch(self.index.counted(FACETS, matching), parameters)

    def left(self, beside: str = "") -> list[tuple]:
        """The combinations that what is chosen leaves, one facet perhaps taken back."""
        left = self.combinations
        for place, name in enumerate(FACETS):
            values = self.scope.chosen.get(name)
            if values and name != beside:
                left = [one for one in left if one[place] in values]
        return left

    def total(self, beside: str = "") -> int:
        return sum(map(itemgetter(-1), self.left(beside))) if beside else self._total

    @cached_property
    def _total(self) -> int:
        return sum(map(itemgetter(-1), self.left()))

    def counts(self, name: str) -> Counter:
        """How many documents have each value of a facet; the other choices are kept."""
        counted, place = Counter(), FACETS.index(name)
        for combination in self.left(beside=name):
            counted[combination[place]] += combination[-1]
        return counted

    def on_other_days(self) -> int:
        """How many more there would be if findings held on any day; not counted beyond `MANY`."""
        if self.scope.day is None:
            return 0
        if self.any_day is None:
            [self.any_day] = numbers([self.enough])
        return self.any_day - self.total()

    def counted_beside(self, counts: Sequence[Count]) -> list[int]:
        """Other counts, with what there is on any day in the same statement."""
        self.any_day, *others = numbers([self.enough, *counts])
        return others

    @property
    def enough(self) -> Count:
        """What is counted for that."""
        return Count(self.question, self.scope.on_any_day(), self.total() + MANY + 1)

    # --- The hits, as a paginator takes them ---

    def count(self) -> int:
        return self.total()

    def __getitem__(self, cut: slice) -> list[Hit]:
        if not self.total():
            return []
        rows = self.rows(cut.start, cut.stop - cut.start)
        if rows:
            self.any_day = rows[0].any_day
        return [self.hit(row) for row in rows]

    def rows(self, start: int, number: int) -> list[Row]:
        """Some hits in the order of their rank."""
        if self.total() <= ranking.WEIGHED:
            return self.weighed(start, number)
        first = max(0, min(number, ranking.WEIGHED - start))
        weighed = self.weighed(start, first, self.foremost) if first else []
        others = self.others(max(start, ranking.WEIGHED), number - first) if first < number else []
        return weighed + others

    def weighed(self, start: int, number: int, foremost: str = "") -> list[Row]:
        """Some of all hits, or of those that come foremost."""
        matching, parameters = self.matching(self.scope)
        if foremost:
            matching = (
                f"FROM {self.index.source} WHERE {self.index.to_weigh} "
                f"AND d.id IN ({ranking.FOREMOST})"
            )
        tier = ranking.tier(self.index.as_typed if self.question.synonyms else "")
        order = ranking.order(self.index.relevance)
        hits = f"SELECT d.id AS id, {tier} AS tier {matching} ORDER BY {order}"
        return self.some(hits, foremost, parameters, start, number)

    def others(self, start: int, number: int) -> list[Row]:
        """Some of those hits that come after the foremost."""
        matching, parameters = self.matching(self.scope)
        hits = (
            f"SELECT d.id AS id, NULL AS tier {matching} AND d.id NOT IN ({ranking.FOREMOST}) "
            f"ORDER BY {self.index.key} DESC"
        )
        return self.some(hits, self.foremost, parameters, start - ranking.WEIGHED, number)

    def some(
        self, hits: str, foremost: str, parameters: dict, start: int, number: int
    ) -> list[Row]:
        """The hits that a statement gives, from one place on, with all that is shown of them.

        `foremost` is what its WITH holds beside the named.
        """
        beside = ", ".join(filter(None, (ranking.NAMED, foremost)))
        any_day, given = counting(self.enough) if self.scope.day else ("0", {})
        given |= parameters | ranking.names_asked(self.question)
        found = fetch(
            f"WITH {beside} SELECT hit.tier, ({any_day}), {STORED} FROM ("
            # They come in their order, of which the outer statement knows nothing.
            f"SELECT id, tier, ROW_NUMBER() OVER () AS place FROM "
            f"({hits} LIMIT %(number)s OFFSET %(start)s) AS ordered) AS hit "
            f"JOIN {DOCUMENTS} d ON d.id = hit.id JOIN {TEXTS} t ON t.document_id = hit.id "
            "ORDER BY hit.place",
            given | {"start": start, "number": number},
        )
        return [Row(*values) for values in found]

    @cached_property
    def foremost(self) -> str:
        """Those that are weighed where there are too many: the named, then those by their words."""
        meanings = ("typed", "asked") if self.question.synonyms else ("asked",)
        return ranking.foremost(
            [f"{self.matching(self.scope)[0]} AND {ranking.IS_NAMED}"]
            + [
                self.matching(self.scope, meant=meant, in_title=in_title)[0]
                for meant in meanings
                for in_title in (True, False)
            ]
        )

    def hit(self, row: Row) -> Hit:
        phrases = tuple(self.question.phrases)
        return Hit(
            kind=Kind(row.kind),
            title=marked(row.title, phrases),
            context=marked(row.context, phrases),
            passage=passage(row.body, phrases),
            stance=Stance(row.stance) if row.stance else None,
            begins=row.begins if row.begins != ALWAYS[0] else None,
            last=row.ends - timedelta(days=1) if row.ends != ALWAYS[1] else None,
            slug=row.slug,
            name=row.title,
            place=PLACES.by_key().get(row.jurisdiction),
            language=row.language,
            in_other_words=None if row.tier is None else row.tier == ranking.OTHER_WORDS,
        )


def fetch(statement: str, parameters: dict) -> list[tuple]:
    # By hand, since it is asked past the models: where their rows are read from.
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        return current().rows(cursor, statement, parameters)


def numbers(counts: Sequence[Count]) -> list[int]:
    """All of these counts, in one statement."""
    counted, parameters = [], {}
    for place, one in enumerate(counts):
        statement, given = counting(one)
        # In one statement each needs parameters of its own.
        counted.append(f"({renamed(statement, given, place)})")
        parameters |= {f"{name}_{place}": value for name, value in given.items()}
    if not counted:
        return []
    [row] = fetch(f"SELECT {', '.join(counted)}", parameters)
    return list(row)


def renamed(statement: str, parameters: Iterable[str], place: int) -> str:
    """The statement with the number of a place in the names of its parameters."""
    return statement % {name: f"%({name}_{place})s" for name in parameters}


def counting(count: Count) -> tuple[str, dict]:
    """The statement that counts, and its parameters."""
    found = Found(count.question, count.scope)
    matching, parameters = found.matching(count.scope)
    if not list(count.scope.conditions()):
        matching = matching.replace(found.index.source, found.index.words)
    limit = "" if count.most is None else f"LIMIT {count.most}"
    return f"SELECT COUNT(*) AS number FROM (SELECT 1 AS one {matching} {limit}) few", parameters
