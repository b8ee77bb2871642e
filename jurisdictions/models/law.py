from datetime import date

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventKind, InstrumentKind, Publication
from ..law.status import Status, status_on
from ..paths import path_of
from ..querysets import EventQuerySet, InstrumentQuerySet, RecordManager
from ..recording.history import History, long_reasons
from .fields import MarkdownField, WebAddressField
from .places import Jurisdiction, Regulator
from .records import REVIEWED_PERMISSIONS, Record, Reviewed, draft_is_not_published
from .sources import supporting_sources


def are_kin(one: Jurisdiction, other: Jurisdiction) -> bool:
    """Are they the same place, or is one a part of the other?"""
    return one == other or one.parent_id == other.pk or other.parent_id == one.pk


class Instrument(Record):
    """A legal text or decision. Its status is never stored: it follows from its milestones."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="instruments")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60)
    reference = models.CharField(
        _("official reference"),
        max_length=120,
        blank=True,
        help_text=_("As the text is cited: Regulation (EU) 2023/1114."),
    )
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    regulator = models.ForeignKey(
        Regulator, models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    url = WebAddressField(_("address"))
    sources = supporting_sources(related_name="instruments")
    note = models.TextField(
        blank=True, help_text=_("Needed when there is no milestone: say how things stand.")
    )

    objects = RecordManager.from_queryset(InstrumentQuerySet)()
    history = History(m2m_fields=[sources])

    class Meta:
        ordering = ["jurisdiction__position", Lower("short_name"), "slug"]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return path_of("instrument", self.slug)

    @property
    def milestones(self) -> list["Event"]:
        """Those that readers see, the earliest first; prefetch `events` when asking of many."""
        return [event for event in self.events.all() if event.is_milestone and event.is_published]

    def status(self, day: date) -> Status:
        """Its status on `day`, from the milestones that came along with it. Where these aren't
        needed for anything else, `statuses.status_of` tells it of what is read once for all."""
        return status_on(day, [(step.kind, step.date) for step in self.milestones])

    def clean(self):
        if self.pk and self.jurisdiction_id:
            self.check_kinship()

    def check_kinship(self):
        """It can't move away from its events."""
        for event in self.events.select_related("jurisdiction"):
            if not are_kin(event.jurisdiction, self.jurisdiction):
                sentence = gettext(
                    "It is an instrument of %(jurisdiction)s by its event %(event)s."
                )
                told = sentence % {"jurisdiction": event.jurisdiction, "event": event}
                raise ValidationError({"jurisdiction": told})


class Event(Reviewed):
    """Something that happened or will happen on a day; milestones of an instrument among them."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="events")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=EventKind)
    title = models.CharField(max_length=120)
    description = MarkdownField(blank=True)
    instrument = models.ForeignKey(
        Instrument, models.CASCADE, null=True, blank=True, related_name="events"
    )
    is_milestone = models.BooleanField(
        _("milestone"),
        default=False,
        help_text=_("A step in the life of the instrument, which its status follows from."),
    )
    sources = supporting_sources(related_name="events")
    # Files hold published events and say nothing of it; the editing pages begin with a draft.
    publication = models.CharField(
        max_length=10,
        choices=Publication,
        default=Publication.PUBLISHED,
        help_text=_("Readers see published entries only. Steps of review change it."),
    )

    objects = RecordManager.from_queryset(EventQuerySet)()
    history = History(m2m_fields=[sources], history_change_reason_field=long_reasons())

    class Meta:
        ordering = ["date", "slug"]
        default_permissions = REVIEWED_PERMISSIONS
        constraints = [
            draft_is_not_published("event"),
            models.CheckConstraint(
                condition=models.Q(is_milestone=False) | models.Q(instrument__isnull=False),
                name="milestone_has_an_instrument",
                violation_error_message=_(
                    "A milestone belongs to an instrument: choose one, or untick milestone."
                ),
            ),
            models.UniqueConstraint(
                fields=["instrument", "kind", "date"],
                condition=models.Q(is_milestone=True, draft_of=None),
                name="one_milestone_of_a_kind_a_day",
                violation_error_message=_(
                    "The instrument has a milestone of this kind on that day already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.date}: {self.title}"

    def get_absolute_url(self):
        return f"{(self.instrument or self.jurisdiction).get_absolute_url()}#{self.slug}"

    @property
    def is_told(self) -> bool:
        """Has it a story? A bare milestone says no more than its instrument does."""
        return bool(self.description) or self.instrument_id is None

    @property
    def slug_parts(self):
        return [(self.instrument or self.jurisdiction).slug, self.kind, str(self.date)]

    def clean(self):
        try:
            if self.jurisdiction_id and self.instrument:
                self.check_kinship()
        except ObjectDoesNotExist:
            pass  # An earlier version may name what is gone since; its field refuses that.

    def check_kinship(self):
        """An event may concern an instrument of the same place, its whole or its parts."""
        if self.jurisdiction_id == self.instrument.jurisdiction_id:
            return  # As nearly all do: a load need not fetch the places of each.
        there = self.instrument.jurisdiction
        if not are_kin(self.jurisdiction, there):
            sentence = gettext("%(instrument)s is an instrument of %(jurisdiction)s.")
            told = sentence % {"instrument": self.instrument, "jurisdiction": there}
            raise ValidationError({"instrument": told})
