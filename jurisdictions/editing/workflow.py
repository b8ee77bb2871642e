"""From a draft to what readers see: written by one person, published by another.

A record that readers don't see yet is a draft, is submitted for review, and is published or sent
back. A published one is changed by a draft beside it (`models.records`), which takes the same way
and then replaces it, or follows it where the law changed. Each step checks who takes it, raises
PermissionDenied or ValidationError with a sentence, and leaves its reason in the history.

The author is the last person who edited the record or its citations since it was last published,
as the history tells, by whichever road; the steps themselves are no edits. Fixture loads don't come
this way: data people load what is published.
"""

from contextlib import contextmanager
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Publication, RecordedAs
from ..languages import in_first, inline
from ..models import (
    ApproachPeriod,
    Citation,
    Event,
    Finding,
    Revision,
)
from ..plain import FIELDS
from ..recording.history import who
from ..search.keeping import gathered
from .evidence import demand_evidence
from .slugs import made_of

REVIEWED = (Finding, ApproachPeriod, Event)

# How the reasons of steps begin, by which they are told from edits. The history keeps them, in one
# language whoever takes the step, so that they aren't translated.
SUBMITTED = "Submitted for review"
SENT_BACK = "Sent back"
WITHDRAWN = "Withdrawn"
PUBLISHED = "Published after review"
VERIFIED = "Verified against its sources"
BEGUN = "Draft beside the published version"
UNTOUCHED = "Saved without a change"
CAUGHT_UP = "Held against the published version"
STEPS = (SUBMITTED, SENT_BACK, WITHDRAWN, PUBLISHED, VERIFIED, UNTOUCHED, CAUGHT_UP)
# What publishing doesn't copy: these stay those of the published record.
OWN = {"slug", "publication"}

FORBIDDEN = {
    "publish": gettext_lazy("You may not review %(records)s."),
    "change": gettext_lazy("You may not edit %(records)s."),
}
NO_REASON = gettext_lazy("Give a reason: the history keeps it.")
NOT_IN_STATE = {
    Publication.DRAFT: gettext_lazy("It is %(state)s now, not a draft."),
    Publication.IN_REVIEW: gettext_lazy("It is %(state)s now, not in review."),
    Publication.PUBLISHED: gettext_lazy("It is %(state)s now, not published."),
}


# --- Who wrote it ---


def with_author(rows: QuerySet) -> QuerySet:
    """Unpublished records with `author_id`: the user who last edited each; None if nobody did."""
    own = edits_of(rows.model)
    if rows.model is not Finding:
        return rows.annotate(author_id=Subquery(own.values("history_user")[:1]))
    cited = edits_of_citations()
    rows = rows.annotate(
        own_edit=Coalesce(Subquery(own.values("revision")[:1]), -1),
        cited_edit=Coalesce(Subquery(cited.values("revision")[:1]), -1),
    )
    users = [Subquery(entries.values("history_user")[:1]) for entries in (own, cited)]
    later = When(cited_edit__gt=F("own_edit"), then=users[1])
    return rows.annotate(author_id=Case(later, default=users[0]))


def edits_of(model: type[models.Model]) -> QuerySet:
    """The edits of the record of an outer query since it was last published, the newest first."""
    entries = model.history.model.objects.filter(id=OuterRef("pk"))
    entries = entries.exclude(publication=Publication.PUBLISHED).exclude(are_steps())
    return since_published(entries, model, "id").order_by("-revision", "-history_id")


def edits_of_citations() -> QuerySet:
    entries = Citation.history.model.objects.filter(finding_id=OuterRef("pk"))
    entries = entries.exclude(are_steps())
    return since_published(entries, Finding, "finding_id").order_by("-revision", "-history_id")


def are_steps() -> Q:
    found = Q()
    for step in (*STEPS, *map(told_as, RecordedAs)):
        found |= Q(history_change_reason__startswith=step)
    return found


def told_as(recorded_as: str) -> str:
    """How the history tells as what a change is recorded."""
    with in_first():
        return str(RecordedAs(recorded_as).label)


def since_published(entries: QuerySet, model: type[models.Model], key: str) -> QuerySet:
    later = model.history.model.objects.filter(
        id=OuterRef(key), publication=Publication.PUBLISHED, revision__gte=OuterRef("revision")
    )
    # A program that edits after a person doesn't make that person a stranger to the text.
    return entries.filter(~Exists(later), history_user__isnull=False)


def author_of(record):
    """The user who last edited an unpublished record since it was last published, or None."""
    rows = with_author(type(record)._base_manager.filter(pk=record.pk))
    key = rows.values_list("author_id", flat=True).first()
    return get_user_model()._base_manager.filter(pk=key).first()


def returned(record):
    """How the history says that a draft was sent back or withdrawn; None once it is submitted."""
    if record.publication != Publication.DRAFT:
        return None
    last = last_step(record, taken_back() | Q(history_change_reason__startswith=SUBMITTED))
    return None if last is None or last.history_change_reason == SUBMITTED else last


def answered(record):
    """The same of a draft that waits for review again: what it is the answer to."""
    return last_step(record, taken_back()) if record.publication == Publication.IN_REVIEW else None


