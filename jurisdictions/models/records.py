"""What all records share: a slug for identity, review before publication, days of validity.

A published record is changed by a draft beside it: a second row of the same table, which `draft_of`
ties to the first. So forms, lock, constraints, citations and history treat it as any record;
readers see published rows only, which the database doesn't let it become; and publishing it copies
what it says into the published row, which keeps its key and its address. JSON beside the record
would need a form and constraints of its own, and citations that no key protects.
"""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from ..choices import Confidence, Publication
from ..days import in_words, recordable
from ..querysets import DatedQuerySet, RecordManager, ReviewedQuerySet
from ..texts.portable import around, without_place
from .fields import AddressSlugField, tidied

SHARED = _(
    "The slug %(slug)s is that of %(record)s already, and both changes would have one address. "
    "Choose another one."
)
UNSEEN_CHARACTER = _(
    "This holds the character %(character)s, which nobody sees, where ▮ stands here: "
    "“%(around)s”. Delete it; such characters come along where text is copied out of a PDF."
)
NO_SUCH_DAY = _("Give a day from %(first)s to %(last)s.")

TAKEN = _("“%(record)s” has this %(field)s already: choose another.")


class Shown(models.Model):
    """What pages and files show."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """With its history and what the search knows of it, which follow it: all or nothing.

        A deletion is so anyway. Within a transaction no more is asked of the database.
        """
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def _get_FIELD_display(self, field):
        """What `get_kind_display()` and its like give. Django's puts the labels of all choices into
        words each time, which for a file of many records took longer than to write it.
        """
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)

    def clean_fields(self, exclude=None):
        self.tidy(exclude or ())
        super().clean_fields(exclude=exclude)
        if errors := {name: said for name, said in self.faults() if name not in (exclude or ())}:
            raise ValidationError(errors)

    def tidy(self, exclude):
        """Lists look for the words of readers in texts as they are kept (`pasted`)."""
        for field in self._meta.concrete_fields:
            if field.name not in exclude:
                setattr(self, field.attname, tidied(field, getattr(self, field.attname)))

    def faults(self) -> Iterator[tuple[str, str]]:
        """The fields whose value pages and files have no place for, and what to do."""
        for field in self._meta.concrete_fields:
            if said := fault_of(field.name, getattr(self, field.attname)):
                yield field.name, said


def fault_of(field: str, value) -> str:
    """Why a value of that field can't be shown, and what to do; nothing where it can."""
    if isinstance(value, str) and (character := without_place(value)):
        return UNSEEN_CHARACTER % {"character": character, "around": around(value)}
    first, last = recordable(field)
    if isinstance(value, date) and not first <= value <= last:
        return NO_SUCH_DAY % {"first": in_words(first), "last": in_words(last)}
    return ""


class Record(Shown):
    """A thing with a name of its own in addresses and fixtures."""

    slug = AddressSlugField(
        max_length=100,
        unique=True,
        help_text=_(
            "Lower case letters, digits and hyphens. Its address for ever: keep it "
            "when a date or a title is corrected."
        ),
    )

    objects = RecordManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)

    def unique_error_message(self, model_class, unique_check):
        """Name the record that was first: Django says only that there is one."""
        field = model_class._meta.get_field(unique_check[0])
        value = getattr(self, field.attname)
        first = model_class._base_manager.filter(**{field.attname: value}).first()
        if len(unique_check) > 1 or first is None:
            return super().unique_error_message(model_class, unique_check)
        told = {"record": first, "field": field.verbose_name}
        return ValidationError(TAKEN, code="unique", params=told)


# Beside what Django knows: who may publish.
REVIEWED_PERMISSIONS = ("add", "change", "delete", "view", "publish")


def draft_is_not_published(model: str) -> models.CheckConstraint:
    """Readers never see a draft beside what is published."""
    return models.CheckConstraint(
        condition=models.Q(draft_of=None) | ~models.Q(publication=Publication.PUBLISHED),
        name=f"draft_beside_{model}_is_not_published",
    )


class Reviewed(Record):
    """Something that readers see only after a second pair of eyes (`workflow`)."""

    publication = models.CharField(
        max_length=10,
        choices=Publication,
        default=Publication.DRAFT,
        help_text=_("Readers see published entries only. Steps of review change it."),
    )
    draft_of = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        help_text=_("The published entry that this is to replace."),
    )
    # What the published entry said when the draft was begun, as a fingerprint.
    based_on = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = RecordManager.from_queryset(ReviewedQuerySet)()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def slug_parts(self) -> list[str]:
        """What its slug is made of when nobody chooses one."""
        raise NotImplementedError


class Dated(Reviewed):
    """Something that holds from `valid_from` until the next one of the same cell begins.

    `cell` names the fields whose combination makes the cell.
    """

    cell: tuple[str, ...]

    valid_from = models.DateField(
        help_text=_(
            "First day on which this holds. It ends when the next one begins; "
            "when a rule ends, add an entry that says so."
        )
    )
    confidence = models.CharField(
        max_length=10,
        choices=Confidence,
        default=Confidence.SOURCED,
        help_text=_(
            "Sourced: supported by something that was read. Background: settled law, "
            "official text named but not opened."
        ),
    )

    objects = RecordManager.from_queryset(DatedQuerySet)()

    class Meta:
        abstract = True

    def clean(self):
        """Its change is told at /changes/<slug>/, and so is that of a record of the other kind."""
        super().clean()
        for kind in self.other_kinds():
            if other := kind._base_manager.filter(slug=self.slug).first():
                raise ValidationError(SHARED % {"slug": self.slug, "record": other})

    @classmethod
    def other_kinds(cls) -> list[type["Dated"]]:
        """The other models of dated records."""
        return [kind for kind in Dated.__subclasses__() if kind is not cls]
