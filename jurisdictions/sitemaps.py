from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Criterion, Finding, Instrument, Jurisdiction, Proposal

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
    "api_docs",
    "about",
)


class Lists(Sitemap):
    def items(self):
        return LISTS

    def location(self, item):
        return reverse(item)


class Records(Sitemap):
    """The pages of one kind of record, in the order of their slugs."""

    def __init__(self, records):
        self.records = records

    def items(self):
        return self.records.order_by("slug")


SITEMAPS = {
    "lists": Lists(),
    "jurisdictions": Records(Jurisdiction.objects.all()),
    "criteria": Records(Criterion.objects.all()),
    "proposals": Records(Proposal.objects.all()),
    "instruments": Records(Instrument.objects.all()),
    "findings": Records(Finding.objects.published()),
}
