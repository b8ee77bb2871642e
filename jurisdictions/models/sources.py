import re
from urllib.parse import urlencode

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import Access, SourceKind
from ..querysets import RecordManager, SourceQuerySet
from ..recording.history import History
from .fields import WebAddressField
from .records import Record


class Source(Record):
    """A document that supports a statement."""

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=120)
    url = WebAddressField(
        _("address"), help_text=_("Leave empty when the exact address is not certain; don't guess.")
    )
    published_on = models.DateField(
        null=True, blank=True, help_text=_("Leave empty when the day is not known.")
    )
    kind = models.CharField(max_length=10, choices=SourceKind)
    access = models.CharField(
        max_length=10,
        choices=Access,
        help_text=_("How it was read: an excerpt of it, only as quoted by others, or not opened."),
    )

    objects = RecordManager.from_queryset(SourceQuerySet)()
    history = History()

    class Meta:
        ordering = [Lower("title"), "slug"]

    def __str__(self):
        return f"{self.title} ({self.publisher})"

    def get_absolute_url(self):
        """Its line in the list of sources, which is long: found by its title."""
        words = urlencode({"q": plainest(self.title[:100])})
        return f"{reverse('sources')}?{words}#{self.slug}"


def plainest(text: str) -> str:
    """The longest part of a text that can be looked for as it is written.

    Whatever is looked for is read without what nobody sees, and with single blanks.
    """
    seen = "".join(sign if sign.isprintable() else "\n" for sign in text)
    return max(re.split(r"\n|  +", seen), key=len).strip()


def supporting_sources(**options) -> models.ManyToManyField:
    """The sources of a record that needs no pinpoints."""
    return models.ManyToManyField(
        Source, blank=True, help_text=_("The documents this rests on."), **options
    )
