from django.db.models import Prefetch
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import known
from ..asking.query import read_day
from ..caching.held import held
from ..choices import Side
from ..days import evidence_to
from ..layouts import laid_out
from ..lines import bands
from ..models import Argument, Checkpoint, ClaimCheck, Criterion, Proposal
from ..querysets import official_first
from .answers import opinion, read_proposal
from .files import describe
from .page import page
from .tables import approach_lines, table


@page
def proposals(request):
    """The requested changes of law."""
    requested = Proposal.objects.select_related("jurisdiction", "addressee")
    shown = read_day(request)
    document = describe(request, reverse("proposals"), _("Proposals"), shown)
    context = {"as_of": shown, "proposals": requested, "document": document}
    return TemplateResponse(request, "proposals.html", context)


@page
def proposal(request, slug):
    """The crosswalk: each pillar, the nearest rule of each jurisdiction, and the gap."""
    requested = debated(slug)
    shown, page_of_answers = read_proposal(request)
    jurisdictions = known.COMPARED.all()
    pillars = list(requested.pillars.all())
    comparison = table(jurisdictions, pillars, shown, turned=True)
    heads = bands(approach_lines(jurisdictions, shown), None, None)
    evidence = evidence_to(jurisdictions, shown.day)
    path, title = requested.get_absolute_url(), requested.title
    context = {
        "proposal": requested,
        "as_of": shown,
        "document": describe(request, path, title, shown, evidence_to=evidence),
        "comparison": comparison,
        "layout": laid_out(comparison, heads, turned=True),
        "debate": debate(requested.arguments.all()),
        "evidence_to": evidence,
        "opinion": opinion(requested, shown, page_of_answers),
    }
    return TemplateResponse(request, "proposal.html", context)


def debated(slug: str) -> Proposal:
    """The proposal of that name with all that is said for and against it, or a 404."""
    if requested := next((one for one in held(all_debated) if one.slug == slug), None):
        return requested
    raise Http404


def all_debated() -> list[Proposal]:
    """Every proposal so, which are few: read once per state of the data."""
    arguments = Argument.objects.select_related("stakeholder", "pillar")
    whole = Proposal.objects.select_related("jurisdiction", "addressee__jurisdiction")
    prefetched = whole.prefetch_related(
        Prefetch("pillars", Criterion.objects.select_related("section")),
        Prefetch("arguments", arguments.prefetch_related(official_first())),
        Prefetch("checkpoints", Checkpoint.objects.prefetch_related(official_first())),
        Prefetch("claimchecks", ClaimCheck.objects.prefetch_related(official_first())),
    )
    return list(prefetched)


def debate(arguments) -> list[tuple]:
    """Each side with its arguments: for and against first, which stand side by side."""
    return [(side, [one for one in arguments if one.side == side]) for side in Side]
