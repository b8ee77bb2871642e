"""Which rows: the dated rule, said once, and the named query of each page.

No queryset asks for today's date; everything dated takes the day as an argument.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Case
from django.db.models.functions import Lower
from django.db.models.manager import Manager

from .choices import LinkState, Publication, SourceKind
from .days import AsOf, verification_horizon
from .models.lookups import found_by


class ReviewedQuerySet(QuerySet):
    """Rows that readers see only once they are published."""

    def published(self):
        return self.filter(publication=Publication.PUBLISHED)

    def unpublished(self):
        """Drafts and what waits for review, whatever their day."""
        return self.exclude(publication=Publication.PUBLISHED)


class DatedQuerySet(ReviewedQuerySet):
    """Rows that hold from `valid_from` until the next one of the same cell begins."""

    def begun(self, day: date):
        """Published rows whose first day is `day` or earlier, in force or superseded."""
        return self.published().filter(valid_from__lte=day)

    def as_of(self, day: date):
        """Rows in force on `day`: of each cell the newest that has begun."""
        return self.begun(day).filter(~Exists(self._successors(day)))

    def superseded(self, day: date):
        """Rows that were in force before `day` and have a successor by then."""
        return self.begun(day).filter(Exists(self._successors(day)))

    def upcoming(self, day: date):
        """Published rows that begin after `day`."""
        return self.published().filter(valid_from__gt=day)

    def beside(self, slug: str):
        """The rows of the cell of the published row with that slug, itself included."""
        of = self.model._default_manager.published().filter(slug=slug).order_by()
        return self.filter(**{field: of.values(field)[:1] for field in self.model.cell})

    def _successors(self, day: date):
        begun = self.model._default_manager.begun(day)
        same_cell = {field: OuterRef(field) for field in self.model.cell}
        return begun.filter(valid_from__gt=OuterRef("valid_from"), **same_cell)


class ApproachPeriodQuerySet(DatedQuerySet):
    def with_names(self):
        """With what a table row says of a period."""
        named = self.select_related("approach", "jurisdiction")
        return named.prefetch_related("key_instruments")

    def with_evidence(self):
        """With the sources that a profile names."""
        return self.with_names().prefetch_related(official_first())


class JurisdictionQuerySet(QuerySet):
    def compared(self):
        return self.filter(compared=True)

    def in_the_article(self):
        """Those whose approach the article tells of, which is a source of it then."""
        return self.filter(
            approach_periods__publication=Publication.PUBLISHED,
            approach_periods__sources__kind=SourceKind.ARTICLE,
        ).distinct()


# What rests on sources and needs no review before readers see it.
ALWAYS_SEEN = ("instruments", "terms")


class SourceQuerySet(QuerySet):
    def official_first(self):
        """The primary source first, then in the order of the kinds, then by title."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(SourceKind)]
        return self.order_by(Case(*ranks), Lower("title"), "slug")

    def supporting(self, jurisdiction):
        """Those that any record of a jurisdiction rests on which readers see."""
        of_it = Q()
        for way in ("instruments", "terms", "citations__finding", "events", "approach_periods"):
            seen = {} if way in ALWAYS_SEEN else {f"{way}__publication": Publication.PUBLISHED}
            found = self.model.objects.filter(**{f"{way}__jurisdiction": jurisdiction}, **seen)
            # Each by itself: joined to one another, their rows would multiply.
            of_it |= Q(pk__in=found.values("pk"))
        return self.filter(of_it)

    def with_uses(self, day: date):
        """With `finding_count`: how many findings in force on `day` rest on each."""
        in_force = Q(citations__finding__in=findings_in_force(day))
        counted = self.annotate(finding_count=Count("citations", filter=in_force))
        # Counting drops the order of the model.
        return with_health(counted).order_by(Lower("title"), "slug")


def official_first(lookup: str = "sources") -> Prefetch:
    """A prefetch of the sources of a record, the primary source first."""
    from .models import Source

    return Prefetch(lookup, with_health(Source.objects.official_first()))


