"""Every page that search engines may list, in each language, with the day of its last change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property, partial

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model, QuerySet
from django.urls import reverse

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

    def __init__(self, records: QuerySet, parts: Parts = (), page: str = ""):
        self.records, self.parts, self.page = records, parts, page

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
        return latest(last_changes(*part) for part in [(self.records.model, "id"), *self.parts])


def latest(times: Iterable[dict[int, datetime]]) -> dict[int, datetime]:
    """Of each key the latest of all its times."""
    found: dict[int, datetime] = {}
    for key, at in (pair for each in times for pair in each.items()):
        found[key] = max(at, found.get(key, at))
    return found


def last_changes(model: type[Model], key: str) -> dict[int, datetime]:
    """When a record of a model last changed in what readers see, by one of its keys."""
    entries = model.history.order_by()
    if any(field.name == "publication" for field in model._meta.fields):
        entries = entries.filter(publication=Publication.PUBLISHED)
    return dict(entries.values_list(key).annotate(Max("history_date")))


OF_A_PLACE = [
    (Finding, "jurisdiction_id"),
    (ApproachPeriod, "jurisdiction_id"),
    (Instrument, "jurisdiction_id"),
    (Event, "jurisdiction_id"),
]
OF_A_PROPOSAL = [(model, "proposal_id") for model in (Argument, Checkpoint, ClaimCheck)]
OF_A_FINDING = [(Citation, "finding_id")]

SITEMAPS = {
    "pages": Pages,
    "jurisdictions": partial(Records, Jurisdiction.objects.all(), OF_A_PLACE),
    "criteria": partial(Records, Criterion.objects.all(), [(Finding, "criterion_id")]),
    "proposals": partial(Records, Proposal.objects.all(), OF_A_PROPOSAL),
    "instruments": partial(Records, Instrument.objects.all(), [(Event, "instrument_id")]),
    "findings": partial(Records, Finding.objects.published().only("slug"), OF_A_FINDING),
    "changes": partial(Records, Finding.objects.published().only("slug"), OF_A_FINDING, "change"),
    "approaches": partial(Records, ApproachPeriod.objects.published().only("slug"), page="change"),
}