def taken_back() -> Q:
    sent_back, withdrawn = (
        Q(history_change_reason__startswith=f"{step}: ") for step in (SENT_BACK, WITHDRAWN)
    )
    return sent_back | withdrawn


def last_step(record, steps: Q):
    return record.history.filter(steps).order_by("-revision", "-history_id").first()


def authored_by(user, rows: QuerySet) -> QuerySet:
    """Those of unpublished records that `user` edited last."""
    return with_author(rows.unpublished()).filter(author_id=user.pk)


def to_be_reviewed_by(user, rows: QuerySet) -> QuerySet:
    """Those that wait for review and that `user` may publish."""
    waiting = with_author(rows.filter(publication=Publication.IN_REVIEW))
    if not may_publish(user, rows.model):
        return waiting.none()
    others = Q(author_id=None) | ~Q(author_id=user.pk)
    return waiting.filter(others) if settings.FOUR_EYES else waiting


# --- Who may do what ---


def may(user, action: str, model: type[models.Model]) -> bool:
    meta = model._meta
    return user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")


def may_publish(user, model: type[models.Model]) -> bool:
    return may(user, "publish", model)


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


def reason_given(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    return reason.strip()


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
def send_back(record, *, by, reason: str):
    """What was submitted becomes a draft again. Its author may take it back too."""
    record = locked(record)
    if author_of(record) != by:
        demand(by, "publish", type(record))
    demand_state(record, Publication.IN_REVIEW)
    return keep(record, by, f"{SENT_BACK}: {reason_given(reason)}", publication=Publication.DRAFT)


@transaction.atomic
def withdraw(record, *, by, reason: str):
    """Readers no longer see a published record; it becomes a draft."""
    demand(by, "publish", type(record))
    record = locked(record)
    demand_state(record, Publication.PUBLISHED)
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
    if seen is not None and seen != fingerprint(record):
        raise ValidationError(_("It was edited while you read it. Read it again."), code="edited")
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
def catch_up(draft, *, by):
    """Whoever saw that the published record changed meanwhile lets the draft stand over it."""
    demand(by, "change", type(draft))
    draft = locked(draft)
    if draft.draft_of_id is None:
        raise ValidationError(_("There is no published version that it is to replace."))
    draft.based_on = fingerprint(draft.draft_of)
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
        raise ValidationError(NOT_IN_STATE[state] % {"state": now}, code="state")


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


def keep(record, by, note: str, **changes):
    """Save a record with some changes, who made them, and why."""
    for name, value in changes.items():
        setattr(record, name, value)
    with signed(record, by, note):
        record.save()
    return record


@contextmanager
def signed(record, by, note: str):
    """Inside, the history says of a record who and why; later saves speak for themselves."""
    record._history_user, record._change_reason = by, note
    try:
        yield
    finally:
        del record._history_user, record._change_reason


def remove(record, by, note: str) -> None:
    with signed(record, by, note):
        record.delete()


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


# --- What a record says ---


def said_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that a draft takes over from the published record, and gives back."""
    return [model._meta.get_field(name) for name in FIELDS[model] if name not in OWN]


def copy_values(source, target) -> None:
    for field in said_fields(type(source)):
        if not field.many_to_many:
            setattr(target, field.name, getattr(source, field.name))


def copy_lists(source, target, by, note: str) -> None:
    """What `source` refers to, and the citations it rests on, for `target`."""
    for field in said_fields(type(source)):
        if field.many_to_many:
            getattr(target, field.name).set(getattr(source, field.name).all())
    if isinstance(source, Finding):
        wanted = [(*cited(one), one.position) for one in source.citations.all()]
        set_citations(target, wanted, by, note)


def cited(citation: Citation) -> tuple:
    return citation.instrument_id, citation.pinpoint, citation.source_id


def set_citations(finding: Finding, wanted: list[tuple], by, note: str) -> None:
    """Let a finding rest on what is `wanted`; citations that it has already stay the same rows.

    Each is a key of an instrument, a pinpoint, a key of a source, a position.
    """
    stored = {cited(one): one for one in finding.citations.all()}
    places = {tuple(key): position for *key, position in wanted}
    for key in stored.keys() - places.keys():
        remove(stored[key], by, note)
    for key, position in places.items():
        names = dict(zip(("instrument_id", "pinpoint", "source_id"), key, strict=True))
        citation = stored.get(key) or Citation(finding=finding, **names)
        if citation.pk is None or citation.position != position:
            keep(citation, by, note, position=position)


def content(record) -> list:
    """What a stored record says, its lists and citations included, in comparable values."""
    said = []
    for field in said_fields(type(record)):
        if field.many_to_many:
            said.append(sorted(getattr(record, field.name).values_list("pk", flat=True)))
        else:
            said.append(getattr(record, field.attname))
    if isinstance(record, Finding):
        said.append(sorted((one.position, *map(str, cited(one))) for one in record.citations.all()))
    return said


def fingerprint(record) -> str:
    """The same for records that say the same."""
    return sha256(repr(content(record)).encode()).hexdigest()
