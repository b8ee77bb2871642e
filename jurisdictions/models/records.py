"""What all records share: a slug for identity, and the days of what holds from a day on."""

from django.db import models

from ..choices import Confidence, Publication
from ..querysets import DatedQuerySet, RecordManager
from .fields import AddressSlugField


class Record(models.Model):
    """A thing with a name of its own in addresses and fixtures."""

    slug = AddressSlugField(
        max_length=100,
        unique=True,
        help_text="Lower case letters, digits and hyphens. Its address for ever: keep it "
        "when a date or a title is corrected.",
    )

    objects = RecordManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)


class Dated(Record):
    """Something that holds from `valid_from` until the next one of the same cell begins.

    `cell` names the fields whose combination makes the cell.
    """

    cell: tuple[str, ...]

    valid_from = models.DateField(
        help_text="First day on which this holds. It ends when the next one begins; "
        "when a rule ends, add an entry that says so."
    )
    publication = models.CharField(
        max_length=10,
        choices=Publication,
        default=Publication.DRAFT,
        help_text="Readers see published entries only.",
    )
    confidence = models.CharField(
        max_length=10,
        choices=Confidence,
        default=Confidence.SOURCED,
        help_text="Sourced: supported by something that was read. Background: settled law, "
        "official text named but not opened.",
    )

    objects = RecordManager.from_queryset(DatedQuerySet)()

    class Meta:
        abstract = True
