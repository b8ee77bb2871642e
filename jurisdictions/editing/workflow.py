"""From a draft to what readers see: written by one person, published by another.

A record that readers don't see yet is a draft, is submitted for review, and is published or sent
back. A published one is changed by a draft beside it (`models.records`), which takes the same way
and then replaces it, or follows it where the law changed. Each step checks who takes it, raises
PermissionDenied or ValidationError with a sentence, and leaves its reason in the history.

Who wrote a record, the history tells (`authors`). Fixture loads don't come this way: data people
load what is published.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Publication, RecordedAs
from ..languages import inline
from ..models import ApproachPeriod, Event, Finding, Revision
from ..recording.history import when, who
from ..search.keeping import gathered
from .authors import author_of, with_author
from .evidence import demand_evidence
from .reasons import BEGUN, CAUGHT_UP, PUBLISHED, SENT_BACK, SUBMITTED, VERIFIED, WITHDRAWN, told_as
from .saying import copy_lists, copy_values, fingerprint, keep, remove, signed
from .slugs import made_of

REVIEWED = (Finding, ApproachPeriod, Event)

FORBIDDEN = {
    "publish": gettext_lazy("You may not review %(records)s."),
    "change": gettext_lazy("You may not edit %(records)s."),
}
NO_REASON = gettext_lazy("Give a reason: the history keeps it.")
NOT_IN_STATE = {
    Publication.DRAFT: gettext_lazy("It is %(state)s now, not a draft%(by)s."),
    Publication.IN_REVIEW: gettext_lazy("It is %(state)s now, not in review%(by)s."),
    Publication.PUBLISHED: gettext_lazy("It is %(state)s now, not published%(by)s."),
}


# --- Who may do what ---


def may(user, action: str, model: type[models.Model]) -> bool:
    meta = model._meta
    return user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")


def may_publish(user, model: type[models.Model]) -> bool:
    return may(user, "publish", model)


def to_be_reviewed_by(user, rows: QuerySet) -> QuerySet:
    """Those that wait for review and that `user` may publish."""
    waiting = with_author(rows.filter(publication=Publication.IN_REVIEW))
    if not may_publish(user, rows.model):
        return waiting.none()
    others = Q(author_id=None) | ~Q(author_id=user.pk)
    return waiting.filter(others) if settings.FOUR_EYES else waiting


def demand(user, action: str, model: type[models.Model]) -> None:
    if not may(user, action, model):
        raise PermissionDenied(FORBIDDEN[action] % {"records": model._meta.verbose_name_plural})


def demand_four_eyes(record, by) -> None:
    """Nobody publishes what they wrote, superusers included."""
    if is_theirs(author_of(record), by):
        raise PermissionDenied(
            _(
                "You edited this last, so somebody else has to publish it: two people see each "
                "text before readers do."
            )
        )


def is_theirs(author, by) -> bool:
    """Would `by` publish what they wrote?"""
    return settings.FOUR_EYES and author == by


# --- The steps ---


@transaction.atomic
def submit(record, *, by):
    """A draft goes to review, once it could be published as it stands."""
    demand(by, "change", type(record))
    record = locked(record)
    demand_state(record, Publication.DRAFT)
    check_as_published(record)
    demand_evidence(record)
    return keep(record, by, SUBMITTED, publication=Publication.IN_REVIEW)


@transaction.atomic
def send_back(record, *, by, reason: str, seen: str | None = None):
    """What was submitted becomes a draft again. Its author may take it back too."""
    record = locked(record)
    if author_of(record) != by:
        demand(by, "publish", type(record))
    demand_state(record, Publication.IN_REVIEW)
    demand_seen(record, seen)
    return keep(record, by, f"{SENT_BACK}: {reason_given(reason)}", publication=Publication.DRAFT)


@transaction.atomic
def withdraw(record, *, by, reason: str, seen: str | None = None):
    """Readers no longer see a published record; it becomes a draft."""
    demand(by, "publish", type(record))
    record = locked(record)
    demand_state(record, Publication.PUBLISHED)
    demand_seen(record, seen)
    if beside := draft_beside(record):
        sentence = _("There is a draft beside it (%(draft)s): publish or delete it first.")
        raise ValidationError(sentence % {"draft": beside})
    return keep(record, by, f"{WITHDRAWN}: {reason_given(reason)}", publication=Publication.DRAFT)


@transaction.atomic
@gathered()
def publish(record, *, by, reason: str = "", recorded_as: str = "", seen: str | None = None):
    """Show a record to readers; what they see from then on is returned.

    Of a draft beside a published record it is asked as what the change is recorded (RecordedAs),
    and why. `seen` is the fingerprint of what the reviewer read, where one was shown.
    """
    demand(by, "publish", type(record))
    record = locked(record)
    demand_state(record, Publication.IN_REVIEW)
    demand_four_eyes(record, by)
    demand_seen(record, seen)
    demand_evidence(record)
    if record.draft_of_id is None:
        check_as_published(record)
        note = f"{PUBLISHED}: {reason.strip()}" if reason.strip() else PUBLISHED
        return keep(record, by, note, publication=Publication.PUBLISHED)
    return publish_change(record, by, reason, recorded_as)


def publish_change(draft, by, reason: str, recorded_as: str):
    reason = decided(reason, recorded_as)
    demand_unchanged(draft)
    note = f"{told_as(recorded_as)}: {reason}{written_by(draft)}"
    if recorded_as == RecordedAs.LEGAL_CHANGE:
        return follow(draft, by, note)
    return replace(draft, by, note)


def decided(reason: str, recorded_as: str) -> str:
    """The reason that was given; what is lacking is told all at once."""
    lacking = {}
    if recorded_as not in RecordedAs.values:
        lacking["recorded_as"] = _("Say whether the law changed or the text.")
    if not reason.strip():
        lacking["reason"] = NO_REASON
    if lacking:
        raise ValidationError(lacking)
    return reason.strip()


def written_by(draft) -> str:
    """Whose text it is: the history of the published record names who published it."""
    author = author_of(draft)
    return f" (written by {author.get_full_name() or author.get_username()})" if author else ""


def replace(draft, by, note: str):
    """The published record says from now on what its draft says; the draft goes."""
    published = draft.draft_of
    copy_values(draft, published)
    published.full_clean()
    with signed(published, by, note):
        published.save()
        copy_lists(draft, published, by, note)
    remove(draft, by, note)
    return published


def follow(draft, by, note: str):
    """The draft begins on a day of its own, after what it would have replaced, which stays."""
    published = draft.draft_of
    if not hasattr(draft, "cell"):
        sentence = _("An event doesn't hold from a day on: correct it.")
        raise ValidationError({"recorded_as": sentence})
    same_cell = all(getattr(draft, name) == getattr(published, name) for name in draft.cell)
    if not same_cell or draft.valid_from <= published.valid_from:
        sentence = _(
            "A change of law is a new entry of the same cell, with a later first day than %(day)s. "
            "Send this back for its day, or choose editorial correction."
        )
        raise ValidationError({"recorded_as": sentence % {"day": published.valid_from}})
    slug = made_of(draft.slug_parts, type(draft))
    draft.draft_of, draft.based_on, draft.slug = None, "", slug
    check_as_published(draft)
    return keep(draft, by, note, publication=Publication.PUBLISHED)


@transaction.atomic
def catch_up(draft, *, by, seen: str | None = None, against: str | None = None):
    """Whoever saw that the published record changed meanwhile lets the draft stand over it.

    `against` is the fingerprint of the published record with which they compared it.
    """
    demand(by, "change", type(draft))
    draft = locked(draft)
    if draft.draft_of_id is None:
        raise ValidationError(_("There is no published version that it is to replace."))
    demand_seen(draft, seen)
    draft.based_on = fingerprint(draft.draft_of)
    if against is not None and against != draft.based_on:
        sentence = _(
            "The published version was changed again while you compared them%(by)s. Compare them "
            "once more."
        )
        raise ValidationError(sentence % {"by": last_by(draft.draft_of)}, code="edited")
    return keep(draft, by, CAUGHT_UP, publication=Publication.DRAFT)


@transaction.atomic
@gathered()
def begin_draft(published, *, by):
    """A draft beside a published record that says the same, citations included."""
    demand(by, "change", type(published))
    published = locked(published)
    demand_state(published, Publication.PUBLISHED)
    if beside := draft_beside(published):
        sentence = _("There is a draft beside it already: %(draft)s.")
        raise ValidationError(sentence % {"draft": beside})
    draft = type(published)(**beside_of(published))
    copy_values(published, draft)
    with signed(draft, by, BEGUN):
        draft.save()
        copy_lists(published, draft, by, BEGUN)
    return draft


@transaction.atomic
def verify(finding: Finding, *, by, on: date, reason: str = ""):
    """Somebody opened the sources and found that they still say so. A draft beside it learns it."""
    demand(by, "change", Finding)
    finding = locked(finding)
    note = f"{VERIFIED}: {reason.strip()}" if reason.strip() else VERIFIED
    beside = draft_beside(finding, lock=True)
    is_current = beside and beside.based_on == fingerprint(finding)
    keep(finding, by, note, verified_on=on)
    if is_current:
        keep(beside, by, note, verified_on=on, based_on=fingerprint(finding))
    return finding


@transaction.atomic
def note_outcome(event: Event, *, by, reason: str):
    """Somebody looked up what came of an event: nothing that changes what is written."""
    demand(by, "change", Event)
    return keep(locked(event), by, f"{VERIFIED}: {reason_given(reason)}")


# --- What the steps share ---


def locked(record):
    """The record as it is stored, kept from others until the transaction ends.

    First comes the turn, as of all who write (stamping.py), and the published record before its
    draft, as a save of it does.
    """
    Revision.take_turn()
    rows = type(record)._base_manager.order_by().select_for_update(no_key=True)
    if record.draft_of_id:
        rows.filter(pk=record.draft_of_id).first()
    if stored := rows.filter(pk=record.pk).first():
        return stored
    sentence = _("It is gone: somebody published or deleted it meanwhile.")
    raise ValidationError(sentence, code="gone")


def demand_state(record, state: Publication) -> None:
    if record.publication != state:
        now = inline(Publication(record.publication).label)
        told = {"state": now, "by": last_by(record)}
        raise ValidationError(NOT_IN_STATE[state] % told, code="state")


def demand_seen(record, seen: str | None) -> None:
    """Refuse a step by somebody who read something else, where it is known what they read."""
    if seen is not None and seen != fingerprint(record):
        sentence = _("It was edited while you read it%(by)s. Read it again.")
        raise ValidationError(sentence % {"by": last_by(record)}, code="edited")


def last_by(record) -> str:
    """Who wrote a record last and when, in brackets behind a sentence about it."""
    entries = record.history.select_related("history_user")
    last = entries.order_by("-revision", "-history_id").first()
    return f" ({who(last)}, {when(last)})" if last else ""


def reason_given(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    return reason.strip()


def draft_beside(record, *, lock: bool = False):
    """The draft that is to replace a published record, or None; kept from others on request."""
    rows = type(record)._base_manager.order_by()
    rows = rows.select_for_update(no_key=True) if lock else rows
    return rows.filter(draft_of=record).first() if record.pk else None


def beside_of(published) -> dict:
    """What makes a draft the one beside `published`; with a slug that readers never meet."""
    slug = made_of(["draft-of", published.slug], type(published))
    seen = fingerprint(published)
    state = Publication.DRAFT
    return {"draft_of": published, "slug": slug, "based_on": seen, "publication": state}


def check_as_published(record) -> None:
    """Refuse what couldn't be published as it stands, in the words of the model."""
    shown = type(record)._base_manager.get(pk=record.draft_of_id or record.pk)
    copy_values(record, shown)
    shown.publication, shown.draft_of = Publication.PUBLISHED, None
    shown.full_clean()


def demand_unchanged(draft) -> None:
    if not draft.draft_of.is_published:
        sentence = _("Not published: what it is to replace is no longer published.")
        raise ValidationError(sentence)
    if draft.based_on != fingerprint(draft.draft_of):
        last = type(draft).history.filter(id=draft.draft_of_id).select_related("history_user")
        sentence = _(
            "Not published: %(who)s changed the published version after this draft was begun. "
            "Compare both; an editor then lets the draft stand, or changes it."
        )
        raise ValidationError(sentence % {"who": who(last.first())}, code="changed")
