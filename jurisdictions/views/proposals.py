from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from ..choices import Side
from ..days import evidence_to
from ..lines import bands
from ..models import Argument, Checkpoint, ClaimCheck, Jurisdiction, Proposal
from ..query import read_day
from ..querysets import official_first
from .page import page
from .tables import approach_lines, table


@page
def proposals(request):
    """The requested changes of law."""
    requested = Proposal.objects.select_related("jurisdiction", "addressee")
    context = {"as_of": read_day(request), "proposals": requested}
    return render(request, "proposals.html", context)


@page
def proposal(request, slug):
    """The crosswalk: each pillar, the nearest rule of each jurisdiction, and the gap."""
    requested = get_object_or_404(with_debate(), slug=slug)
    shown = read_day(request)
    jurisdictions = list(Jurisdiction.objects.compared())
    pillars = list(requested.pillars.select_related("section"))
    context = {
        "proposal": requested,
        "as_of": shown,
        "comparison": table(jurisdictions, pillars, shown),
        "heads": bands(approach_lines(jurisdictions, shown), None, None),
        "debate": debate(requested.arguments.all()),
        "evidence_to": evidence_to(jurisdictions, shown.day),
    }
    return render(request, "proposal.html", context)


def with_debate():
    arguments = Argument.objects.select_related("stakeholder", "pillar")
    return Proposal.objects.select_related("jurisdiction", "addressee").prefetch_related(
        Prefetch("arguments", arguments.prefetch_related(official_first())),
        Prefetch("checkpoints", Checkpoint.objects.prefetch_related(official_first())),
        Prefetch("claimchecks", ClaimCheck.objects.prefetch_related(official_first())),
    )


def debate(arguments) -> list[tuple]:
    """Each side with its arguments: for and against first, which stand side by side."""
    return [(side, [one for one in arguments if one.side == side]) for side in Side]
