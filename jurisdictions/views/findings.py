from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..asking.query import read_day
from ..bits import places
from ..caching.held import held, held_by_key
from ..choices import Confidence
from ..comparison import Notes, single
from ..corrections import recorded_of
from ..days import evidence_to, in_words
from ..facets.counting import Pool
from ..facets.empty import ways_out
from ..facets.lists import finding_pool, list_facets
from ..filtersets import FindingFilters
from ..law import in_force
from ..models import Finding
from ..querysets import FindingQuerySet
from ..shortcuts import shortcuts
from .changed import chain_around
from .files import describe, describe_list, file_links
from .follow import Follow
from .page import cut, page, read
from .reports import reports_answered

TITLE = _("Findings")


@page
def findings(request):
    """Everything that holds on the day, cell by cell."""
    filters = read(FindingFilters, request)
    versions = in_force.findings()
    pool = finding_pool(filters, versions)
    document = describe_list(request, "findings", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "findings_file"),
        "facets": list_facets(filters, pool),
        "shortcuts": shortcuts(filters.shown),
        "page": cut(Listed(pool), filters.chosen["page"]),
        "total": versions.on(filters.day).bit_count(),
        "ways_out": ways_out(filters, pool, partial(finding_pool, versions=versions)),
        "evidence_to": document.evidence_to,
        "follow": Follow.of(request, "findings_feed"),
    }
    return TemplateResponse(request, "findings.html", context)


@dataclass(frozen=True)
class Listed:
    """The findings that a pool leaves, for a list that is cut into pages."""

    pool: Pool
    ordered = True

    def count(self) -> int:
        return self.pool.size()

    def __getitem__(self, part: slice) -> list[Finding]:
        found = islice(places(self.pool.left()), part.start, part.stop)
        keys = [self.pool.table.keys[place] for place in found]
        return held_by_key(Finding, keys, FindingQuerySet.in_short)


@page
def finding(request, slug):
    """One finding with its evidence, and the earlier and later versions of its cell."""
    versions, place = held(chain_around, slug, Finding)
    one, shown = versions[place].after, read_day(request)
    revision = shown.revision and shown.revision.number
    evidence = evidence_to([one.jurisdiction], shown.day)
    path, title = one.get_absolute_url(), title_of(one)
    context = {
        "finding": one,
        "document": describe(request, path, title, shown, evidence_to=evidence),
        "cell": single(one, shown.today, Notes()),
        "confidence": Confidence(one.confidence),
        "as_of": shown,
        "follow": Follow.chosen("changes_feed", cell_of(one)),
        "later": [version.after for version in versions[place + 1 :]],
        "versions": versions[::-1],
        "recorded": held(recorded_of, one, revision),
        "reports": reports_answered(one, shown),
        "evidence_to": evidence,
    }
    return TemplateResponse(request, "finding.html", context)


def title_of(finding: Finding) -> str:
    """Which cell, and since when it has held what it says."""
    return gettext("%(place)s: %(criterion)s — finding from %(day)s") % {
        "place": finding.jurisdiction,
        "criterion": finding.criterion,
        "day": in_words(finding.valid_from),
    }


def cell_of(one: Finding) -> list[tuple[str, str]]:
    return [("jurisdiction", one.jurisdiction.slug), ("criterion", one.criterion.slug)]
