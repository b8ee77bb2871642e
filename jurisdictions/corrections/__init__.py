"""What editors changed in published entries without a change of law, read from the history.

A later version of a cell is a change of law (`changes`). Everything else that readers could see
change is here: an entry corrected, withdrawn or published again, a citation added or removed.
Nothing that was never published is told, and nobody is named.

    entries   of the history, in plain values
    steps     from entry to entry: what readers saw change, and of what kind it is
    words     what was said before and is said since, for readers
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Model, Q
from django.utils.timezone import make_aware

from ..asking.keys import key_in
from ..caching.held import held
from ..models import ApproachPeriod, Citation, Finding
from .entries import HistoryEntry, entries, history_of, listed
from .steps import CorrectionKind, Step, walked
from .words import WAYS, Correction, in_words_of

__all__ = ["Correction", "CorrectionKind", "correction", "corrections", "recorded_of"]

CORRECTIONS = (CorrectionKind.CORRECTED, CorrectionKind.WITHDRAWN, CorrectionKind.REPUBLISHED)


def corrections(after: date, to: date, revision: int | None = None) -> list[Correction]:
    """What was corrected after the day `after`, up to and including `to`, the newest first;
    nobody has looked for the records yet.

    `revision` is the last one to look at, if not all are.
    """
    begin, end = midnight_after(after), midnight_after(to)
    known = Q(history_date__lt=end)
    if revision is not None:
        known &= Q(revision__lte=revision)
    now = known & Q(history_date__gte=begin)
    changed = now & Q(history_type__in="~-")
    findings, citations = history_of(Finding), history_of(Citation)
    cited = citations.filter(now)
    touched = Q(id__in=findings.filter(changed).values("id"))
    touched |= Q(id__in=cited.values("finding_id"))
    steps = walked(
        findings.filter(known & touched),
        citations.filter(known, id__in=cited.values("id")),
        periods_changed(begin, end, revision),
    )
    # The others need no words: they are most of what a load wrote down.
    steps = [one for one in steps if one.entry.at >= begin and one.kind in CORRECTIONS]
    return [one for one in in_words_of(steps) if one.kind in CORRECTIONS]


def periods_changed(begin: datetime, end: datetime, revision: int | None) -> list[HistoryEntry]:
    """All that is known of the approach periods that were changed from `begin` until `end`."""
    entered = [
        one
        for one in held(every_period_recorded)
        if one.at < end and (revision is None or one.row["revision"] <= revision)
    ]
    changed = {
        one.row["id"] for one in entered if one.at >= begin and one.row["history_type"] in "~-"
    }
    lists = held(every_list_recorded) if changed else {}
    return [replace(one, lists=lists[one.key]) for one in entered if one.row["id"] in changed]


def every_period_recorded() -> list[HistoryEntry]:
    """The history of all approach periods, which are few: read once per state of the data."""
    return entries(ApproachPeriod, history_of(ApproachPeriod), "slug", "publication")


def every_list_recorded() -> dict[int, dict[str, tuple[str, ...]]]:
    """What belongs to it."""
    return listed([one.key for one in held(every_period_recorded)])


def recorded_of(finding: Finding, revision: int | None = None) -> list[Correction]:
    """All that was recorded of one published finding and its citations, the newest first."""
    known = Q() if revision is None else Q(revision__lte=revision)
    found = in_words_of(recorded(finding.pk, Finding, known))
    return [replace(one, record=finding) for one in found]


def correction(slug: str) -> Correction | None:
    """The one that its address names."""
    way, _, number = slug.rpartition("-")
    model = next((model for model, name in WAYS.items() if name == way), None)
    if model is None or (key := key_in(number)) is None:
        return None
    owner = "finding_id" if model is Citation else "id"
    of = history_of(model).filter(history_id=key).values_list(owner, flat=True).first()
    steps = recorded(of, model, Q()) if of else []
    found = next((one for one in in_words_of(steps) if one.slug == slug), None)
    return found and replace(found, record=published(*found.of))


def recorded(key: int, model: type[Model], known: Q) -> list[Step]:
    """All that was recorded of one finding (by a citation of it too) or one approach period."""
    findings, periods, citations = (history_of(m) for m in (Finding, ApproachPeriod, Citation))
    if model is ApproachPeriod:
        found = entries(model, periods.filter(known, id=key), "slug", "publication")
        lists = listed([one.key for one in found])
        of_period = [replace(one, lists=lists[one.key]) for one in found]
        return walked(findings.none(), citations.none(), of_period)
    return walked(findings.filter(known, id=key), citations.filter(known, finding_id=key))


def midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def published(model: type[Model], key: int) -> Model | None:
    """The record as it is now, if readers see it."""
    return model.objects.published().filter(pk=key).select_related("jurisdiction").first()
