from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from ..asking.query import read_day
from ..caching.held import held
from ..choices import ChangeKind
from ..corrections import Correction
from ..corrections import correction as correction_at
from ..days import evidence_to, in_words
from ..filtersets import ChangeFilters
from ..languages import inline
from ..law.changes import Change
from ..models import ApproachPeriod, Finding
from .changed import explained_chain_around, fetched, kinds_of, selected
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
        "counted": ", ".join(counted(Counter(kinds_of(found)), filters)),
        "evidence_to": document.evidence_to,
        "follow": Follow.of(request, "changes_feed"),
    }
    return TemplateResponse(request, "changes.html", context)


def title_between(after: date, to: date) -> str:
    return _("Changes from %(after)s to %(to)s") % {"after": in_words(after), "to": in_words(to)}


COUNTED = {
    ChangeKind.LAW: ngettext_lazy("%(n)s change of law", "%(n)s changes of law", "n"),
    ChangeKind.PROPOSALS: ngettext_lazy(
        "%(n)s change of proposals", "%(n)s changes of proposals", "n"
    ),
    ChangeKind.FIRST: ngettext_lazy("%(n)s first record", "%(n)s first records", "n"),
    ChangeKind.CORRECTIONS: ngettext_lazy("%(n)s correction", "%(n)s corrections", "n"),
}


def counted(numbers: Counter[ChangeKind], filters: ChangeFilters) -> Iterator[str]:
    """How many there are of each kind, without what was not asked for: nobody has counted that."""
    for kind, told in COUNTED.items():
        # Few periods have any.
        is_told = kind != ChangeKind.PROPOSALS or numbers[kind] or filters.chosen["kind"]
        if filters.wants(kind) and is_told:
            yield told % {"n": numbers[kind]}


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