class LinkQuerySet(QuerySet):
    def due(self, today: date, days: int):
        """Those not checked in the last `days` days, today included, or wanted anyway."""
        horizon = today - timedelta(days=days)
        return self.filter(Q(wanted=True) | Q(checked_at=None) | Q(checked_at__date__lte=horizon))


class OfBrokenLink(Func):
    """A column of the link of an address; NULL unless that is broken.

    In plain SQL: to compile the ORM's subqueries takes a millisecond a statement, the search by
    the unique index of the links next to nothing.
    """

    template = (
        "(SELECT link.%(column)s FROM jurisdictions_link link "
        f"WHERE link.address = %(expressions)s AND link.state = '{LinkState.BROKEN.value}')"
    )

    def get_group_by_cols(self):
        """Rows are told apart by the address; PostgreSQL need not group by the subquery."""
        return self.source_expressions[0].get_group_by_cols()


def with_health(rows: QuerySet) -> QuerySet:
    """Records that have an address, with `broken_at` and `archive_address`.

    Those are when the address was last found broken, and where a copy is archived; None when it
    isn't broken. They come in the statement that fetches the records anyway. Keys to the links in
    the records would be part of the record, and each check would write history and revisions. So
    health is of now, also where a page is of a revision.
    """
    return rows.annotate(**health_of("url"))


def health_of(address: str) -> dict[str, Func]:
    """The columns of the link of an address, by the names that `with_health` gives them."""
    return {
        "broken_at": OfBrokenLink(address, column="checked_at", output_field=DateTimeField()),
        "archive_address": OfBrokenLink(
            address, column="archive_address", output_field=CharField()
        ),
    }


def findings_in_force(day: date):
    from .models import Finding

    return Finding.objects.as_of(day).values("pk")


class InstrumentQuerySet(QuerySet):
    def for_list(self):
        """With what a line of the list says, its status included."""
        from .models import Event

        events = Prefetch("events", Event.objects.published())
        return self.select_related("jurisdiction", "regulator").prefetch_related(events)

    def for_page(self):
        return with_health(self.for_list()).prefetch_related(official_first())


class EventQuerySet(ReviewedQuerySet):
    def for_list(self):
        """Those that readers see, with the jurisdiction that a line names, and what their address
        is made of."""
        return self.published().select_related("jurisdiction", "instrument")

    def with_evidence(self):
        return self.for_list().prefetch_related(official_first())

    def latest(self, day: date):
        """Up to `day`, the newest first."""
        return self.filter(date__lte=day).order_by("-date", "slug")

    def coming(self, day: date):
        """After `day`, the nearest first."""
        return self.filter(date__gt=day).order_by("date", "slug")

    def told(self):
        """Those of which `Event.is_told` is true."""
        return self.exclude(description="", instrument__isnull=False)

    def between(self, first: date | None, last: date | None):
        """From `first` to `last`, both included; None leaves the side open."""
        after = Q(date__gte=first) if first else Q()
        return self.filter(after, Q(date__lte=last) if last else Q())

    def around(self, day: date):
        """What comes after `day`, the nearest first, and then the rest, the newest first."""
        coming = Case(When(date__gt=day, then="date"))
        return self.order_by(coming.asc(nulls_last=True), "-date", "slug")

    def mentioning(self, words: str):
        """Events whose title, description or instrument contains `words`."""
        return self.filter(
            Q(title__icontains=words)
            | Q(description__icontains=words)
            | Q(instrument__name__icontains=words)
            | Q(instrument__short_name__icontains=words)
        )

    def unchecked(self, day: date, revision=None):
        """Published, past on `day`, to come when researched, and not saved by staff since.

        Saves count that were recorded up to `revision`; None: all of them.
        """
        coming_when_researched = Q(date__lte=day, date__gt=F("jurisdiction__researched_until"))
        unsaved = ~Exists(self._checks(revision))
        return self.published().filter(coming_when_researched, unsaved)

    def with_outcome(self, shown: AsOf):
        """With `is_unchecked`: is it among those?"""
        unchecked = self.model.objects.unchecked(shown.day, shown.revision)
        return self.annotate(is_unchecked=Exists(unchecked.filter(pk=OuterRef("pk"))))

    def _checks(self, revision):
        """Saves of an event by somebody on its day or later."""
        saves = self._history(revision).filter(history_user__isnull=False)
        return saves.filter(history_date__date__gte=OuterRef("date"))

    def _history(self, revision):
        """The entries of an event up to a revision. By slug, so that they go on when a deleted
        event is entered again."""
        entries = self.model.history.filter(slug=OuterRef("slug")).order_by()
        return entries.filter(revision__lte=revision.number) if revision else entries

    def with_revisions(self, revision=None):
        """With `revisions` and `revised`: how often it was written down, and when last."""
        of_event = self._history(revision).values("slug")
        return self.annotate(
            revisions=Subquery(of_event.annotate(number=Count("pk")).values("number")),
            revised=Subquery(of_event.annotate(last=Max("history_date")).values("last")),
        )


