from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..caching.held import held
from ..choices import Confidence
from ..comparison import Notes, single
from ..corrections import recorded_of
from ..days import evidence_to, in_words
from ..facets.counting import Pool
from ..facets.empty import ways_out
from ..facets.lists import finding_pool, list_facets
from ..filtersets import FindingFilters
from ..models import Finding
from ..query import read_day
from ..shortcuts import shortcuts
from .changed import chain_of
from .files import describe, describe_list, file_links
from .follow import Follow
from .page import Known, cut, page, read
from .reports import reports_answered

TITLE = _("Findings")


@page
def findings(request):
    """Everything that holds on the day, cell by cell."""
    filters = read(FindingFilters, request)
    pool = finding_pool(filters)
    chosen = Known(filters.qs.with_names(), pool.size())
    document = describe_list(request, "findings", TITLE, filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "findings_file"),
        "facets": list_facets(filters, pool),
        "shortcuts": held(shortcuts, filters.shown),
        "page": cut(chosen, filters.chosen["page"]),
        "total": total_of(filters, pool),
        "ways_out": ways_out(filters, pool, finding_pool),
        "evidence_to": document.evidence_to,
        "follow": Follow.of(request, "findings_feed"),
    }
    return TemplateResponse(request, "findings.html", context)


def total_of(filters: FindingFilters, pool: Pool) -> int:
    """How many findings are in force, chosen or not; the pool lacks those without the words."""
    return Finding.objects.as_of(filters.day).count() if filters.uncounted else len(pool.rows)


@page
def finding(request, slug):
    """One finding with its evidence, and the earlier and later versions of its cell."""
    one = held(with_evidence, slug)
    shown = read_day(request)
    versions = held(chain_of, one)
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
        "later": [v.after for v in versions if v.day > one.valid_from],
        "versions": versions[::-1],
        "recorded": held(recorded_of, one, revision),
        "reports": reports_answered(one, shown),
        "evidence_to": evidence,
    }
    return TemplateResponse(request, "finding.html", context)


def with_evidence(slug: str) -> Finding:
    return get_object_or_404(Finding.objects.published().with_evidence(), slug=slug)


def title_of(finding: Finding) -> str:
    """Which cell, and since when it has held what it says."""
    return gettext("%(place)s: %(criterion)s — finding from %(day)s") % {
        "place": finding.jurisdiction,
        "criterion": finding.criterion,
        "day": in_words(finding.valid_from),
    }


def cell_of(one: Finding) -> list[tuple[str, str]]:
    return [("jurisdiction", one.jurisdiction.slug), ("criterion", one.criterion.slug)]
