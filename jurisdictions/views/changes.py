from collections.abc import Iterator
from datetime import date

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..asking.query import read_day
from ..caching.held import held
from ..choices import ChangeKind
from ..corrections import Correction
from ..corrections import correction as correction_at
from ..days import evidence_to, in_words
from ..filtersets import ChangeFilters
from ..languages import inline
from ..law.changes import Change
from ..law.proposed import changes_of_proposals
from ..models import ApproachPeriod, Finding
from .changed import explained_chain_around, fetched, selected
from .files import describe, describe_list, file_links
from .follow import Follow
from .page import cut, page, read


@page
def changes(request):
    """What changed between two days: the law, and what is written about it."""
    filters = read(ChangeFilters, request)
    after, to = filters.window
    found = selected(filters)
    shown = cut(found, filters.chosen["page"])
    document = describe_list(request, "changes", title_between(after, to), filters)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "document": document,
        "files": file_links(request, "changes_file"),
        "after": after,
        "to": to,
        "page": shown,
        "entries": fetched(shown.object_list),
        "counted": ", ".join(counted(counts(found), filters.chosen["kind"])),
        "evidence_to": document.evidence_to,
        "follow": Follow.of(request, "changes_feed"),
    }
    return TemplateResponse(request, "changes.html", context)


def title_between(after: date, to: date) -> str:
    return _("Changes from %(after)s to %(to)s") % {"after": in_words(after), "to": in_words(to)}


def counts(found: list) -> dict[str, int]:
    """How many changes of law and of proposals, first records and corrections there are."""
    corrections = sum(isinstance(one, Correction) for one in found)
    steps = [one for one in found if not isinstance(one, Correction)]
    first, proposals = sum(step.before is None for _, step in steps), of_proposals(steps)
    law = len(steps) - first - proposals
    return {"law": law, "proposals": proposals, "first": first, "corrections": corrections}


def of_proposals(steps: list) -> int:
    known = changes_of_proposals()
    return sum(model is Finding and step.after in known for model, step in steps)


def counted(numbers: dict[str, int], kind: ChangeKind | None) -> Iterator[str]:
    """The same in words, without what was not asked for: nobody has counted that."""
    law, proposals, first, corrections = numbers.values()
    if kind != ChangeKind.CORRECTIONS:
        yield ngettext("%(n)s change of law", "%(n)s changes of law", law) % {"n": law}
        if proposals:
            told = ngettext("%(n)s change of proposals", "%(n)s changes of proposals", proposals)
            yield told % {"n": proposals}
        yield ngettext("%(n)s first record", "%(n)s first records", first) % {"n": first}
    if kind != ChangeKind.LAW:
        told = ngettext("%(n)s correction", "%(n)s corrections", corrections)
        yield told % {"n": corrections}


@page
def change(request, slug):
    """One change of law, with those before and after it in its cell."""
    versions, place = held(explained_chain_around, slug, Finding, ApproachPeriod)
    one, shown = versions[place], read_day(request)
    evidence = evidence_to([one.jurisdiction], shown.day)
    title = title_of(one, one.word)
    context = {
        "change": one,
        "document": describe(request, one.get_absolute_url(), title, shown, evidence_to=evidence),
        "previous": versions[place - 1] if place else None,
        "next": versions[place + 1] if place + 1 < len(versions) else None,
        "as_of": shown,
        "evidence_to": evidence,
    }
    return TemplateResponse(request, "change.html", context)


@page
def correction(request, slug):
    """One recorded change of a published entry."""
    shown = read_day(request)
    found = correction_at(slug)
    if found is None or (shown.revision and found.revision > shown.revision.number):
        raise Http404
    title = title_of(found, found.kind.label)
    document = describe(request, found.get_absolute_url(), title, shown)
    context = {"correction": found, "as_of": shown, "document": document}
    return TemplateResponse(request, "correction.html", context)


def title_of(entry: Change | Correction, word: str) -> str:
    """Dubai: Custody, change of law of 16 September 2026."""
    return _("%(place)s: %(about)s, %(word)s of %(day)s") % {
        "place": entry.jurisdiction,
        "about": entry.about,
        "word": inline(word),
        "day": in_words(entry.day),
    }