class FindingQuerySet(DatedQuerySet):
    def of_cells(self, jurisdictions: Iterable, criteria: Iterable):
        """Findings in the cells of a table."""
        return self.filter(jurisdiction__in=jurisdictions, criterion__in=criteria)

    def with_names(self):
        """With the jurisdiction and criterion that a line names."""
        return self.select_related("jurisdiction", "criterion__section")

    def without_prose(self):
        """As far as a cell in short goes: stance, answer, days."""
        return self.defer("detail", "note")

    def in_short(self):
        return self.with_names().without_prose()

    def with_citations(self):
        """With provisions and sources, in one statement more."""
        from .models import Citation

        return self.prefetch_related(Prefetch("citations", Citation.objects.with_what_is_cited()))

    def with_evidence(self):
        """With everything that is said of a finding."""
        return self.with_names().with_citations()

    def by_support(self) -> dict[str, int]:
        """How many there are, and how many rest on at least one official source."""
        official = Q(citations__source__kind=SourceKind.OFFICIAL)
        return self.aggregate(
            total=Count("pk", distinct=True), official=Count("pk", filter=official, distinct=True)
        )

    def pointing_into(self, instrument):
        """Those that cite an instrument, once for each `pinpoint` in it."""
        cited = self.filter(citations__instrument=instrument)
        rows = cited.annotate(pinpoint=F("citations__pinpoint"))
        return rows.order_by(*self.model._meta.ordering, "citations__position", "citations__pk")

    def verified(self, today: date):
        """Those of which `Finding.verification_due(today)` is false."""
        return self.filter(verified_on__isnull=False).exclude(overdue(today))

    def verification_due(self, today: date):
        """Those of which it is true: verified longer ago, or never."""
        return self.filter(Q(verified_on=None) | overdue(today))

    def mentioning(self, words: str):
        """Findings whose answer, detail or note contains `words`."""
        return self.filter(
            Q(answer__icontains=words) | Q(detail__icontains=words) | Q(note__icontains=words)
        )


def overdue(today: date) -> Q:
    """What was verified longer ago than the review interval of its criterion."""
    from .models import Criterion

    intervals = Criterion.objects.order_by().values_list("review_interval_days", flat=True)
    late = Q(pk__in=())
    for days in intervals.distinct():
        horizon = verification_horizon(today, days)
        late |= Q(criterion__review_interval_days=days, verified_on__lt=horizon)
    return late


class RecordManager(Manager):
    """Knows records by their slugs, as fixtures do."""

    def get_by_natural_key(self, slug):
        # Proxies don't find the same.
        key = (self.model, self.db, slug)
        return found_by(key, self.model, lambda: self.get(slug=slug))


class PillarManager(RecordManager):
    def get_queryset(self):
        return super().get_queryset().filter(proposal__isnull=False)


class TopicManager(RecordManager):
    def get_queryset(self):
        return super().get_queryset().filter(proposal__isnull=True)


class CitationManager(Manager):
    def with_what_is_cited(self):
        """With their instruments and sources, and the health of these."""
        return self.select_related("instrument", "source").annotate(**health_of("source__url"))

    def get_by_natural_key(self, finding, instrument, pinpoint, source):
        return self.get(
            finding__slug=finding,
            instrument__slug=instrument,
            pinpoint=pinpoint,
            source__slug=source,
        )
