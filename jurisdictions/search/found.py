"""What is found: how much of each sort, and the hits of a page, in a few statements at any size."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import itemgetter

from django.db import connections, router
from django.utils.safestring import SafeString

from ..choices import Stance
from ..known import PLACES
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


class Found:
    """What matches a question in a scope."""

    def __init__(self, question: Question, scope: Scope):
        self.question, self.scope, self.index = question, scope, current()

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
        most = self.total() + MANY + 1
        [known] = numbers([self.question], self.scope.on_any_day(), most)
        return known - self.total()

    # --- The hits, as a paginator takes them ---

    def count(self) -> int:
        return self.total()

    def __getitem__(self, cut: slice) -> list[Hit]:
        if not self.total():
            return []
        keys = self.keys(cut.start, cut.stop - cut.start)
        rows = SearchDocument.objects.filter(pk__in=keys).select_related("text")
        stored = {row.pk: row for row in rows}
        return [self.hit(stored[key], how) for key, how in keys.items() if key in stored]

    def keys(self, start: int, number: int) -> dict[int, int | None]:
        """The keys of some documents in the order of their rank, each with its tier if weighed."""
        if self.total() <= ranking.WEIGHED:
            return self.weighed(start, number)
        first = max(0, min(number, ranking.WEIGHED - start))
        weighed = self.weighed(start, first, self.foremost) if first else {}
        others = self.others(max(start, ranking.WEIGHED), number - first) if first < number else {}
        return weighed | others

    def weighed(self, start: int, number: int, foremost: str = "") -> dict[int, int]:
        """Some of all hits, or of those that come foremost."""
        matching, parameters = self.matching(self.scope)
        if foremost:
            matching = (
                f"FROM {self.index.source} WHERE {self.index.to_weigh} "
                f"AND d.id IN ({ranking.FOREMOST})"
            )
        typed = self.index.as_typed if self.question.synonyms else ""
        tier = ranking.tier(*self.named, typed)
        order = ranking.order(self.named[0], self.index.relevance)
        hits = f"{foremost} SELECT d.id, {tier} AS tier {matching} ORDER BY {order}"
        return some(hits, parameters, start, number)

    def others(self, start: int, number: int) -> dict[int, None]:
        """Some of those hits that come after the foremost."""
        matching, parameters = self.matching(self.scope)
        hits = (
            f"{self.foremost} SELECT d.id, NULL {matching} AND d.id NOT IN ({ranking.FOREMOST}) "
            f"ORDER BY {self.index.key} DESC"
        )
        return some(hits, parameters, start - ranking.WEIGHED, number)

    @cached_property
    def foremost(self) -> str:
        """Those that are weighed where there are too many: the named, then those by their words."""
        keys = ", ".join(str(key) for group in self.named for key in group)
        named = [f"{self.matching(self.scope)[0]} AND d.id IN ({keys})"] if keys else []
        meanings = ("typed", "asked") if self.question.synonyms else ("asked",)
        return ranking.foremost(
            named
            + [
                self.matching(self.scope, meant=meant, in_title=in_title)[0]
                for meant in meanings
                for in_title in (True, False)
            ]
        )

    @cached_property
    def named(self) -> tuple[list[int], list[int]]:
        """The keys of the documents that are called what was asked, or cited so."""
        rows = fetch(ranking.NAMED, ranking.names_asked(self.question))
        called = [key for key, is_whole in rows if is_whole]
        return called, [key for key, is_whole in rows if not is_whole]

    def hit(self, row: SearchDocument, tier: int | None) -> Hit:
        phrases, text = tuple(self.question.phrases), row.text
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
            place=PLACES.by_key().get(row.jurisdiction),
            language=row.language,
            in_other_words=None if tier is None else tier == ranking.OTHER_WORDS,
        )


def fetch(statement: str, parameters: dict) -> list[tuple]:
    # By hand, since it is asked past the models: where their rows are read from.
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        return current().rows(cursor, statement, parameters)


def some(hits: str, parameters: dict, start: int, number: int) -> dict[int, int | None]:
    """The keys that a statement gives, from one place on, each with its tier."""
    part = {"start": start, "number": number}
    return dict(fetch(f"{hits} LIMIT %(number)s OFFSET %(start)s", parameters | part))


def numbers(questions: Sequence[Question], scope: Scope, most: int | None = None) -> list[int]:
    """How many documents match each of the questions, counted no further than `most`."""
    counted, parameters = [], {}
    for place, question in enumerate(questions):
        statement, given = counting(question, scope, most)
        # In one statement each needs parameters of its own.
        counted.append(statement % {name: f"%({name}_{place})s" for name in given})
        parameters |= {f"{name}_{place}": value for name, value in given.items()}
    if not counted:
        return []
    [row] = fetch(f"SELECT {', '.join(f'({one})' for one in counted)}", parameters)
    return list(row)


def counting(question: Question, scope: Scope, most: int | None) -> tuple[str, dict]:
    """The statement that counts what matches, and its parameters."""
    found = Found(question, scope)
    matching, parameters = found.matching(scope)
    if not list(scope.conditions()):
        matching = matching.replace(found.index.source, found.index.words)
    limit = "" if most is None else f"LIMIT {most}"
    return f"SELECT COUNT(*) FROM (SELECT 1 AS one {matching} {limit}) AS few", parameters
