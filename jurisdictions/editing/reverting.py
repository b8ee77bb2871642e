"""Earlier versions and deleted records brought back from the history, citations included.

Nothing comes back before readers' eyes by itself: it is a draft, and takes its way through review.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from ..choices import Publication
from ..languages import in_first
from ..models import Citation, Finding
from ..recording.history import WENT_ALONG, moment, when
from . import saying, workflow

RESTORED = "Restored after its deletion"


def entry_of(record, version_id: str):
    """An entry in the history of a record."""
    return entry_at(type(record), str(record.pk), version_id)


def entry_at(model: type[models.Model], key: str, version_id: str):
    """An entry in the history of the record of that key, which may be gone by now."""
    wanted = {"id": key_in(key), "history_id": key_in(version_id)}
    if entry := model.history.filter(**wanted).first():
        return entry
    raise Http404


# --- Earlier versions ---


def reverted_to(entry) -> str:
    """The reason that the history gives for a revert, in one language as all that it keeps."""
    with in_first():
        return f"Reverted to the version of {when(entry)}"


@transaction.atomic
def draft_like(published, entry, *, by):
    """A draft beside a published record that says what an entry of its history says."""
    draft = workflow.begin_draft(published, by=by)
    take_over(draft, entry)
    draft.full_clean()
    with saying.signed(draft, by, reverted_to(entry)):
        draft.save()
        restore_lists(draft, entry)
    restore_citations(draft, entry, by=by)
    return draft


def take_over(record, entry) -> None:
    for field in saying.said_fields(type(record)):
        if not field.many_to_many:
            setattr(record, field.attname, getattr(entry, field.attname))


def restore_lists(record, entry) -> None:
    for name, then in lists_at(entry).items():
        getattr(record, name).set(then)


def lists_at(entry) -> dict[str, list]:
    """What a record referred to then, as far as that still exists, by the name of the field."""
    found = {}
    for field in entry.instance_type._meta.many_to_many:
        key = field.m2m_reverse_name()
        then = list(getattr(entry, field.name).values_list(key, flat=True))
        found[field.name] = list(field.related_model._base_manager.filter(pk__in=then))
    return found


def restore_citations(record, entry, *, by) -> None:
    """What a finding rested on at that version, as far as that still exists."""
    if not isinstance(record, Finding):
        return
    then = [row for row in citations_at(entry) if exists(row)]
    wanted = [(*saying.cited(row), row.position) for row in then]
    saying.set_citations(record, wanted, by, reverted_to(entry))


def citations_at(entry) -> list:
    """The citations in the history as they stood until the next version of their finding."""
    rows = Citation.history.model.objects.filter(finding_id=entry.id).order_by("history_id")
    following = type(entry).objects.filter(id=entry.id, history_id__gt=entry.history_id)
    return newest_of(standing(entry, following.order_by("history_id").first(), rows))


def recorded_until(end, rows: Iterable) -> list:
    """Those entries of a history that were written before the entry `end`; all where it is None."""
    return [row for row in rows if end is None or moment(row) < moment(end)]


def standing(entry, end, rows: Iterable) -> list:
    """Those that speak of the time from a version, `entry`, to the next one, `end`.

    What went along with a deletion, and is written before it, stood until then.
    """
    found = recorded_until(end, rows)
    if end is None or end.history_type != "-":
        return found
    return [
        row
        for row in found
        if row.history_change_reason != WENT_ALONG or moment(row) < moment(entry)
    ]


def newest_of(rows: Iterable) -> list:
    """Of each citation its last entry in the order given, unless that says it was deleted."""
    last = {row.id: row for row in rows}
    found = [row for row in last.values() if row.history_type != "-"]
    return sorted(found, key=lambda row: (row.position, row.id))


def exists(row) -> bool:
    """Does what a citation points to still exist?"""
    field = "instrument" if row.instrument_id else "source"
    model = Citation._meta.get_field(field).related_model
    return model._base_manager.filter(pk=getattr(row, f"{field}_id")).exists()


# --- Deleted records ---


def deleted(model: type[models.Model]) -> QuerySet:
    """The entries that say of records which are gone that they were deleted, the latest first.

    Drafts that were published or dropped beside a published record are no loss.
    """
    entries = model.history.model.objects.filter(history_type="-")
    later = model.history.model.objects.filter(id=OuterRef("id"), history_id__gt=OuterRef("pk"))
    stored = model._base_manager.filter(pk=OuterRef("id"))
    gone = entries.filter(~Exists(later), ~Exists(stored))
    if model in workflow.REVIEWED:
        gone = gone.filter(draft_of=None)
    return gone.select_related("history_user").order_by("-history_id")


@transaction.atomic
def restore(model: type[models.Model], entry, *, by):
    """Bring a deleted record back under its key and slug; what is reviewed comes as a draft."""
    if not workflow.may_publish(by, Finding) or not workflow.may(by, "add", model):
        raise PermissionDenied(_("Reviewers restore what was deleted."))
    record = entry.instance
    if model in workflow.REVIEWED:
        record.publication = Publication.DRAFT
    record.full_clean()
    with saying.signed(record, by, RESTORED):
        record.save(force_insert=True)
        restore_lists(record, before(entry))
    if model is Finding:
        restore_deleted_citations(record, entry, by)
    return record


def before(entry):
    """The entry before a deletion: at that moment the lists were gone already."""
    earlier = type(entry).objects.filter(id=entry.id, history_id__lt=entry.history_id)
    return earlier.order_by("history_id").last() or entry


def restore_deleted_citations(finding: Finding, entry, by) -> None:
    """Those that went with their finding at that deletion, not those that were removed before."""
    rows = Citation.history.model.objects.filter(finding_id=finding.pk, history_type="-")
    # It is the last deletion: nothing of what is gone was written since.
    went = rows.filter(history_change_reason=WENT_ALONG, revision__gt=before(entry).revision)
    wanted = [(*saying.cited(row), row.position) for row in went if exists(row)]
    saying.set_citations(finding, wanted, by, RESTORED)
