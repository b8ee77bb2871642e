"""What editors changed in published entries without a change of law, read from the history.

A later version of a cell is a change of law (`changes`). Everything else that readers could see
change is here: an entry corrected, withdrawn or published again, a citation added or removed.
Nothing that was never published is told, and nobody is named.

    entries   of the history, in plain values
    steps     from entry to entry: what readers saw change, and of what kind it is
    words     what was said before and is said since, for readers
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils.timezone import make_aware

from ..keys import key_in
from ..models import ApproachPeriod, Citation, Finding
from .entries import history_of
from .steps import CorrectionKind, Step, walked
from .words import WAYS, Correction, in_words_of

__all__ = ["Correction", "CorrectionKind", "correction", "corrections", "recorded_of"]

CORRECTIONS = (CorrectionKind.CORRECTED, CorrectionKind.WITHDRAWN, CorrectionKind.REPUBLISHED)


def corrections(after: date, to: date, revision: int | None = None) -> list[Correction]:
    """What was corrected after the day `after`, up to and including `to`, the newest first.

    `revision` is the last one to look at, if not all are.
    """
    begin, end = midnight_after(after), midnight_after(to)
    known = Q(history_date__lt=end)
    if revision is not None:
        known &= Q(revision__lte=revision)
    now = known & Q(history_date__gte=begin)
    changed = now & Q(history_type__in="~-")
    findings, periods, citations = (history_of(m) for m in (Finding, ApproachPeriod, Citation))
    cited = citations.filter(now)
    touched = Q(id__in=findings.filter(changed).values("id"))
    touched |= Q(id__in=cited.values("finding_id"))
    steps = walked(
        findings.filter(known & touched),
        citations.filter(known, id__in=cited.values("id")),
        periods.filter(known, id__in=periods.filter(changed).values("id")),
    )
    # The others need no words: they are most of what a load wrote down.
    steps = [one for one in steps if one.entry.at >= begin and one.kind in CORRECTIONS]
    return [one for one in in_words_of(steps, published(steps)) if one.kind in CORRECTIONS]


def recorded_of(finding: Finding, revision: int | None = None) -> list[Correction]:
    """All that was recorded of one published finding and its citations, the newest first."""
    known = Q() if revision is None else Q(revision__lte=revision)
    return in_words_of(recorded(finding.pk, Finding, known), {Finding: {finding.pk: finding}})


def correction(slug: str) -> Correction | None:
    """The one that its address names."""
    way, _, number = slug.rpartition("-")
    model = next((model for model, name in WAYS.items() if name == way), None)
    if model is None or (key := key_in(number)) is None:
        return None
    owner = "finding_id" if model is Citation else "id"
    of = history_of(model).filter(history_id=key).values_list(owner, flat=True).first()
    steps = recorded(of, model, Q()) if of else []
    found = in_words_of(steps, published(steps))
    return next((one for one in found if one.slug == slug), None)


def recorded(key: int, model: type[Model], known: Q) -> list[Step]:
    """All that was recorded of one finding (by a citation of it too) or one approach period."""
    findings, periods, citations = (history_of(m) for m in (Finding, ApproachPeriod, Citation))
    if model is ApproachPeriod:
        return walked(findings.none(), citations.none(), periods.filter(known, id=key))
    return walked(
        findings.filter(known, id=key), citations.filter(known, finding_id=key), periods.none()
    )


def midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def published(steps: list[Step]) -> dict[type[Model], dict[int, Any]]:
    """The records that the steps tell of, as they are now, if readers see them."""
    return {model: published_of(model, steps) for model in (Finding, ApproachPeriod)}


def published_of(model: type[Model], steps: list[Step]) -> dict[int, Any]:
    subjects = [step.subject for step in steps if step.subject.model is model]
    keys = {subject.row["id"] for subject in subjects}
    rows = model.objects.published().filter(pk__in=keys).select_related("jurisdiction")
    return {record.pk: record for record in rows}
