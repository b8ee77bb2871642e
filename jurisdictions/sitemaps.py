"""Every page that search engines may list, in each language, with the day of its last change."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property, partial

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Model, QuerySet, Value
from django.urls import reverse

from .batches import joined
from .choices import Publication
from .languages import base, prefix
from .models import (
    ApproachPeriod,
    Argument,
    Checkpoint,
    Citation,
    ClaimCheck,
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
    Proposal,
    Revision,
)
from .recording.last_written import Writing, last_written, newest_of_all

# Pages that change with any of the data.
LISTS = (
    "overview",
    "compare",
    "pillars",
    "topics",
    "proposals",
    "instruments",
    "findings",
    "timeline",
    "changes",
    "sources",
    "coverage",
    "glossary",
    "data",
)
# Pages that change with the program.
TEXTS = ("api_docs", "about")
# A record and what its page shows beside it: the model, and its key to the record.
Parts = Sequence[tuple[type[Model], str]]


class Translated(Sitemap):
    """Pages in every language, each with its other versions."""

    i18n = alternates = x_default = True
    # With their versions so many stay far below the 50 MB that a file may have.
    limit = 10_000

    def _location(self, item, force_lang_code=None):
        """The path of a record is made once, not anew for each language and version."""
        record, language = item
        return prefix(force_lang_code or language) + self.path_of(record)

    def path_of(self, record) -> str:
        """The path in the first language, in which sitemaps are answered."""
        if record not in self.paths:
            self.paths[record] = self.location(record)
        return self.paths[record]

    @cached_property
    def paths(self) -> dict:
        return {}

    def _urls(self, page, protocol, domain):
        """Languages without their regions, as the pages themselves name them."""
        urls = super()._urls(page, protocol, domain)
        for version in (one for url in urls for one in url["alternates"]):
            if version["lang_code"] != "x-default":
                version["lang_code"] = base(version["lang_code"])
        return urls


class Pages(Translated):
    """The pages that are no record's."""

    def items(self):
        return [*LISTS, *TEXTS]

    def location(self, item):
        return reverse(item)

    def lastmod(self, item):
        return self.newest if item in LISTS else None

    @cached_property
    def newest(self) -> datetime | None:
        newest = Revision.current()
        return newest and newest.recorded_at


class Records(Translated):
    """The pages of one kind of record, in the order of their slugs.

    Made anew for each request: what was read of the database is kept meanwhile.
    """

    def __init__(self, of: str, records: QuerySet, parts: Parts = (), page: str = ""):
        self.of, self.records, self.parts, self.page = of, records, parts, page

    def items(self):
        return self.found

    @cached_property
    def found(self) -> list[Model]:
        return list(self.records.order_by("slug"))

    def location(self, item):
        return reverse(self.page, args=[item.slug]) if self.page else item.get_absolute_url()

    def lastmod(self, item):
        return self.changed.get(item.pk)

    @cached_property
    def changed(self) -> dict[int, datetime]:
        """By the key of a record, when it or a part of it last changed."""
        return last_written(self.writings())[self.of]

    def counted(self) -> QuerySet:
        """What they are, and how many."""
        named = self.records.order_by().annotate(of=Value(self.of)).values("of")
        return named.annotate(number=Count("pk")).values_list("of", "number")

    def writings(self) -> Iterator[Writing]:
        for model, key in ((self.records.model, "id"), *self.parts):
            yield Writing(self.of, seen(model), key)


class Indexed(Translated):
    """A sitemap as the index names it: how many records it lists, and when any was last written."""

    def __init__(self, number: int, newest: datetime | None):
        self.number, self.newest = number, newest

    def items(self):
        return range(self.number)

    def get_latest_lastmod(self):
        return self.newest


def for_index() -> dict[str, Sitemap]:
    """All sitemaps by their names, of which those of records are read together."""
    lists = [make() for name, make in SITEMAPS.items() if name in RECORDS]
    newest = newest_of_all(writing for one in lists for writing in one.writings())
    numbers = dict(joined(one.counted() for one in lists))
    indexed = {name: Indexed(numbers[name], newest.get(name)) for name in RECORDS}
    return SITEMAPS | indexed


def seen(model: type[Model]) -> QuerySet:
    """The history of a model, as far as readers see anything of it."""
    entries = model.history.all()
    if any(field.name == "publication" for field in model._meta.fields):
        return entries.filter(publication=Publication.PUBLISHED)
    return entries


OF_A_PLACE = [
    (Finding, "jurisdiction_id"),
    (ApproachPeriod, "jurisdiction_id"),
    (Instrument, "jurisdiction_id"),
    (Event, "jurisdiction_id"),
]
OF_A_PROPOSAL = [(model, "proposal_id") for model in (Argument, Checkpoint, ClaimCheck)]
OF_A_FINDING = [(Citation, "finding_id")]

RECORDS = {
    "jurisdictions": (Jurisdiction.objects.all(), OF_A_PLACE),
    "criteria": (Criterion.objects.all(), [(Finding, "criterion_id")]),
    "proposals": (Proposal.objects.all(), OF_A_PROPOSAL),
    "instruments": (Instrument.objects.all(), [(Event, "instrument_id")]),
    "findings": (Finding.objects.published().only("slug"), OF_A_FINDING),
    "changes": (Finding.objects.published().only("slug"), OF_A_FINDING, "change"),
    "approaches": (ApproachPeriod.objects.published().only("slug"), (), "change"),
}
SITEMAPS = {"pages": Pages} | {of: partial(Records, of, *how) for of, how in RECORDS.items()}
